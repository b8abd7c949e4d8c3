import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { emailAddress } from '../domain/text.ts'
import { readForm } from '../http/form.ts'
import { safeNextPath } from '../features/magic-links/next-path.ts'
import { findLoginAttempt, type LoginAttempt, readCode } from '../features/sessions/login-code.ts'
import { requestCode } from '../features/sessions/request-code.ts'
import type { PortalEnv } from './env.ts'
import { readLoginCookie, setLoginCookie } from './login-cookie.ts'
import { redeemTyped } from './login-redeem.ts'
import { sendCode, spendLimits, type Wait } from './login-request.ts'
import { LoginUnavailableView } from './login-unavailable-view.tsx'
import { type LoginCodeModel, LoginCodeView, type LoginEmailModel, LoginEmailView } from './login-view.tsx'
import { pageContext } from './page-context.ts'

const EMAIL_CHARACTERS = 254

/** Sign-in for those who come without a magic link: the address, then the code that was sent to it. */
export function loginPage(deps: Deps) {
  const login = new Hono<PortalEnv>()
  login.use(async (c, next) => {
    c.header('Cache-Control', 'no-store')
    await next()
  })
  const { mailer } = deps
  if (mailer === null) {
    return login
      .get('/', (c) => c.html(<LoginUnavailableView page={pageContext(deps, c)} />))
      .all('*', (c) => c.redirect('/login', 303))
  }
  return login
    .get('/', (c) =>
      emailPage(deps, c, { email: '', next: nextPath(c.req.query('next')) ?? '', error: null }),
    )
    .post('/', async (c) => {
      const field = await readForm(c)
      const isResend = field('resend') === '1'
      const next = nextPath(field('next'))
      const parsed = emailAddress.safeParse(field('email') ?? '')
      if (!parsed.success) {
        const typed = (field('email') ?? '').slice(0, EMAIL_CHARACTERS)
        return emailPage(deps, c, { email: typed, next: next ?? '', error: 'invalid_email' })
      }
      const email = parsed.data
      const attempt = await currentAttempt(deps, c)
      // Too early for another one: the code that is on its way stays good.
      if (attempt?.isRecent && attempt.email.toLowerCase() === email.toLowerCase())
        return c.redirect('/login/code', 303)

      const { organizationId, planId } = c.get('portal')
      const wait = await spendLimits(deps, c, email)
      if (wait) return waitPage(deps, c, wait, isResend && attempt ? attempt : { email, nextPath: next })
      const requested = await requestCode(deps, { organizationId, planId, email, nextPath: next })
      sendCode(deps, mailer, c, requested)
      setLoginCookie(c, deps.config.isHttps, requested.attemptToken)
      note(c, 'requested')
      return c.redirect(isResend ? '/login/code?resent=1' : '/login/code', 303)
    })
    .get('/code', async (c) => {
      const attempt = await currentAttempt(deps, c)
      if (!attempt) return c.redirect(c.get('session') ? '/' : '/login', 303)
      const resent = c.req.query('resent') === '1' && attempt.isRecent
      return codePage(deps, c, attempt, { error: attempt.isLive ? null : 'expired', resent }, 200)
    })
    .post('/code', async (c) => {
      const attemptToken = readLoginCookie(c, deps.config.isHttps)
      const attempt = await currentAttempt(deps, c)
      if (!attemptToken || !attempt) return c.redirect('/login', 303)
      const field = await readForm(c)
      const code = readCode(field('code') ?? '')
      if (code === undefined)
        return codePage(deps, c, attempt, { error: attempt.isLive ? 'malformed' : 'expired' })

      const redeemed = await redeemTyped(deps, c, { attemptToken, code })
      note(c, redeemed.outcome === 'refused' ? redeemed.reason : redeemed.outcome)
      if (redeemed.outcome === 'redeemed') return c.redirect(redeemed.nextPath, 303)
      const triesLeft = redeemed.outcome === 'wrong' ? redeemed.triesLeft : 0
      return codePage(deps, c, attempt, { error: triesLeft > 0 ? { triesLeft } : 'expired' })
    })
}

async function currentAttempt(
  { db, config }: Deps,
  c: Context<PortalEnv>,
): Promise<LoginAttempt | undefined> {
  const attemptToken = readLoginCookie(c, config.isHttps)
  const { organizationId, planId } = c.get('portal')
  return attemptToken === undefined ? undefined : findLoginAttempt(db, organizationId, planId, attemptToken)
}

function emailPage(deps: Deps, c: Context<PortalEnv>, model: LoginEmailModel): Response | Promise<Response> {
  return c.html(
    <LoginEmailView page={pageContext(deps, c)} model={model} />,
    model.error === null ? 200 : 422,
  )
}

function codePage(
  deps: Deps,
  c: Context<PortalEnv>,
  { email, nextPath, isRecent }: LoginAttempt,
  { error, resent = false }: { error: LoginCodeModel['error']; resent?: boolean },
  status: 200 | 422 | 429 = 422,
): Response | Promise<Response> {
  const model = { email, next: nextPath ?? '', error, resent, canResend: !isRecent }
  return c.html(<LoginCodeView page={pageContext(deps, c)} model={model} />, status)
}

/** A limit is reached: the code that was sent before still works, so whoever has one keeps its form. */
function waitPage(
  deps: Deps,
  c: Context<PortalEnv>,
  { minutes, headers }: Wait,
  attempt: LoginAttempt | Pick<LoginAttempt, 'email' | 'nextPath'>,
): Response | Promise<Response> {
  note(c, 'limited')
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  const error = { tooManyMinutes: minutes }
  if ('isRecent' in attempt) return codePage(deps, c, attempt, { error }, 429)
  const model = { email: attempt.email, next: attempt.nextPath ?? '', error }
  return c.html(<LoginEmailView page={pageContext(deps, c)} model={model} />, 429)
}

/** Reads fields as text; a body that cannot be read as a form has none. */
const nextPath = (value: string | undefined): string | null =>
  value === undefined ? null : (safeNextPath(value) ?? null)

/** What became of it, for the request log; never whose address it was. */
function note(c: Context<PortalEnv>, outcome: string): void {
  c.set('logFields', { loginCode: outcome })
}
