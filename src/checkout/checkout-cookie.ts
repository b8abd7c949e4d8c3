import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { CHECKOUT_DAYS } from '../features/checkouts/checkout.ts'

/** Names the checkout under way in this browser, so that a closed tab goes on where it was. Prefix as for the session. */
const cookieName = (isHttps: boolean) => (isHttps ? '__Host-checkout' : 'checkout')

export function readCheckoutCookie(c: Context, isHttps: boolean): string | undefined {
  const value = getCookie(c, cookieName(isHttps))
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : undefined
}

export function setCheckoutCookie(c: Context, isHttps: boolean, token: string): void {
  setCookie(c, cookieName(isHttps), token, {
    path: '/',
    httpOnly: true,
    secure: isHttps,
    sameSite: 'Lax',
    maxAge: CHECKOUT_DAYS * 86_400,
  })
}
