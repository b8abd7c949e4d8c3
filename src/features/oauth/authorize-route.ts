import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { html } from 'hono/html'
import type { Db } from '../../db/database.ts'
import { badRequest } from '../../domain/failure.ts'
import type { ApiEnv } from '../../http/api-env.ts'
import { PLAIN_SECURITY } from '../../http/plain-style.ts'
import { isPrefetch } from '../../http/prefetch.ts'
import { errorEnvelope } from '../../http/problem.ts'
import { portalOrigin } from '../plans/portal-origin.ts'
import { answerUri } from './authorization-answer.ts'
import { readAuthorization } from './authorization-request.ts'
import { findConsentPortal } from './find-consent-portal.ts'

const authorize = createRoute({
  method: 'get',
  path: '/oauth/authorize',
  tags: ['Authentication'],
  summary: 'Ask a customer whether an app may read their data',
  description:
    'For a browser: on the portal the customer signs in and decides. With PKCE; the code that comes back is good for one use within ten minutes.',
  security: [],
  request: {
    query: z.object({
      response_type: z.enum(['code']),
      client_id: z.string(),
      redirect_uri: z
        .url()
        .openapi({ description: 'Registered for the client, or below an address that is.' }),
      scope: z.string().optional(),
      state: z.string().optional(),
      code_challenge: z.string().optional(),
      code_challenge_method: z.enum(['S256', 'plain']).optional(),
      flow_type: z.enum(['login', 'signup']).optional(),
      plan: z
        .string()
        .optional()
        .openapi({ description: 'Id or slug of the plan whose portal asks the customer.' }),
    }),
  },
  responses: {
    302: { description: 'To the portal that asks the customer, or back to the client with an error' },
    default: { description: 'Error envelope', content: { 'application/json': { schema: errorEnvelope } } },
  },
})

export interface AuthorizeDeps {
  db: Db
  config: { publicUrl: string; isHttps: boolean; portalDomain: string }
}

/**
 * Where an app sends a customer first. This host has no brand and knows nobody, so it only finds the portal that does; the
 * customer decides there (docs/decisions/0010).
 */
export function authorizeApi({ db, config }: AuthorizeDeps) {
  const api = new OpenAPIHono<ApiEnv>()
  // Read by hand: what is wrong goes back to the app as RFC 6749 has it, unless there is no app to go back to.
  api.openAPIRegistry.registerPath(authorize)
  api.get('/oauth/authorize', async (c) => {
    c.header('Cache-Control', 'no-store')
    if (c.req.method === 'HEAD' || isPrefetch(c)) return c.body(null, 204)
    const parameters = new URL(c.req.url).searchParams
    const read = await readAuthorization(db, config.publicUrl, parameters)
    if (read.outcome === 'error') return c.redirect(read.location, 302)
    if (read.outcome === 'refused') {
      if (c.req.header('accept')?.includes('text/html')) {
        c.header('Content-Security-Policy', PLAIN_SECURITY)
        return c.html(refusedPage(read.message), 400)
      }
      throw badRequest(read.field, read.message)
    }
    const { organizationId, flow, redirectUri, state } = read.request
    const plan = parameters.get('plan') ?? undefined
    const portal = await findConsentPortal(db, organizationId, { plan, flow })
    if (portal) return c.redirect(`${portalOrigin(config, portal)}/oauth/consent?${read.query}`, 302)
    const problem =
      plan === undefined
        ? ({ error: 'temporarily_unavailable', error_description: 'No portal is enabled.' } as const)
        : ({ error: 'invalid_request', error_description: 'plan names no plan with a portal.' } as const)
    return c.redirect(answerUri({ redirectUri, state, issuer: config.publicUrl }, problem), 302)
  })
  return api
}

/** For a customer whom an app, or somebody who pretends to be one, sent here wrongly. No brand is known yet. */
const refusedPage = (message: string) =>
  html`<!doctype html>
    <html lang="de">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>Diese Anfrage geht nicht weiter</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/docs/style.css" />
      </head>
      <body>
        <main>
          <h1>Diese Anfrage geht nicht weiter.</h1>
          <p>
            Die App, von der Sie kommen, hat sich nicht richtig ausgewiesen. Es wurde nichts freigegeben.
            Bitte wenden Sie sich an ihren Anbieter.
          </p>
          <div lang="en">
            <h2>This request goes no further.</h2>
            <p>
              The app you come from did not identify itself correctly. Nothing was shared. Please contact its
              maker.
            </p>
            <p><code>${message}</code></p>
          </div>
        </main>
      </body>
    </html>`
