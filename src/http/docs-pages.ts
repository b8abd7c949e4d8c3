import { Hono } from 'hono'
import { html } from 'hono/html'
import { notFound } from '../domain/failure.ts'
import type { Assets } from '../ui/assets.ts'
import { CONVENTIONS } from './conventions.ts'
import type { EdgeEnv } from './edge.ts'
import { ERROR_DETAILS } from './error-details.ts'
import { pageSecurity, PLAIN_SECURITY, PLAIN_STYLE } from './plain-style.ts'
import { docsPath, PROBLEMS } from './problem.ts'

type Code = keyof typeof PROBLEMS
const CODES = Object.keys(PROBLEMS) as Code[]

/** What to do about each code, for the developer who reads it in an answer. */
const REMEDY: Record<Code, string> = {
  BAD_REQUEST:
    'Read `errors`: every field that is not valid is named there with its reason, all of them at once. Correct them and send the request again.',
  UNAUTHORIZED:
    'Ask POST /oauth/token for an access token with your client id and secret (HTTP Basic) and send it as Authorization: Bearer. Tokens live for an hour.',
  PAYMENT_REQUIRED: 'Contact the operator of this installation.',
  FORBIDDEN:
    'Use a client whose scopes include read:* for reading and write:* for everything else. A request cannot widen the scopes of its client.',
  NOT_FOUND: 'Check the id and the path. Another organisation’s resource answers exactly like a missing one.',
  METHOD_NOT_ALLOWED: 'The Allow header names the methods of this path.',
  CONFLICT: 'Read the resource again and decide on its present state.',
  UNPROCESSABLE_ENTITY: 'Read `errors`: the rule is named there with the field it concerns.',
  TOO_MANY_REQUESTS: 'Wait for the seconds in Retry-After, then go on, more slowly.',
  INTERNAL_SERVER_ERROR:
    'Try again; reading and minting are safe to repeat. If it stays, tell the operator the request id.',
}

/** It reads the document, and sends the requests that somebody tries out on it; styles it writes into the page by itself. */
const REFERENCE_SECURITY = pageSecurity([
  "style-src 'self' 'unsafe-inline'",
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
])

interface DocsDeps {
  publicUrl: string
  assets: Assets
}

/** The first page, the reference of all operations, and the pages that `docs` in an error answer points to. */
export function docsPages({ publicUrl, assets }: DocsDeps) {
  const pages = new Hono<EdgeEnv>()
  pages.get('/', (c) => c.redirect('/docs'))
  pages.use('/docs/*', async (c, next) => {
    c.header('Content-Security-Policy', PLAIN_SECURITY)
    await next()
  })
  pages.get('/docs/style.css', (c) => c.body(PLAIN_STYLE, 200, { 'Content-Type': 'text/css; charset=utf-8' }))
  pages.get('/docs/reference', (c) => {
    c.header('Content-Security-Policy', REFERENCE_SECURITY)
    return c.html(reference(assets))
  })
  pages.get('/docs', (c) =>
    c.html(
      page(
        'Partner API',
        html` <p>
            Ask <code>POST ${publicUrl}/oauth/token</code> for an access token, then
            <code>POST ${publicUrl}/admin/magic_link</code> for a link that signs your customer in.
          </p>
          <p>
            <a href="/docs/reference">All operations</a>, with their parameters and answers, to read and to
            try out. The same as a document: <a href="/openapi.json">openapi.json</a> (OpenAPI 3.1).
          </p>
          ${CONVENTIONS.map(
            ({ title, text }) =>
              html`<h2>${title}</h2>
                <p>${withCode(text)}</p>`,
          )}
          <h2>Codes of errors</h2>
          <ul>
            ${CODES.map((code) => html`<li><a href="${docsPath(code)}">${code}</a> (${PROBLEMS[code].status})</li>`)}
          </ul>`,
      ),
    ),
  )
  pages.get('/docs/errors/:code', (c) => {
    const code = CODES.find((candidate) => docsPath(candidate) === c.req.path)
    if (!code) throw notFound('Page')
    return c.html(
      page(
        `${PROBLEMS[code].status} ${code}`,
        html` <p>${PROBLEMS[code].title}</p>
          <p>${withCode(REMEDY[code])}</p>
          ${details(code)}
          <p><a href="/docs">All codes</a></p>`,
      ),
    )
  })
  return pages
}

/** What `errors` may name beside this code. */
function details(code: Code) {
  const known = Object.entries(ERROR_DETAILS[code] ?? {})
  if (known.length === 0) return ''
  return html`<h2>In errors</h2>
    <dl>
      ${known.map(
        ([name, text]) =>
          html`<dt id="${name}"><code>${name}</code></dt>
            <dd>${withCode(text)}</dd>`,
      )}
    </dl>`
}

/** Every other part stands between backticks. */
const withCode = (text: string) =>
  text.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))

const page = (title: string, content: unknown) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`

/** Drawn in the browser by a library from our own files. Without scripts the document itself is a click away. */
const reference = (assets: Assets) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Partner API: all operations</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${assets.url('swagger-ui.css')}" />
        <script type="module" src="${assets.url('api-reference.js')}"></script>
      </head>
      <body>
        <noscript
          ><p>
            This page needs JavaScript. The document it shows: <a href="/openapi.json">openapi.json</a>.
          </p></noscript
        >
        <main id="reference" data-document="/openapi.json"></main>
      </body>
    </html>`
