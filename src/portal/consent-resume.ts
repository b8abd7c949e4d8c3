import type { MiddlewareHandler } from 'hono'
import { readConsentCookie, setConsentCookie } from './consent-cookie.ts'
import type { PortalEnv } from './env.ts'

/** Marks a request whose customer went to the checkout first. */
const AWAY = 'away'

export const isAway = (kept: URLSearchParams): boolean => kept.has(AWAY)

/** The request to keep while its customer orders. They are sent there once: who comes back signs in. */
export function awayAtCheckout(query: string): string {
  const kept = new URLSearchParams(query)
  kept.set('flow_type', 'login')
  kept.set(AWAY, '1')
  return kept.toString()
}

/**
 * Whoever came from an app without a contract, ordered, and arrives in the portal, is asked what the app wanted to know. Once:
 * who turns away from the question is left in peace.
 */
export const resumeConsent =
  (isHttps: boolean): MiddlewareHandler<PortalEnv> =>
  async (c, next) => {
    const kept = c.get('session') && readConsentCookie(c, isHttps)
    if (!kept || !isAway(kept) || c.req.method !== 'GET') return next()
    kept.delete(AWAY)
    setConsentCookie(c, isHttps, kept.toString())
    return c.redirect('/oauth/consent', 303)
  }
