import { ApiError } from '@stromtor/sdk'
import type { MagicLink, MagicLinkCreate, Stromtor } from '@stromtor/sdk'
import { Router } from 'express'
import { formField } from './form.ts'
import { linkPage } from './pages/link-page.ts'
import { Problem } from './problems.ts'
import type { Sessions } from './sessions.ts'
import type { User, UserTable } from './users.ts'

export interface EnergyAccountDeps {
  readonly stromtor: Pick<Stromtor, 'customers' | 'magicLinks'>
  readonly users: UserTable
  readonly sessions: Sessions
  readonly publicUrl: string
}

type LinkOptions = Omit<MagicLinkCreate, 'customerId' | 'externalCustomerId'>

/** What the buttons may ask for. The browser names one; it never passes a path or an address through. */
const destinations = new Map<string, LinkOptions>([
  ['overview', {}],
  ['invoices', { next: '/invoices' }],
  ['english', { locale: 'en' }],
])

/**
 * The handler this app exists to show: a press of the button mints a link and answers 303 to it. POST, because a GET
 * would be followed by prefetchers and could be triggered from any other site.
 */
export function energyAccount(deps: EnergyAccountDeps): Router {
  // oxlint-disable oxc/no-async-endpoint-handlers -- Express 5 hands a rejected promise to the error handler itself.
  const router = Router()

  router.post('/energy-account', async (request, response) => {
    const user = deps.sessions.userOf(request)
    if (!user) return response.redirect(303, '/sign-in')
    const options = destinations.get(formField(request.body, 'destination')) ?? {}
    const { link } = await mint(deps, user, options)
    return response.set('Cache-Control', 'no-store').redirect(303, link)
  })

  router.post('/energy-account/message', async (request, response) => {
    const user = deps.sessions.userOf(request)
    if (!user) return response.redirect(303, '/sign-in')
    const magicLink = await mint(deps, user, { delivery: 'message' })
    return response.set('Cache-Control', 'no-store').send(linkPage(user, magicLink))
  })

  // Somebody reloads an address that only takes POST: nothing is minted.
  router.get(['/energy-account', '/energy-account/message'], (_request, response) =>
    response.redirect(303, '/'),
  )

  return router
}

async function mint(deps: EnergyAccountDeps, user: User, options: LinkOptions): Promise<MagicLink> {
  const returnUrl = `${deps.publicUrl}/`
  const known = user.stromtorCustomerId
  if (known !== undefined) {
    try {
      return await deps.stromtor.magicLinks.create({ ...options, customerId: known, returnUrl })
    } catch (error) {
      if (!(error instanceof ApiError && error.code === 'NOT_FOUND')) throw error
      // The id is out of date (the demo world was made anew): look it up once more.
    }
  }
  const customerId = await findCustomerId(deps, user)
  deps.users.setCustomerId(user.id, customerId)
  return await deps.stromtor.magicLinks.create({ ...options, customerId, returnUrl })
}

/**
 * By e-mail, for the demo's sake. The answer is compared once more: this id decides who gets signed in, and a filter
 * that a server does not know is ignored, which would answer anybody.
 */
async function findCustomerId(deps: EnergyAccountDeps, user: User): Promise<string> {
  const page = await deps.stromtor.customers.list({ filter: { email: { eq: user.email } }, limit: 2 })
  const [customer, ...others] = page.items.filter((item) => item.email.toLowerCase() === user.email)
  if (!customer || others.length > 0) throw new Problem('no-customer')
  return customer.id
}
