import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { beginCheckout } from '../features/checkouts/begin-checkout.ts'
import {
  type Checkout,
  CHECKOUT_FIELDS,
  type CheckoutField,
  type CheckoutFields,
  type CheckoutProblems,
  type CheckoutStep,
  type Read,
} from '../features/checkouts/checkout.ts'
import { saveStep } from '../features/checkouts/save-step.ts'
import { hashSecret } from '../features/oauth/secret.ts'
import { readForm } from '../http/form.ts'
import type { PortalEnv } from '../portal/env.ts'
import { setCheckoutCookie } from './checkout-cookie.ts'
import { checkoutOf } from './open-checkout.ts'
import { nextStep, openStep, stepPath, stepsOf } from './steps.ts'

/** A step as it is shown: every field of the checkout so far, this step's as they were sent last. */
export interface StepState {
  fields: CheckoutFields
  problems: CheckoutProblems
}

export interface StepPage {
  step: CheckoutStep
  /** Reads this step's fields, with all that came before. What it answers counts only for being readable: it is read again. */
  read: (deps: Deps, c: Context<PortalEnv>, fields: CheckoutFields) => Promise<Read<unknown>>
  show: (
    deps: Deps,
    c: Context<PortalEnv>,
    state: StepState,
    status: 200 | 422,
  ) => Response | Promise<Response>
  /** What else is written down once the fields are kept. */
  kept?: (deps: Deps, c: Context<PortalEnv>, checkout: KeptCheckout, fields: CheckoutFields) => Promise<void>
}

type KeptCheckout = Pick<Checkout, 'organizationId' | 'idHash'>

/** Longer than any field may be, so that what is too long comes back to be shortened. */
const MAX_CHARACTERS = 500

/** A field as it is kept. PostgreSQL stores neither NUL nor half a character, which a cut may leave. */
export const asTyped = (text: string): string =>
  text.slice(0, MAX_CHARACTERS).replaceAll('\0', '').toWellFormed()

/**
 * A page of its own for a step: shown with what was typed before; sent, it either comes back with what is wrong at its
 * fields, or is kept and gives way to the next. Nobody gets to a step before those in front of it are done.
 */
export const stepPage = (deps: Deps, { step, read, show, kept }: StepPage) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const ahead = stepAhead(c, step)
      if (ahead !== undefined) return c.redirect(stepPath(checkoutOf(c).base, ahead), 303)
      const { fields = {}, completed = [] } = checkoutOf(c).checkout ?? {}
      // What was right when it was sent may not be any more: a day that has come, a lead used elsewhere.
      const again: Read<unknown> = completed.includes(step)
        ? await read(deps, c, fields)
        : { value: undefined }
      return show(deps, c, { fields, problems: 'problems' in again ? again.problems : {} }, 200)
    })
    .post('/', async (c) => {
      const ahead = stepAhead(c, step)
      if (ahead !== undefined) return c.redirect(stepPath(checkoutOf(c).base, ahead), 303)
      const sent = await sentFields(c, step)
      const fields = { ...without(checkoutOf(c).checkout?.fields ?? {}, CHECKOUT_FIELDS[step]), ...sent }
      const answer = await read(deps, c, fields)
      if ('problems' in answer) return show(deps, c, { fields, problems: answer.problems }, 422)
      const checkout = await keep(deps, c, step, sent)
      await kept?.(deps, c, checkout, fields)
      const steps = stepsOf(c.get('session') !== undefined)
      return c.redirect(stepPath(checkoutOf(c).base, nextStep(steps, step)), 303)
    })

/** The step that has to come first, if there is one. */
function stepAhead(c: Context<PortalEnv>, step: CheckoutStep): CheckoutStep | undefined {
  const steps = stepsOf(c.get('session') !== undefined)
  if (!steps.includes(step)) return openStep(steps, checkoutOf(c).checkout)
  const open = openStep(steps, checkoutOf(c).checkout)
  return steps.indexOf(open) < steps.indexOf(step) ? open : undefined
}

async function sentFields(c: Context, step: CheckoutStep): Promise<CheckoutFields> {
  const field = await readForm(c)
  const sent: Partial<Record<CheckoutField, string>> = {}
  for (const name of CHECKOUT_FIELDS[step]) {
    const typed = field(name)
    if (typed !== undefined) sent[name] = asTyped(typed)
  }
  return sent
}

function without(fields: CheckoutFields, names: readonly CheckoutField[]): CheckoutFields {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => !(names as readonly string[]).includes(name)),
  )
}

async function keep(
  { db, config }: Deps,
  c: Context<PortalEnv>,
  step: CheckoutStep,
  fields: CheckoutFields,
): Promise<KeptCheckout> {
  const { checkout } = checkoutOf(c)
  if (checkout) {
    await saveStep(db, checkout, step, fields)
    return checkout
  }
  const { organizationId, planId } = c.get('portal')
  const customerId = c.get('session')?.customer.id
  const token = await beginCheckout(db, { organizationId, planId, customerId, fields, completed: [step] })
  setCheckoutCookie(c, config.isHttps, token)
  return { organizationId, idHash: hashSecret(token) }
}
