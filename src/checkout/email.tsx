import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { type Checkout, typedEmail } from '../features/checkouts/checkout.ts'
import { findEmailCode } from '../features/checkouts/find-email-code.ts'
import { proveEmail, requestEmailCode } from '../features/checkouts/prove-email.ts'
import { isProved } from '../features/checkouts/read-person.ts'
import { readCode } from '../features/sessions/login-code.ts'
import { readForm } from '../http/form.ts'
import { isPrefetch } from '../http/prefetch.ts'
import type { Mailer } from '../mail/mailer.ts'
import type { PortalEnv } from '../portal/env.ts'
import { spendLimits, type Wait } from '../portal/login-request.ts'
import { pageContext } from '../portal/page-context.ts'
import { codeMail } from './email-mail.ts'
import { EmailCodeView, type EmailModel, EmailProvedView, EmailUnavailableView } from './email-view.tsx'
import { checkoutOf } from './open-checkout.ts'
import { nextStep, openStep, stepPath, stepsOf } from './steps.ts'

type Show = Partial<Pick<EmailModel, 'error' | 'canResend' | 'resent'>>

/**
 * A code proves the address of who orders. Whoever comes here gets one; the page is the same whether the address is a
 * customer's already or not, and only the mail tells.
 */
export const emailPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const reached = reach(c)
      if (reached instanceof Response) return reached
      const { checkout, email } = reached
      const page = { ...pageContext(deps, c), nav: [] }
      const common = { open: checkoutOf(c), steps: stepsOf(false), email }
      if (isProved(checkout)) return c.html(<EmailProvedView page={page} model={common} />)
      const { mailer } = deps
      if (mailer === null) return c.html(<EmailUnavailableView page={page} model={common} />)
      const sent = await findEmailCode(deps.db, checkout, email)
      const resent = c.req.query('resent') === '1' && sent?.isRecent === true
      // One that is on its way stays good; a browser that only fetches ahead has not arrived.
      if (sent?.isLive || isPrefetch(c)) {
        return showCode(deps, c, email, { canResend: sent?.isRecent === false, resent })
      }
      // Its tries are used up: another one is for the visitor to ask for.
      if (sent?.isRecent) return showCode(deps, c, email, { error: 'expired', canResend: false })
      const wait = await send(deps, c, mailer, checkout, email)
      return wait ? showWait(deps, c, email, wait) : showCode(deps, c, email)
    })
    .post('/', async (c) => {
      const reached = reach(c)
      if (reached instanceof Response) return reached
      const { checkout, email } = reached
      const { base } = checkoutOf(c)
      const { mailer } = deps
      if (mailer === null || isProved(checkout)) return c.redirect(stepPath(base, 'email'), 303)
      const field = await readForm(c)
      const sent = await findEmailCode(deps.db, checkout, email)
      if (field('resend') === '1') {
        const wait = sent?.isRecent ? undefined : await send(deps, c, mailer, checkout, email)
        if (wait) return showWait(deps, c, email, wait)
        return c.redirect(`${stepPath(base, 'email')}?resent=1`, 303)
      }
      const canResend = sent?.isRecent === false
      const again = (error: EmailModel['error']) => showCode(deps, c, email, { error, canResend }, 422)
      const code = readCode(field('code') ?? '')
      if (code === undefined) return again(sent?.isLive ? 'malformed' : 'expired')
      const proved = await proveEmail(deps, checkout, code)
      c.set('logFields', { emailCode: proved.outcome })
      if (proved.outcome === 'proved')
        return c.redirect(stepPath(base, nextStep(stepsOf(false), 'email')), 303)
      const triesLeft = proved.outcome === 'wrong' ? proved.triesLeft : 0
      return again(triesLeft > 0 ? { triesLeft } : 'expired')
    })

/** Nobody comes here before an address was typed, and nobody who is signed in. */
function reach(c: Context<PortalEnv>): { checkout: Checkout; email: string } | Response {
  const { base, checkout } = checkoutOf(c)
  const steps = stepsOf(c.get('session') !== undefined)
  const open = openStep(steps, checkout)
  const email = checkout ? typedEmail(checkout.fields) : ''
  if (!steps.includes('email') || steps.indexOf(open) < steps.indexOf('email')) {
    return c.redirect(stepPath(base, open), 303)
  }
  if (!checkout || email === '') return c.redirect(stepPath(base, 'person'), 303)
  return { checkout, email }
}

/** Sends a code once the visitor has been answered; answers how long to wait where there were too many. */
async function send(
  deps: Deps,
  c: Context<PortalEnv>,
  mailer: Mailer,
  checkout: Checkout,
  email: string,
): Promise<Wait | undefined> {
  const wait = await spendLimits(deps, c, email, 'checkout ')
  if (wait) {
    c.set('logFields', { emailCode: 'limited' })
    return wait
  }
  const code = await requestEmailCode(deps, checkout, email)
  if (code) mailer.deliver(codeMail(deps, c, email, code))
  c.set('logFields', { emailCode: 'requested' })
  return undefined
}

function showCode(
  deps: Deps,
  c: Context<PortalEnv>,
  email: string,
  { error = null, canResend = false, resent = false }: Show = {},
  status: 200 | 422 | 429 = 200,
): Response | Promise<Response> {
  const page = { ...pageContext(deps, c), nav: [] }
  const model = { open: checkoutOf(c), steps: stepsOf(false), email, error, canResend, resent }
  return c.html(<EmailCodeView page={page} model={model} />, status)
}

/** A code that was sent before still works, so its field stays. */
function showWait(
  deps: Deps,
  c: Context<PortalEnv>,
  email: string,
  { minutes, headers }: Wait,
): Response | Promise<Response> {
  for (const [name, value] of Object.entries(headers)) c.header(name, value)
  return showCode(deps, c, email, { error: { tooManyMinutes: minutes } }, 429)
}
