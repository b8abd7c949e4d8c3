import { Hono } from 'hono'
import { html } from 'hono/html'
import { notFound } from '../domain/failure.ts'
import type { EdgeEnv } from './edge.ts'
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

/** The pages that `docs` in an error answer points to. */
export function docsPages({ publicUrl }: { publicUrl: string }) {
  const pages = new Hono<EdgeEnv>()
  pages.get('/', (c) => c.redirect('/docs'))
  pages.get('/docs', (c) =>
    c.html(
      page(
        'Partner API',
        html` <p>
            Ask <code>POST ${publicUrl}/oauth/token</code> for an access token, then
            <code>POST ${publicUrl}/admin/magic_link</code> for a link that signs your customer in.
          </p>
          <p>The document of all operations: <a href="/openapi.json">openapi.json</a>.</p>
          <h2>Errors</h2>
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
          <p>${REMEDY[code]}</p>
          <p><a href="/docs">All codes</a></p>`,
      ),
    )
  })
  return pages
}

const page = (title: string, content: unknown) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`
