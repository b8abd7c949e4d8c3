import { type Context, Hono } from 'hono'
import { every, except } from 'hono/combine'
import { compress } from 'hono/compress'
import { HTTPException } from 'hono/http-exception'
import type { Deps } from './deps.ts'
import { Failure } from './domain/failure.ts'
import type { FindPortal } from './features/plans/find-portal.ts'
import { assetFiles } from './http/asset-files.ts'
import { bodyLimit } from './http/body-limit.ts'
import { edge } from './http/edge.ts'
import { operations } from './http/operations.ts'
import { PROBLEMS, toFailure } from './http/problem.ts'
import { brandFiles } from './portal/brand-files.ts'
import { cancelPage } from './portal/cancel.tsx'
import { formTokenCheck, sameOrigin } from './portal/csrf.ts'
import type { PortalEnv } from './portal/env.ts'
import { helpPage } from './portal/help.tsx'
import { legalPages } from './portal/legal.tsx'
import { NotFoundView } from './portal/not-found-view.tsx'
import { pageContext } from './portal/page-context.ts'
import { preferences, preferencesPage } from './portal/preferences.ts'
import { ProblemView } from './portal/problem-view.tsx'
import { photoFormLimit } from './portal/reading-photo.ts'
import { session } from './portal/session-cookie.ts'
import { speculationRules } from './portal/speculation.ts'
import { tenant } from './portal/tenant.ts'
import { withdrawPage } from './portal/withdraw.tsx'

const FORM_BYTES = 100 * 1024

/** What every host of a brand has, the portal's and the checkout's: its looks, its files, and the buttons of the law. */
export function brandedHost(deps: Deps, findPortal: FindPortal): Hono<PortalEnv> {
  const { config, log, metrics, db } = deps
  const { isHttps } = config
  const host = new Hono<PortalEnv>()

  host.use(edge({ log, metrics, trustedProxies: config.trustedProxies }))
  host.onError((error, c) => showFailure(deps, c, error))
  host.notFound((c) => c.html(<NotFoundView page={pageContext(deps, c)} />, 404))

  host.route('/', operations({ db, metrics, metricsToken: config.metricsToken }))
  host.use(compress())
  host.use(tenant({ findPortal, isHttps }))
  host.route('/', brandFiles({ isHttps }))
  host.route('/', assetFiles(deps.assetsDir))
  host.route('/', speculationRules())

  host.use('/meter-readings', photoFormLimit)
  host.use(except('/meter-readings', bodyLimit(FORM_BYTES, 'The form is larger than 100 KB.')))
  host.use(sameOrigin)
  // Ending a contract asks nobody to be signed in, nor whether the page was opened before or after signing in.
  for (const [path, page] of Object.entries({ '/cancel': cancelPage, '/withdraw': withdrawPage })) {
    host.use(`${path}/*`, session({ db, isHttps }), preferences)
    host.route(path, page(deps))
  }
  return host
}

/**
 * From here on a portal's page knows who is signed in, if anybody, and takes only the forms of that visitor's own pages. At a
 * checkout's own host nobody is: browsers leave a session at the portal, and one that was carried here by hand counts for
 * nothing.
 */
export function knowVisitor(host: Hono<PortalEnv>, deps: Deps, face: 'portal' | 'checkout'): void {
  const { db, config, formKey } = deps
  if (face === 'portal') host.use(session({ db, isHttps: config.isHttps }))
  host.use(every(preferences, formTokenCheck(formKey)))
  host.route('/preferences', preferencesPage(deps))
  host.route('/', legalPages(deps))
  host.route('/help', helpPage(deps))
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
