import type { User } from '../users.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'
import { layout } from './layout.ts'

/** The sign-in page; after a failure with the chosen account kept and the reason at the password. */
export function signInPage(view: {
  readonly users: readonly User[]
  readonly email?: string
  readonly failed?: boolean
}): string {
  const chosen = view.users.some((user) => user.email === view.email) ? view.email : view.users[0]?.email
  return layout({
    title: view.failed ? 'Anmeldung nicht möglich' : 'Anmelden',
    main: html`<div class="narrow">
      <h1>Anmelden</h1>
      <p class="lead">Wählen Sie eines der Demokonten. Jedes zeigt eine andere Geschichte.</p>
      <form method="post" action="/sign-in" class="stack">
        <fieldset class="accounts">
          <legend>Konto</legend>
          ${view.users.map((user) => account(user, user.email === chosen))}
        </fieldset>
        <div class="field">
          <label for="password">Passwort</label>
          <p class="hint" id="password-hint">In der Demo immer „demo“</p>
          ${view.failed && html`<p class="error" id="password-error" role="alert">E-Mail-Adresse und Passwort passen nicht zusammen.</p>`}
          <input
            id="password"
            name="password"
            type="password"
            value="demo"
            required
            autocomplete="current-password"
            aria-describedby="${view.failed && 'password-error '}password-hint"
            ${view.failed && html`aria-invalid="true" autofocus`}
          />
        </div>
        <button class="primary">Anmelden</button>
      </form>
    </div>`,
  })
}

function account(user: User, checked: boolean): Markup {
  return html`<label class="account">
    <input type="radio" name="email" value="${user.email}" required ${checked && html`checked`} />
    <span class="person">
      <strong>${user.name}</strong>
      <span class="quiet">${user.email}</span>
      <span class="story">${user.story}</span>
    </span>
  </label>`
}
