import type { Context } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'

/** Longer than a code lives, so that who comes late reads that it ran out. */
const COOKIE_SECONDS = 30 * 60

/** Holds the attempt to sign in by code: the code works in this browser and nowhere else. Prefix as for the session. */
const cookieName = (isHttps: boolean) => (isHttps ? '__Host-login' : 'login')

export function readLoginCookie(c: Context, isHttps: boolean): string | undefined {
  const value = getCookie(c, cookieName(isHttps))
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined
}

export function setLoginCookie(c: Context, isHttps: boolean, attemptToken: string): void {
  setCookie(c, cookieName(isHttps), attemptToken, {
    path: '/',
    httpOnly: true,
    secure: isHttps,
    sameSite: 'Lax',
    maxAge: COOKIE_SECONDS,
  })
}

export function clearLoginCookie(c: Context, isHttps: boolean): void {
  deleteCookie(c, cookieName(isHttps), { path: '/', secure: isHttps })
}
