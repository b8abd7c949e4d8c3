import { OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { every } from 'hono/combine'
import type { Inbox } from './demo/inbox.ts'
import { demoInbox } from './demo/inbox-pages.tsx'
import type { Deps } from './deps.ts'
import { notFound } from './domain/failure.ts'
import { auditApi } from './features/audit/routes.ts'
import { customersApi } from './features/customers/routes.ts'
import { gridFeeReductionsApi } from './features/grid-fee-reductions/routes.ts'
import { eventsApi } from './features/events/routes.ts'
import { invoiceFileLinks } from './features/invoices/file-routes.ts'
import { invoicesApi } from './features/invoices/routes.ts'
import { leadsApi } from './features/leads/routes.ts'
import { magicLinksApi } from './features/magic-links/routes.ts'
import { meterOrdersApi } from './features/meter-orders/routes.ts'
import { authorizeApi } from './features/oauth/authorize-route.ts'
import { OAuthError } from './features/oauth/oauth-error.ts'
import { oauthApi } from './features/oauth/routes.ts'
import { plansApi } from './features/plans/routes.ts'
import { loadForecastsApi } from './features/load-forecasts/routes.ts'
import { meterReadingsApi } from './features/meter-readings/routes.ts'
import { pricesApi } from './features/prices/routes.ts'
import { usageApi } from './features/usage/routes.ts'
import { quotesApi } from './features/quotes/routes.ts'
import { marketPartnersApi } from './features/market-partners/routes.ts'
import { createSubscriptionApi } from './features/subscriptions/create-route.ts'
import { subscriptionsApi } from './features/subscriptions/routes.ts'
import { webhookDeliveriesApi } from './features/webhooks/delivery-routes.ts'
import { webhookEndpointsApi } from './features/webhooks/routes.ts'
import type { ApiEnv } from './http/api-env.ts'
import { bearerAuth } from './http/bearer-auth.ts'
import { clientLimit } from './http/client-limit.ts'
import { CONVENTIONS_TEXT } from './http/conventions.ts'
import { assetFiles } from './http/asset-files.ts'
import { docsPages } from './http/docs-pages.ts'
import { bodyLimit } from './http/body-limit.ts'
import { edge } from './http/edge.ts'
import { idempotency } from './http/idempotency.ts'
import { methodNotAllowed } from './http/method-not-allowed.ts'
import { operations } from './http/operations.ts'
import { problem, toFailure } from './http/problem.ts'
import { createTokenGuard } from './http/token-guard.ts'
import { apiHeaders } from './http/security-headers.ts'
import { apiVersion, DEFAULT_API_VERSION } from './http/versions.ts'

const BODY_BYTES = 100 * 1024

/** The partner API: every mount in one list. What stands above `bearerAuth` needs no token. */
export function createApi(deps: Deps, inbox?: Inbox) {
  const { config, log, metrics, db, accessTokens, cursorKey } = deps
  const { publicUrl } = config
  const api = new OpenAPIHono<ApiEnv>()

  api.use(
    every(
      edge({ log, metrics, trustedProxies: config.trustedProxies }),
      apiHeaders({ https: config.isHttps }),
      bodyLimit(BODY_BYTES, 'The body is larger than 100 KB.'),
      apiVersion(),
    ),
  )
  api.onError((error, c) => answer(deps, c, error))

  api.route('/', operations({ db: deps.db, metrics, metricsToken: config.metricsToken }))
  api.route('/', docsPages({ publicUrl, assets: deps.assets }))
  api.route('/', assetFiles(deps.assetsDir))
  describe(api, publicUrl)
  api.route(
    '/',
    oauthApi({ db, accessTokens, publicUrl, guard: createTokenGuard(deps.limits.clientAuthentication) }),
  )
  api.route('/', authorizeApi({ db, config }))

  api.route('/', invoiceFileLinks(deps))
  if (inbox) api.route('/demo/inbox', demoInbox(inbox))

  // What methods a path takes is no secret: who asks for another one is told so, whatever the token.
  api.use((c, next) => {
    const failure = methodNotAllowed(api, c)
    if (failure) throw failure
    return next()
  })
  api.use(bearerAuth(deps.authenticate))
  api.use(clientLimit(deps.clientRequests))
  api.use(idempotency({ db, key: deps.idempotencyKey }))
  api.route('/', magicLinksApi(deps))
  api.route('/', customersApi({ db, cursorKey, now: deps.now }))
  api.route('/', usageApi({ db, now: deps.now }))
  api.route('/', pricesApi({ db, now: deps.now }))
  api.route('/', meterReadingsApi({ db, cursorKey, now: deps.now }))
  api.route('/', loadForecastsApi({ db, now: deps.now }))
  api.route('/', plansApi({ db, cursorKey }))
  api.route('/', invoicesApi({ db, cursorKey, publicUrl, now: deps.now }))
  api.route('/', quotesApi(deps))
  api.route('/', marketPartnersApi({ db, cursorKey }))
  api.route('/', meterOrdersApi({ db, cursorKey, now: deps.now }))
  api.route('/', subscriptionsApi({ db, cursorKey, now: deps.now }))
  api.route('/', createSubscriptionApi({ db, now: deps.now }))
  api.route('/', leadsApi({ db, cursorKey, now: deps.now, config }))
  api.route('/', gridFeeReductionsApi({ db, cursorKey, now: deps.now }))
  api.route('/', eventsApi({ db }))
  api.route('/', webhookEndpointsApi({ db, cursorKey, now: deps.now, webhooks: deps.webhooks }))
  api.route('/', webhookDeliveriesApi({ db, cursorKey, now: deps.now }))
  api.route('/', auditApi({ db, cursorKey }))

  api.notFound((c) => answer(deps, c, notFound(`${c.req.method} ${c.req.path}`)))
  return api
}

/** The document of all operations, made from the very schemas that check the requests. */
function describe(api: OpenAPIHono<ApiEnv>, publicUrl: string): void {
  api.openAPIRegistry.registerComponent('securitySchemes', 'Bearer', { type: 'http', scheme: 'bearer' })
  api.openAPIRegistry.registerComponent('securitySchemes', 'Basic', { type: 'http', scheme: 'basic' })
  const document = {
    openapi: '3.1.0',
    info: { title: 'Partner API', version: DEFAULT_API_VERSION, description: CONVENTIONS_TEXT },
    servers: [{ url: publicUrl }],
  }
  api.doc31('/openapi.json', document)
  // The same by its version: with a second one, the first stays where it is.
  api.doc31(`/openapi.${DEFAULT_API_VERSION}.json`, document)
}

function answer({ config, log }: Deps, c: Context<ApiEnv>, error: unknown): Response {
  const failure = toFailure(error)
  const requestId = c.get('requestId')
  if (failure.code === 'INTERNAL_SERVER_ERROR') log.error({ err: error, requestId }, 'unexpected failure')
  const extra = error instanceof OAuthError ? { error: error.error, error_description: error.message } : {}
  return problem(c, failure, { requestId, publicUrl: config.publicUrl, extra })
}
