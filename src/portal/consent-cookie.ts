import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** Long enough to sign in, or to order. */
const COOKIE_SECONDS = 60 * 60

/** What an app asks for, kept in the browser while its customer signs in. Prefix as for the session. */
const cookieName = (isHttps: boolean) => (isHttps ? '__Host-consent' : 'consent')

/** In the app's own words, which are read anew each time: whoever changes the cookie asks for something else, no more. */
export function readConsentCookie(c: Context, isHttps: boolean): URLSearchParams | undefined {
  const value = getCookie(c, cookieName(isHttps))
  return value === undefined ? undefined : new URLSearchParams(Buffer.from(value, 'base64url').toString())
}

export function setConsentCookie(c: Context, isHttps: boolean, query: string): void {
  setCookie(c, cookieName(isHttps), Buffer.from(query).toString('base64url'), {
    path: '/',
    httpOnly: true,
    secure: isHttps,
    sameSite: 'Lax',
    maxAge: COOKIE_SECONDS,
  })
}

export function clearConsentCookie(c: Context, isHttps: boolean): void {
  deleteCookie(c, cookieName(isHttps), { path: '/', secure: isHttps })
}
