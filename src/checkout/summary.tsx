import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure } from '../domain/failure.ts'
import type { Checkout } from '../features/checkouts/checkout.ts'
import { noteQuote } from '../features/checkouts/note-quote.ts'
import { markOf, summaryOf } from '../features/checkouts/order-summary.ts'
import { type PlacedOrder, type PlaceOrder, placeOrder } from '../features/checkouts/place-order.ts'
import { type Order, readOrder } from '../features/checkouts/read-order.ts'
import type { Actor } from '../features/ctx.ts'
import { readForm } from '../http/form.ts'
import { isPrefetch } from '../http/prefetch.ts'
import type { PortalEnv } from '../portal/env.ts'
import { pageContext } from '../portal/page-context.ts'
import { checkoutOf } from './open-checkout.ts'
import { confirmationMail } from './order-confirm.ts'
import { orderDownload } from './order-download.tsx'
import { loadOrder } from './order-load.ts'
import { afterOrder, orderHeaders } from './order-portal.ts'
import { openStep, stepPath, stepsOf } from './steps.ts'
import { type SummaryModel, SummaryView } from './summary-view.tsx'

/** Everything once more, and the order. */
export const summaryPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .use(orderHeaders(deps))
    .get('/', async (c) => {
      const read = await readHere(deps, c)
      return read instanceof Response ? read : show(deps, c, read, { earlySupply: false, isRefused: false })
    })
    .get('/download', async (c) => {
      const read = await readHere(deps, c)
      if (read instanceof Response) return read
      const page = pageContext(deps, c)
      const { documents } = await loadOrder(deps, c, page, read.order)
      return orderDownload(c, page, documents.seller.name, documents.sections)
    })
    .post('/', async (c) => {
      const read = await readHere(deps, c)
      if (read instanceof Response) return read
      const { plan } = checkoutOf(c)
      const field = await readForm(c)
      const amount = field('amount') ?? ''
      const earlySupply = field('earlySupply') === 'yes'
      const placed = await place(deps, c, {
        plan,
        checkout: read.checkout,
        isSignedIn: c.get('session') !== undefined,
        seen: {
          amountCents: /^-?\d{1,9}$/.test(amount) ? Number(amount) : undefined,
          mark: field('mark') ?? '',
        },
        earlySupply,
        locale: c.get('locale'),
      })
      c.set('logFields', { order: placed.outcome })
      if (placed.outcome === 'step') return c.redirect(stepPath(checkoutOf(c).base, placed.step), 303)
      if (placed.outcome === 'changed') {
        const changed = { ...read, order: placed.order }
        const answer = await show(deps, c, changed, { earlySupply, isRefused: true })
        await noteQuote(deps.db, read.checkout, placed.order.quote.amountCents)
        return answer
      }
      const { subscriptionId, customerId } = placed
      return afterOrder(deps, c, { ...read.checkout, subscriptionId, customerId })
    })

interface ReadHere {
  checkout: Checkout
  order: Order
}

/** What is ordered here, or the answer that leads to what has to come first. */
async function readHere(deps: Deps, c: Context<PortalEnv>): Promise<ReadHere | Response> {
  const { base, plan, checkout } = checkoutOf(c)
  if (checkout && checkout.subscriptionId !== null) return afterOrder(deps, c, checkout)
  const isSignedIn = c.get('session') !== undefined
  const open = openStep(stepsOf(isSignedIn), checkout)
  if (!checkout || open !== 'summary') return c.redirect(stepPath(base, open), 303)
  const read = await readOrder(deps, { plan, checkout, isSignedIn, now: deps.now() })
  return 'step' in read ? c.redirect(stepPath(base, read.step), 303) : { checkout, order: read.order }
}

/** Somebody may make an account for the address, or use the lead, at the very same moment: then it is found at once. */
async function place(deps: Deps, c: Context<PortalEnv>, input: PlaceOrder): Promise<PlacedOrder> {
  try {
    return await placeOnce(deps, c, input)
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'CONFLICT') throw error
    return placeOnce(deps, c, input)
  }
}

function placeOnce(deps: Deps, c: Context<PortalEnv>, input: PlaceOrder): Promise<PlacedOrder> {
  const { organizationId, customerId } = input.checkout
  const actor: Actor = customerId === null ? { type: 'system' } : { type: 'customer', id: customerId }
  const page = pageContext(deps, c)
  return deps.outbox.transact(async (tx, post) => {
    // What is kept of past prices outlives this transaction, so it is never read by it.
    const meanPrice: Deps['meanExchangePrice'] = (_tx, area, today) =>
      deps.meanExchangePrice(deps.db, area, today)
    const ctx = { db: tx, organizationId, actor, now: deps.now() }
    return placeOrder(ctx, meanPrice, input, async (placed) =>
      post(await confirmationMail({ ...deps, db: tx }, c, page, placed)),
    )
  })
}

async function show(
  deps: Deps,
  c: Context<PortalEnv>,
  { checkout, order }: ReadHere,
  { earlySupply, isRefused }: { earlySupply: boolean; isRefused: boolean },
): Promise<Response> {
  const open = checkoutOf(c)
  const page = { ...pageContext(deps, c), nav: [] }
  const { summary, documents } = await loadOrder(deps, c, page, order)
  const before = checkout.quotedCents
  const now = order.quote.amountCents
  const isPriceChanged = before !== null && before !== now
  if (before === null && !isPrefetch(c)) await noteQuote(deps.db, checkout, now)
  const model: SummaryModel = {
    open,
    steps: stepsOf(c.get('session') !== undefined),
    summary,
    earlyStart: summary.earlySupply === null ? null : summaryOf(open.plan, order, true).startOn,
    earlySupply,
    documents,
    changed: isPriceChanged ? { beforeCents: before } : isRefused ? 'other' : null,
    seen: { amountCents: now, mark: markOf(open.plan, order) },
    hasMail: deps.mailer !== null,
  }
  return c.html(<SummaryView page={page} model={model} />, isRefused ? 409 : 200)
}
