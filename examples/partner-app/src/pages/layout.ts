import type { User } from '../users.ts'
import { html } from './html.ts'
import type { Markup } from './html.ts'

/** The frame of every page. */
export function layout(page: {
  readonly title: string
  readonly user?: User | undefined
  readonly main: Markup
}): string {
  return html`<!doctype html>
    <html lang="de">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${page.title} – Sonnwerk</title>
        <link rel="icon" href="/sun.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/frame.css" />
        <link rel="stylesheet" href="/parts.css" />
        <script src="/copy.js" defer></script>
      </head>
      <body>
        <a class="skip" href="#main">Zum Inhalt</a>
        <header class="top">
          <a class="brand" href="/"><img src="/sun.svg" alt="" width="34" height="34" />Sonnwerk</a>
          ${page.user && signedIn(page.user)}
        </header>
        <main id="main">${page.main}</main>
        <footer class="foot">
          <p>Sonnwerk GmbH · Solar und Wärmepumpen</p>
          <p>Beispiel einer Partner-App; Firma und Kunden sind erfunden.</p>
        </footer>
      </body>
    </html> `.toString()
}

function signedIn(user: User): Markup {
  return html`<form class="who" method="post" action="/sign-out">
    <span>${user.name}</span><button class="plain">Abmelden</button>
  </form>`
}
