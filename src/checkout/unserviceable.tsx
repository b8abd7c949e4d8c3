import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure } from '../domain/failure.ts'
import { dayAt } from '../domain/local-time.ts'
import { emailAddress } from '../domain/text.ts'
import { quoteContext, readQuote } from '../features/checkouts/read-quote.ts'
import { requestService } from '../features/checkouts/request-service.ts'
import { readForm } from '../http/form.ts'
import type { PortalEnv } from '../portal/env.ts'
import { spendLimits, type Wait } from '../portal/login-request.ts'
import { pageContext } from '../portal/page-context.ts'
import { checkoutOf } from './open-checkout.ts'
import { stepPath, stepsOf } from './steps.ts'
import { UnserviceableView } from './unserviceable-view.tsx'

const TYPED_CHARACTERS = 254

/**
 * Where nobody is served yet: says so, and takes an address to write to once that changes. What it answers is the same for
 * an address that was left before.
 */
export const unserviceablePage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const zip = await unservedZip(deps, c, c.req.query('zip'))
      if (zip === undefined) return c.redirect(stepPath(checkoutOf(c).base, 'quote'), 303)
      const isLeft = c.req.query('left') === '1'
      const email = c.get('session')?.customer.email ?? ''
      return show(deps, c, { zip, email, isLeft, isWrong: false, wait: null }, 200)
    })
    .post('/', async (c) => {
      const field = await readForm(c)
      const zip = await unservedZip(deps, c, field('zip'))
      if (zip === undefined) return c.redirect(stepPath(checkoutOf(c).base, 'quote'), 303)
      const typed = (field('email') ?? '').slice(0, TYPED_CHARACTERS)
      const email = emailAddress.safeParse(typed).data
      const model = { zip, email: typed, isLeft: false, isWrong: email === undefined, wait: null }
      if (email === undefined) return show(deps, c, model, 422)
      const wait = await spendLimits(deps, c, email, 'service ')
      if (wait) return show(deps, c, { ...model, wait }, 429)
      await leave(deps, c, zip, email)
      const asked = new URLSearchParams({ zip, left: '1', ...otherwiseTyped(c) })
      return c.redirect(`${checkoutOf(c).base}/unserviceable?${asked}`, 303)
    })

async function leave({ db, now }: Deps, c: Context<PortalEnv>, zip: string, email: string): Promise<void> {
  const { organizationId, planId } = c.get('portal')
  const session = c.get('session')
  const actor = session
    ? ({ type: 'customer', id: session.customer.id } as const)
    : { type: 'system' as const }
  try {
    await requestService(
      { db, organizationId, actor, now: now() },
      { planId, zip, email, locale: c.get('locale') },
    )
  } catch (error) {
    // Served since the page was opened: the next page shows the offer.
    if (!(error instanceof Failure) || error.code !== 'CONFLICT') throw error
  }
}

/** The postal code as it is written, where nobody serves it; anything else has no business here. */
async function unservedZip(
  { db, now }: Deps,
  c: Context<PortalEnv>,
  typed = '',
): Promise<string | undefined> {
  const fields = { zip: typed }
  const read = readQuote(fields, await quoteContext(db, checkoutOf(c).plan, fields, dayAt(now())))
  const isUnserved = 'problems' in read && read.problems.zip === 'unserviceable'
  return isUnserved ? typed.replace(/\D/g, '') : undefined
}

/** What else was typed on the first page, for the way back to it. */
const otherwiseTyped = (c: Context<PortalEnv>): Record<string, string> =>
  Object.fromEntries(
    ['usage', 'meterType', 'module1'].flatMap((name) => {
      const value = c.req.query(name)
      return value ? [[name, value]] : []
    }),
  )

interface Shown {
  zip: string
  email: string
  isLeft: boolean
  isWrong: boolean
  wait: Wait | null
}

function show(deps: Deps, c: Context<PortalEnv>, shown: Shown, status: 200 | 422 | 429) {
  for (const [name, value] of Object.entries(shown.wait?.headers ?? {})) c.header(name, value)
  const { base } = checkoutOf(c)
  const kept = new URLSearchParams(otherwiseTyped(c))
  const model = {
    ...shown,
    waitMinutes: shown.wait?.minutes ?? null,
    open: checkoutOf(c),
    steps: stepsOf(c.get('session') !== undefined),
    action: `${base}/unserviceable${kept.size === 0 ? '' : `?${kept}`}`,
    otherZip: `${stepPath(base, 'quote')}${kept.size === 0 ? '' : `?${kept}`}`,
  }
  const page = { ...pageContext(deps, c), nav: [] }
  return c.html(<UnserviceableView page={page} model={model} />, status)
}
