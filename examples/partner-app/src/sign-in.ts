import { Router } from 'express'
import { formField } from './form.ts'
import { signInPage } from './pages/sign-in-page.ts'
import type { Sessions } from './sessions.ts'
import type { UserTable } from './users.ts'

/** The app's own sign-in; Stromtor has no part in it. */
export function signIn(deps: { readonly users: UserTable; readonly sessions: Sessions }): Router {
  const { users, sessions } = deps
  const router = Router()

  router.get('/sign-in', (request, response) => {
    if (sessions.userOf(request)) response.redirect(303, '/')
    else response.send(signInPage({ users: users.all() }))
  })

  router.post('/sign-in', (request, response) => {
    const email = formField(request.body, 'email')
    const user = users.authenticate(email, formField(request.body, 'password'))
    if (!user) {
      // One answer for an unknown e-mail and for a wrong password.
      response.status(422).send(signInPage({ users: users.all(), email, failed: true }))
      return
    }
    sessions.start(response, user)
    response.redirect(303, '/')
  })

  router.post('/sign-out', (_request, response) => {
    sessions.end(response)
    response.redirect(303, '/sign-in')
  })

  return router
}
