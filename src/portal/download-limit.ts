import type { MiddlewareHandler } from 'hono'
import type { Deps } from '../deps.ts'
import type { PortalEnv } from './env.ts'
import { whoIsSignedIn } from './session-cookie.ts'

/**
 * For files that take more to make than a page: years of quarter-hours, invoices, all data. A customer has a number of them in
 * a while, in all browsers together, far more than anybody needs and far less than a script asks for.
 */
export const downloadLimit =
  ({ limits }: Pick<Deps, 'limits'>): MiddlewareHandler<PortalEnv> =>
  async (c, next) => {
    const { customer } = whoIsSignedIn(c)
    await limits.downloads.spend(`${c.get('portal').organizationId} ${customer.id}`)
    await next()
  }
