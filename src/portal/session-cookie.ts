import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Db } from '../db/database.ts'
import { findSession, type Session } from '../features/sessions/find-session.ts'
import type { PortalEnv } from './env.ts'

/**
 * Host-only, out of reach of scripts, sent with a top-level navigation from the partner's page. With https the
 * `__Host-` prefix makes the browser itself refuse it from anywhere else. Plain http, as in the demo, has neither.
 */
const cookieName = (isHttps: boolean) => (isHttps ? '__Host-session' : 'session')

export function readSessionCookie(c: Context, isHttps: boolean): string | undefined {
  const value = getCookie(c, cookieName(isHttps))
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined
}

export function setSessionCookie(c: Context<PortalEnv>, isHttps: boolean, sessionToken: string): void {
  setCookie(c, cookieName(isHttps), sessionToken, {
    path: '/',
    httpOnly: true,
    secure: isHttps,
    sameSite: 'Lax',
    // Browsers keep a cookie 400 days at the most, and Hono refuses more.
    maxAge: Math.min(c.get('portal').sessionMaxSeconds, 400 * 86_400),
  })
}

export function clearSessionCookie(c: Context, isHttps: boolean): void {
  deleteCookie(c, cookieName(isHttps), { path: '/', secure: isHttps })
}

/** Finds who is signed in, if anybody. */
export function session({ db, isHttps }: { db: Db; isHttps: boolean }): MiddlewareHandler<PortalEnv> {
  return async (c, next) => {
    const sessionToken = readSessionCookie(c, isHttps)
    const { organizationId, planId } = c.get('portal')
    c.set(
      'session',
      sessionToken === undefined ? undefined : await findSession(db, organizationId, planId, sessionToken),
    )
    await next()
  }
}

/** For pages that need somebody: a visitor signs in first and then lands where they wanted to go. */
export const signedIn: MiddlewareHandler<PortalEnv> = async (c, next) => {
  if (!c.get('session')) {
    const url = new URL(c.req.url)
    return c.redirect(`/login?next=${encodeURIComponent(url.pathname + url.search)}`, 303)
  }
  // What a signed-in page shows belongs to one person: no cache may keep it.
  c.header('Cache-Control', 'private, no-store')
  await next()
  return undefined
}

/** Who is signed in, on a page behind `signedIn`. */
export function whoIsSignedIn(c: Context<PortalEnv>): Session {
  const current = c.get('session')
  if (!current) throw new Error('A page that needs a session is mounted outside of signedIn.')
  return current
}
