import type { User } from '../users.ts'
import { html } from './html.ts'
import { layout } from './layout.ts'

/** The signed-in customer's page, with the button into the portal. */
export function homePage(user: User): string {
  const firstName = user.name.split(' ')[0]
  return layout({
    title: 'Mein Zuhause',
    user,
    main: html`<section class="hero">
        <div>
          <p class="hello">Guten Tag, ${firstName}</p>
          <h1>Ihr Zuhause macht Energie.</h1>
        </div>
        <img src="/house.svg" alt="" width="520" height="300" />
      </section>
      <div class="cards">
        <section class="card strong" aria-labelledby="energy">
          <h2 id="energy">Ihr Strom</h2>
          <p>Rechnungen, Verbrauch und Preise auf einen Blick. Sie sind dort schon angemeldet.</p>
          <form method="post" action="/energy-account">
            <button class="primary wide" name="destination" value="overview">Mein Energiekonto</button>
          </form>
          <div class="row">
            <form method="post" action="/energy-account">
              <button class="small" name="destination" value="invoices">Letzte Rechnungen</button>
            </form>
            <form method="post" action="/energy-account">
              <button class="small" name="destination" value="english" lang="en">In English</button>
            </form>
            <form method="post" action="/energy-account/message">
              <button class="small">Link für eine Nachricht</button>
            </form>
          </div>
        </section>
        <section class="card" aria-labelledby="system">
          <h2 id="system">Ihre Anlage</h2>
          <dl>
            <div>
              <dt>Gerät</dt>
              <dd>${user.installation.name}</dd>
            </div>
            <div>
              <dt>Stand</dt>
              <dd>${user.installation.state}</dd>
            </div>
            <div>
              <dt>Als Nächstes</dt>
              <dd>${user.installation.next}</dd>
            </div>
          </dl>
        </section>
      </div>`,
  })
}
