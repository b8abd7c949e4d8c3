import type { ServerResponse } from 'node:http'
import { fileURLToPath } from 'node:url'
import express from 'express'
import type { Express } from 'express'
import { energyAccount } from './energy-account.ts'
import type { EnergyAccountDeps } from './energy-account.ts'
import { homePage } from './pages/home-page.ts'
import { problemPage } from './pages/problem-page.ts'
import { problemOf } from './problems.ts'
import { requireSameOrigin } from './same-origin.ts'
import { securityHeaders } from './security-headers.ts'
import { createSessions } from './sessions.ts'
import { signIn } from './sign-in.ts'
import type { UserTable } from './users.ts'

/** What the app stands on; a test hands in its own. */
export interface AppDeps {
  readonly stromtor: EnergyAccountDeps['stromtor']
  readonly users: UserTable
  /** Where customers reach this app, without a path. */
  readonly publicUrl: string
  /** Where the portals answer, as a CSP source: `https://*.portal.example`. */
  readonly portalSource: string
  /** Signs the session cookie. */
  readonly cookieKey: string | Uint8Array
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Takes one line for whoever runs the app; never a link, a password or a secret. */
  readonly log: (line: string) => void
}

/** Files keep their names over releases: kept by the browser, and asked about by ETag each time. */
const revalidate = (response: ServerResponse) => void response.setHeader('Cache-Control', 'no-cache')

/** The partner's app, ready to listen. */
export function createApp(deps: AppDeps): Express {
  const sessions = createSessions(deps)
  const app = express()
  app.disable('x-powered-by')

  app.get('/health', (_request, response) => void response.type('text').send('OK'))
  app.use(securityHeaders(deps.portalSource))
  app.use(
    express.static(fileURLToPath(new URL('../public/', import.meta.url)), {
      index: false,
      setHeaders: revalidate,
    }),
  )
  app.use(requireSameOrigin(deps.publicUrl))
  app.use(express.urlencoded({ extended: false, limit: '4kb' }))

  app.use(signIn({ ...deps, sessions }))
  app.use(energyAccount({ ...deps, sessions }))
  app.get('/', (request, response) => {
    const user = sessions.userOf(request)
    if (user) response.send(homePage(user))
    else response.redirect(303, '/sign-in')
  })

  app.use((request, response) => {
    response
      .status(404)
      .send(problemPage({ problem: problemOf({ status: 404 }), user: sessions.userOf(request) }))
  })
  // Four parameters: that is how Express knows an error handler.
  const onError: express.ErrorRequestHandler = (error, request, response, _next) => {
    const problem = problemOf(error)
    if (problem.status >= 500) deps.log(`${request.method} ${request.path}: ${String(error)}`)
    if (problem.retryAfterS !== undefined) response.set('Retry-After', String(problem.retryAfterS))
    response
      .status(problem.status)
      .send(problemPage({ problem, user: sessions.userOf(request), body: request.body }))
  }
  app.use(onError)
  return app
}
