import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { findSession } from '../features/sessions/find-session.ts'
import { carryOver } from '../features/sessions/carry-over.ts'
import { findLoginAttempt, type LoginAttempt, readCode } from '../features/sessions/login-code.ts'
import { requestCode } from '../features/sessions/request-code.ts'
import { readForm, type Field } from '../http/form.ts'
import { customerCtx } from './customer-ctx.ts'
import type { PortalEnv } from './env.ts'
import { IdentifyView } from './identify-view.tsx'
import { readLoginCookie, setLoginCookie } from './login-cookie.ts'
import { redeemTyped } from './login-redeem.ts'
import { sendCode, spendLimits } from './login-request.ts'
import { pageContext } from './page-context.ts'
import { showChangeForm } from './payment-method-form.tsx'
import { loadPayment } from './payment-method-load.ts'
import { openTyped } from './payment-method-sealed.ts'
import { type IdentifyModel, isPaymentStep, type PaymentStep } from './payment-method-view-model.ts'
import { whoIsSignedIn } from './session-cookie.ts'

interface Pending {
  subscriptionId: string
  step: PaymentStep
  /** What was typed before, sealed; empty when there was nothing. */
  sealed: string
}

/** A six-digit code by the machinery of /login, for who is signed in already: it opens a new session in place of the old one. */
export const paymentCodePages = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('*', (c) => c.redirect('/payment-method', 303))
    .post('/', async (c) => {
      const pending = await readPending(deps, c, await readForm(c))
      if (pending instanceof Response) return pending
      const { mailer } = deps
      if (mailer === null) return showIdentify(deps, c, pending)
      const { email } = whoIsSignedIn(c).customer
      // Too early for another one: the code that is on its way stays good.
      if ((await ownAttempt(deps, c))?.isRecent) return showIdentify(deps, c, pending, { state: 'sent' })
      const wait = await spendLimits(deps, c, email)
      if (wait) {
        for (const [name, value] of Object.entries(wait.headers)) c.header(name, value)
        return showIdentify(deps, c, pending, { error: { tooManyMinutes: wait.minutes }, status: 429 })
      }
      const { organizationId, planId } = c.get('portal')
      const nextPath = addressOf(pending)
      const requested = await requestCode(deps, { organizationId, planId, email, nextPath })
      sendCode(deps, mailer, c, requested)
      setLoginCookie(c, deps.config.isHttps, requested.attemptToken)
      return showIdentify(deps, c, pending, { state: 'sent' })
    })
    .post('/check', async (c) => {
      const field = await readForm(c)
      const pending = await readPending(deps, c, field)
      if (pending instanceof Response) return pending
      const attemptToken = readLoginCookie(c, deps.config.isHttps)
      const attempt = await ownAttempt(deps, c)
      if (!attemptToken || !attempt) return showIdentify(deps, c, pending)
      const canResend = !attempt.isRecent
      const again = (error: IdentifyModel['error']) =>
        showIdentify(deps, c, pending, { state: 'sent', error, canResend, status: 422 })
      const code = readCode(field('code') ?? '')
      if (code === undefined) return again(attempt.isLive ? 'malformed' : 'expired')

      const redeemed = await redeemTyped(deps, c, { attemptToken, code })
      if (redeemed.outcome === 'refused') return again('expired')
      if (redeemed.outcome === 'wrong')
        return again(redeemed.triesLeft > 0 ? { triesLeft: redeemed.triesLeft } : 'expired')
      const older = whoIsSignedIn(c)
      await carryOver(customerCtx(deps, c, older), older, redeemed.sessionToken)
      return resume(deps, c, pending, redeemed.sessionToken)
    })

/** Back to where the code was asked for, with what was typed there. */
async function resume(
  deps: Deps,
  c: Context<PortalEnv>,
  pending: Pending,
  sessionToken: string,
): Promise<Response> {
  const typed = openTyped(deps, whoIsSignedIn(c).customer.id, pending.sealed)
  const { organizationId, planId } = c.get('portal')
  const session = typed && (await findSession(deps.db, organizationId, planId, sessionToken))
  if (!typed || !session) return c.redirect(addressOf(pending), 303)
  // The form that follows belongs to the session that has just begun.
  c.set('session', session)
  const loaded = await loadPayment(deps, c, pending.subscriptionId)
  if (typeof loaded === 'string') return c.notFound()
  const form = { ...typed, faults: null, isSame: false, isNotAgreed: false }
  return showChangeForm(deps, c, loaded, form)
}

const addressOf = ({ subscriptionId, step }: Pending): string =>
  `/payment-method/${step}?subscription=${subscriptionId}`

/** What the code is for. Another customer's contract answers like a missing one. */
async function readPending(deps: Deps, c: Context<PortalEnv>, field: Field): Promise<Pending | Response> {
  const step = field('step')
  const loaded = await loadPayment(deps, c, field('subscription') ?? '')
  if (typeof loaded === 'string' || !isPaymentStep(step)) return c.notFound()
  return { subscriptionId: loaded.contract.id, step, sealed: field('sealed') ?? '' }
}

/** The attempt of this browser, if its code goes to the customer who is signed in and to nobody else. */
async function ownAttempt({ db, config }: Deps, c: Context<PortalEnv>): Promise<LoginAttempt | undefined> {
  const attemptToken = readLoginCookie(c, config.isHttps)
  if (attemptToken === undefined) return undefined
  const { organizationId, planId } = c.get('portal')
  const attempt = await findLoginAttempt(db, organizationId, planId, attemptToken)
  const own = whoIsSignedIn(c).customer.email.toLowerCase()
  return attempt?.email.toLowerCase() === own ? attempt : undefined
}

/** The page that asks for a code before an account is changed. */
export function showIdentify(
  { mailer, ...deps }: Deps,
  c: Context<PortalEnv>,
  pending: Pending,
  {
    state = 'ask',
    error = null,
    canResend = false,
    status = 200,
  }: Partial<Pick<IdentifyModel, 'state' | 'error' | 'canResend'>> & { status?: 200 | 422 | 429 } = {},
): Response | Promise<Response> {
  const model: IdentifyModel = {
    ...pending,
    email: whoIsSignedIn(c).customer.email,
    state: mailer === null ? 'no_mail' : state,
    error,
    canResend,
  }
  return c.html(<IdentifyView page={pageContext(deps, c)} model={model} />, status)
}
