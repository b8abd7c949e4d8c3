import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { redeemCode } from '../features/sessions/redeem-code.ts'
import type { PortalEnv } from './env.ts'
import { clearLoginCookie } from './login-cookie.ts'
import { readSessionCookie, setSessionCookie } from './session-cookie.ts'

/** Redeems the code that somebody typed. The session that it opens is the browser's from then on. */
export async function redeemTyped(
  deps: Deps,
  c: Context<PortalEnv>,
  typed: { attemptToken: string; code: string },
) {
  const { isHttps } = deps.config
  const { organizationId, planId } = c.get('portal')
  const redeemed = await redeemCode(deps, {
    ...typed,
    organizationId,
    planId,
    olderSessionToken: readSessionCookie(c, isHttps),
    address: c.get('address'),
    userAgent: c.get('userAgent'),
  })
  if (redeemed.outcome === 'redeemed') {
    clearLoginCookie(c, isHttps)
    setSessionCookie(c, isHttps, redeemed.sessionToken)
  }
  return redeemed
}
