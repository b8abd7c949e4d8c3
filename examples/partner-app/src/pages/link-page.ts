import type { MagicLink } from '@stromtor/sdk'
import type { User } from '../users.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'

const clock = new Intl.DateTimeFormat('de-DE', {
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'Europe/Berlin',
})

/** A link minted with `delivery: "message"`, ready to be copied into a mail or an SMS. */
export function linkPage(user: User, { link, expires_at }: MagicLink): string {
  const until = `${clock.format(new Date(expires_at))} Uhr`
  const message = `Guten Tag ${user.name}, hier geht es zu Ihrem Energiekonto:\n${link}\nDer Link gilt einmal und bis ${until}. Ihr Sonnwerk`
  return layout({
    title: 'Link für eine Nachricht',
    user,
    main: html`<div class="narrow">
      <h1>Link für eine Nachricht</h1>
      <p class="lead">
        Er gilt einmal und bis ${until}. Erst der Druck auf „Weiter“ im Portal verbraucht ihn, nicht schon das
        Öffnen: Vorschau und Virenprüfung eines Postfachs schaden also nicht.
      </p>
      <div class="stack">
        <div class="field">
          <label for="link">Link</label>
          <input id="link" readonly value="${link}" />
          <button class="small" type="button" data-copies="link" hidden>Link kopieren</button>
        </div>
        <div class="field">
          <label for="message">Fertige Nachricht</label>
          <textarea id="message" readonly rows="8">${message}</textarea>
          <button class="small" type="button" data-copies="message" hidden>Nachricht kopieren</button>
        </div>
        <p class="hint">
          Wer den Link hat, kann sich damit als ${user.name} anmelden. Geben Sie ihn nur dieser Person.
        </p>
        <p><a href="/">Zurück zur Startseite</a></p>
      </div>
    </div>`,
  })
}
