import { type Context, Hono } from 'hono'
import { every, except } from 'hono/combine'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import type { Deps } from './deps.ts'
import { Failure } from './domain/failure.ts'
import { assetFiles } from './http/asset-files.ts'
import { bodyLimit } from './http/body-limit.ts'
import { edge } from './http/edge.ts'
import { operations } from './http/operations.ts'
import { PROBLEMS, toFailure } from './http/problem.ts'
import { accountPage } from './portal/account.tsx'
import { brandFiles } from './portal/brand-files.ts'
import { cancelPage } from './portal/cancel.tsx'
import { confirmPage } from './portal/confirm.tsx'
import { formTokenCheck, sameOrigin } from './portal/csrf.ts'
import type { PortalEnv } from './portal/env.ts'
import { helpPage } from './portal/help.tsx'
import { invoiceDaysPage } from './portal/invoice-days.tsx'
import { invoiceFile } from './portal/invoice-file.tsx'
import { invoicesPage } from './portal/invoices.tsx'
import { legalPages } from './portal/legal.tsx'
import { loginPage } from './portal/login.tsx'
import { meterReadingsPage } from './portal/meter-readings.tsx'
import { NotFoundView } from './portal/not-found-view.tsx'
import { ordersPage } from './portal/orders.tsx'
import { overviewPage } from './portal/overview.tsx'
import { pageContext } from './portal/page-context.ts'
import { paymentMethodPage } from './portal/payment-method.tsx'
import { preferences, preferencesPage } from './portal/preferences.ts'
import { pricesPage } from './portal/prices.tsx'
import { ProblemView } from './portal/problem-view.tsx'
import { photoFormLimit } from './portal/reading-photo.ts'
import { session, signedIn } from './portal/session-cookie.ts'
import { signOutPage } from './portal/sign-out.tsx'
import { speculate, speculationRules } from './portal/speculation.ts'
import { startPage } from './portal/start.tsx'
import { tariffPage } from './portal/tariff.tsx'
import { tenant } from './portal/tenant.ts'
import { usagePage } from './portal/usage.tsx'
import { withdrawPage } from './portal/withdraw.tsx'

const FORM_BYTES = 100 * 1024

/** A brand's portal: every page in one list. What stands above `signedIn` needs nobody to be signed in. */
export function createPortal(deps: Deps) {
  const { config, log, metrics, db, findPortal, formKey } = deps
  const { isHttps } = config
  const portal = new Hono<PortalEnv>()

  portal.use(edge({ log, metrics, trustedProxies: config.trustedProxies }))
  portal.onError((error, c) => showFailure(deps, c, error))
  portal.notFound((c) => c.html(<NotFoundView page={pageContext(deps, c)} />, 404))

  portal.route('/', operations({ db, metrics, metricsToken: config.metricsToken }))
  portal.use(compress())
  portal.use(tenant({ findPortal, isHttps }))
  portal.route('/', brandFiles({ isHttps }))
  portal.route('/', assetFiles(deps.assetsDir))
  portal.route('/', speculationRules())

  portal.use('/meter-readings', photoFormLimit)
  portal.use(except('/meter-readings', bodyLimit(FORM_BYTES, 'The form is larger than 100 KB.')))
  portal.use(sameOrigin)
  // The token itself is what a confirmation shows; who holds a session here already does not matter to it.
  portal.use('/auth/confirm', preferences)
  portal.route('/auth/confirm', confirmPage(deps))
  // Ending a contract asks nobody to be signed in, nor whether the page was opened before or after signing in.
  for (const [path, page] of Object.entries({ '/cancel': cancelPage, '/withdraw': withdrawPage })) {
    portal.use(`${path}/*`, session({ db, isHttps }), preferences)
    portal.route(path, page(deps))
  }

  portal.use(every(session({ db, isHttps }), preferences, formTokenCheck(formKey)))
  portal.get('/', (c, next) => (c.req.query('token_hash') === undefined ? c.redirect('/overview') : next()))
  portal.route('/', confirmPage(deps))
  portal.route('/logout', signOutPage(deps))
  portal.route('/preferences', preferencesPage(deps))
  portal.route('/login', loginPage(deps))
  portal.route('/', legalPages(deps))
  portal.route('/help', helpPage(deps))

  const pages = {
    '/account': accountPage,
    '/overview': overviewPage,
    '/invoices/:id/file': invoiceFile,
    '/invoices/:id/days': invoiceDaysPage,
    '/invoices': invoicesPage,
    '/meter-readings': meterReadingsPage,
    '/orders': ordersPage,
    '/payment-method': paymentMethodPage,
    '/prices': pricesPage,
    '/start': startPage,
    '/tariff': tariffPage,
    '/usage': usagePage,
  }
  for (const [path, page] of Object.entries(pages)) {
    portal.use(`${path}/*`, signedIn, speculate)
    portal.route(path, page(deps))
  }
  return portal
}

/** Says what happened and what to do, in the brand, with the request id that finds it in the log. */
function showFailure(deps: Deps, c: Context<PortalEnv>, error: unknown): Response | Promise<Response> {
  const failure =
    error instanceof HTTPException && error.status === 403
      ? new Failure('FORBIDDEN', 'The form did not come from a page of this portal.')
      : toFailure(error)
  const requestId = c.get('requestId')
  if (failure.code === 'INTERNAL_SERVER_ERROR')
    deps.log.error({ err: error, requestId }, 'unexpected failure')
  if (!c.get('brand')) return c.text('Something went wrong. Please try again.', 500)
  for (const [name, value] of Object.entries(failure.headers)) c.header(name, value)
  const page = pageContext(deps, c)
  if (failure.code === 'NOT_FOUND') return c.html(<NotFoundView page={page} />, 404)
  const seconds = Number(failure.headers['Retry-After'] ?? 60)
  const kind =
    failure.code === 'TOO_MANY_REQUESTS'
      ? 'too_many'
      : failure.code === 'INTERNAL_SERVER_ERROR'
        ? 'internal'
        : 'stale_form'
  const model = { kind, requestId, waitMinutes: Math.ceil(seconds / 60) } as const
  return c.html(<ProblemView page={page} model={model} />, PROBLEMS[failure.code].status)
}
