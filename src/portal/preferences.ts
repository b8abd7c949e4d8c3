import { Hono, type MiddlewareHandler } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Deps } from '../deps.ts'
import { safeNextPath } from '../features/magic-links/next-path.ts'
import { setSessionLocale } from '../features/sessions/set-locale.ts'
import { readForm } from '../http/form.ts'
import { isLocale } from '../ui/i18n.ts'
import type { SchemeChoice } from '../ui/page.ts'
import { customerCtx } from './customer-ctx.ts'
import type { PortalEnv } from './env.ts'

const YEAR_SECONDS = 365 * 86_400
const isScheme = (value: unknown): value is SchemeChoice =>
  value === 'light' || value === 'dark' || value === 'auto'

/** Language: chosen in this session or asked for by the link, else in this browser, else the customer's, else the brand's. */
export const preferences: MiddlewareHandler<PortalEnv> = async (c, next) => {
  const current = c.get('session')
  const locale = current?.locale ?? getCookie(c, 'locale') ?? current?.customer.locale
  const scheme = getCookie(c, 'scheme')
  c.set('locale', isLocale(locale) ? locale : c.get('brand').locale)
  c.set('scheme', isScheme(scheme) ? scheme : c.get('brand').scheme)
  await next()
}

/** Takes the choice of a language or an appearance, and goes back to the page it was made on. */
export const preferencesPage = (deps: Deps) =>
  new Hono<PortalEnv>().post('/', async (c) => {
    const field = await readForm(c)
    const options = {
      path: '/',
      httpOnly: true,
      secure: deps.config.isHttps,
      sameSite: 'Lax',
      maxAge: YEAR_SECONDS,
    } as const
    const [locale, scheme, next] = [field('locale'), field('scheme'), field('next')]
    if (isLocale(locale)) {
      setCookie(c, 'locale', locale, options)
      const current = c.get('session')
      if (current) await setSessionLocale(customerCtx(deps, c, current), current, locale)
    }
    if (isScheme(scheme)) setCookie(c, 'scheme', scheme, options)
    return c.redirect((next && safeNextPath(next)) || '/', 303)
  })
