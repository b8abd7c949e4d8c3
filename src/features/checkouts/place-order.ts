import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { CustomerId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { findCustomerByEmail } from '../customers/queries.ts'
import { findLead } from '../leads/queries.ts'
import type { Plan } from '../plans/queries.ts'
import type { FindMeanExchangePrice } from '../quotes/mean-exchange-price.ts'
import { type NewCustomer, subscribe, type Subscribed } from '../subscriptions/subscribe.ts'
import type { Checkout, CheckoutStep } from './checkout.ts'
import { markOf, type OrderSummary, summaryOf } from './order-summary.ts'
import { lockCheckout } from './queries.ts'
import { type Order, readOrder, startOf } from './read-order.ts'
import type { PersonChoice } from './read-person.ts'

export interface PlaceOrder {
  plan: Plan
  checkout: Checkout
  isSignedIn: boolean
  /** The monthly amount and the mark (see `markOf`) of the page that was sent: compared, never believed. */
  seen: { amountCents: number | undefined; mark: string }
  /** Whether supply within the time for withdrawal was asked for. */
  earlySupply: boolean
  /** The language of a new customer's account. */
  locale: 'de' | 'en'
}

export type PlacedOrder =
  | { outcome: 'ordered'; subscriptionId: SubscriptionId; customerId: CustomerId }
  /** What was shown is not what would be ordered now. */
  | { outcome: 'changed'; order: Order }
  /** A step that has to be looked at again. */
  | { outcome: 'step'; step: CheckoutStep }

/** What was ordered, for whoever confirms it. */
export interface OrderPlaced extends Subscribed {
  summary: OrderSummary
}

/**
 * Places the order of a checkout, once: whoever sends it again, or at the same moment, gets the contract that it became.
 * Every step is read and the price worked out again; `confirm` runs with it, in the same transaction.
 *
 * @throws Failure CONFLICT when somebody made an account for the same address, or used the same lead, at this very moment:
 *   placed again it finds them.
 */
export function placeOrder(
  ctx: Ctx,
  meanExchangePrice: FindMeanExchangePrice,
  input: PlaceOrder,
  confirm: (placed: OrderPlaced) => Promise<void>,
): Promise<PlacedOrder> {
  const { plan, isSignedIn, earlySupply, seen } = input
  return inTransaction(ctx, async (tx) => {
    const checkout = await lockCheckout(tx, input.checkout)
    const { subscriptionId, customerId } = checkout
    if (subscriptionId !== null && customerId !== null) {
      return { outcome: 'ordered', subscriptionId, customerId }
    }
    const read = await readOrder({ db: tx, meanExchangePrice }, { plan, checkout, isSignedIn, now: ctx.now })
    if ('step' in read) return { outcome: 'step', step: read.step }
    const { order } = read
    if (seen.amountCents !== order.quote.amountCents || seen.mark !== markOf(plan, order)) {
      return { outcome: 'changed', order }
    }
    const summary = summaryOf(plan, order, earlySupply)
    const subscribed = await subscribeTo(tx, ctx, { ...input, checkout }, order, summary)
    await markOrdered(tx, checkout, subscribed)
    await confirm({ ...subscribed, summary })
    return { outcome: 'ordered', subscriptionId: subscribed.id, customerId: subscribed.customerId }
  })
}

async function subscribeTo(
  tx: Tx,
  ctx: Ctx,
  { plan, checkout, earlySupply, locale }: PlaceOrder,
  order: Order,
  summary: OrderSummary,
): Promise<Subscribed> {
  const { choice, place, supply, payment } = order
  const lead = checkout.leadId === null ? undefined : await findLead(tx, ctx.organizationId, checkout.leadId)
  return subscribe(
    { ...ctx, db: tx },
    {
      planId: plan.id,
      customer: await customerOf(tx, ctx, order.person, locale),
      address: place.address,
      billingAddress: place.billingAddress,
      meter: { type: choice.meterType, number: supply.meterNumber, malo: supply.malo },
      estimatedUsageWh: choice.annualWh,
      paymentMethod: payment.kind === 'transfer' ? undefined : payment,
      previousSupplierCode: supply.previousSupplier?.code,
      startOn: startOf(order, earlySupply),
      // A lead that became a contract in another window is used up; the order stands without it.
      leadId: lead && lead.subscriptionId === null ? lead.id : undefined,
      productOrders: { smartMeter: false, module1: choice.module1, module2: false, module3: false },
      metadata: checkout.metadata,
      creditedTo: checkout.creditedTo ?? undefined,
      earlySupply: summary.earlySupply === true,
      summary,
      source: 'checkout',
    },
  )
}

/** By now the proved address may have become a customer's, in another window: the order is theirs. */
async function customerOf(
  tx: Tx,
  { organizationId }: Ctx,
  person: PersonChoice,
  locale: 'de' | 'en',
): Promise<CustomerId | NewCustomer> {
  if (person.customerId !== undefined) return person.customerId
  const known = await findCustomerByEmail(tx, organizationId, person.email)
  if (known) return known.id
  const { type, firstName, lastName, companyName, vatId, email } = person
  const names = { first_name: firstName, last_name: lastName, email, locale }
  const rest = { ...names, ...(vatId !== null && { vat_id: vatId }) }
  return type === 'person' ? { type, ...rest } : { type, company_name: companyName ?? '', ...rest }
}

/** What was typed is with the contract now and nowhere else. */
async function markOrdered(tx: Tx, { organizationId, idHash }: Checkout, placed: Subscribed): Promise<void> {
  await sql`
    update checkouts set
      subscription_id = ${placed.id}, customer_id = ${placed.customerId}, ordered_at = clock_timestamp(),
      fields = '{}', metadata = '{}', credited_to = null,
      verified_email = null, code_email = null, code_hash = null, updated_at = clock_timestamp()
    where organization_id = ${organizationId} and id_hash = ${idHash}
  `.execute(tx)
}
