import type { z } from 'zod'
import type { Tx } from '../../db/database.ts'
import { notFound, unprocessable } from '../../domain/failure.ts'
import { moduleProblem } from '../../domain/grid-fee-modules.ts'
import { isSepaIban, parseIban } from '../../domain/iban.ts'
import type { CustomerId, Id, PlanId, SubscriptionId } from '../../domain/identifiers.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'
import { decideStart } from '../../domain/supply-start.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { createCustomer } from '../customers/create-customer.ts'
import type { InsertCustomer } from '../customers/customer.ts'
import { findCustomer } from '../customers/queries.ts'
import { recordGridFeeReduction } from '../grid-fee-reductions/record-grid-fee-reduction.ts'
import { convertLead, lockLead } from '../leads/convert-lead.ts'
import { findPartnerName } from '../market-partners/queries.ts'
import { placeMeterOrder } from '../meter-orders/place-meter-order.ts'
import { findPlan, type Plan } from '../plans/queries.ts'
import { createSubscription } from './create-subscription.ts'
import type { insertSubscription } from './subscription.ts'

type Contract = z.input<typeof insertSubscription>
type WithoutPlan<Input> = Input extends unknown ? Omit<Input, 'planSlug'> : never

/** Who is not known yet. */
export type NewCustomer = WithoutPlan<InsertCustomer>

/** What is ordered beside the electricity: a smart meter in place of an analog one, reductions of the grid fee. */
export interface ProductOrders {
  smartMeter: boolean
  module1: boolean
  module2: boolean
  module3: boolean
}

/** An order of electricity, or of its purchase. Energies in Wh. */
export interface Subscribe extends Pick<
  Contract,
  | 'address'
  | 'billingAddress'
  | 'meter'
  | 'estimatedUsageWh'
  | 'previousSupplierCode'
  | 'metadata'
  | 'creditedTo'
  | 'earlySupply'
  | 'summary'
> {
  planId: PlanId
  /** Who has signed in or proved their address, by id; anybody else by what a customer consists of. */
  customer: CustomerId | NewCustomer
  /** Absent: bills are paid by transfer. */
  paymentMethod?: { accountHolder: string; iban: string } | undefined
  /** The first day of supply as it was wished for; absent, past or too early: the next possible one. */
  startOn?: Day | undefined
  leadId?: Id<'lead'> | undefined
  productOrders?: ProductOrders
  source: 'api' | 'checkout' | 'operator'
}

export interface Subscribed {
  id: SubscriptionId
  number: string
  customerId: CustomerId
}

const NOTHING: ProductOrders = { smartMeter: false, module1: false, module2: false, module3: false }

/**
 * Makes a contract from an order, with everything that belongs to it: the customer, addresses, meter, mandate, what is
 * ordered beside, and of a lead what it became. In one transaction, so that an order is there as a whole or not at all.
 *
 * @throws Failure NOT_FOUND for plan, customer or lead; CONFLICT with `duplicate_customer_email`, or at `lead` for one that was
 *   used; UNPROCESSABLE_ENTITY with `invalid_iban`, `unserviceable_zip`, `ambiguous_place`, `unsupported_meter`,
 *   `unsupported_product`, `unsupported_meter_order`, `missing_smart_meter`, `missing_module_1`, or at `startOn`,
 *   `previousSupplierCode` or `customer.vat_id`.
 */
export async function subscribe(ctx: Ctx, input: Subscribe): Promise<Subscribed> {
  const { customer, paymentMethod, startOn, leadId, productOrders = NOTHING, source, ...contract } = input
  if (paymentMethod) checkAccount(paymentMethod.iban)
  return inTransaction(ctx, async (tx) => {
    const within = { ...ctx, db: tx }
    const plan = await findPlan(tx, ctx.organizationId, input.planId)
    if (!plan) throw notFound('Plan')
    if (leadId !== undefined) await lockLead(tx, ctx, leadId)
    checkProducts(plan, input.meter.type, productOrders)
    await checkSupplier(tx, input.previousSupplierCode)
    const firstDay = decideStart(plan.type, startOn, dayAt(ctx.now))
    const customerId = await customerOf(tx, ctx, plan, customer)
    const { smartMeter, ...modules } = productOrders
    const { id, number } = await createSubscription(within, {
      ...contract,
      ...modules,
      ...(paymentMethod && { paymentMethod }),
      planSlug: plan.slug,
      customerId,
      startOn: firstDay,
      leadId,
      source,
    })
    if (leadId !== undefined) await convertLead(tx, ctx, { id: leadId, subscriptionId: id })
    if (smartMeter) await placeMeterOrder(within, id)
    for (const module of [1, 2, 3] as const) {
      if (!modules[`module${module}`]) continue
      // Billed from the first day as it was quoted; the grid operator hears of it once supply has begun.
      const order = { subscriptionId: id, module, createdAt: ctx.now, state: { status: 'intended' as const } }
      await recordGridFeeReduction(within, order)
    }
    return { id, number, customerId }
  })
}

function checkAccount(iban: string): void {
  const parsed = parseIban(iban)
  if (!parsed.ok) throw unprocessable('paymentMethod.iban', parsed.reason, 'invalid_iban')
  if (!isSepaIban(parsed.value)) {
    const reason = 'Debits and payouts in euros do not reach this country.'
    throw unprocessable('paymentMethod.iban', reason, 'invalid_iban')
  }
}

/** What a plan and its meter allow. What is fed in is paid by the quarter-hour, so it takes a smart meter. */
function checkProducts({ type }: Plan, meterType: 'smart' | 'analog', orders: ProductOrders): void {
  const { smartMeter, module1, module2, module3 } = orders
  if (type === 'feed_in') {
    if (meterType !== 'smart') {
      throw unprocessable('meter.type', 'Feeding in needs a smart meter.', 'unsupported_meter')
    }
    if (smartMeter || module1 || module2 || module3) {
      const reason = 'Nothing can be ordered beside a feed-in contract.'
      throw unprocessable('productOrders', reason, 'unsupported_product')
    }
  }
  if (smartMeter && meterType === 'smart') {
    throw unprocessable('productOrders', 'There is a smart meter already.', 'unsupported_meter_order')
  }
  const problem = moduleProblem(orders, meterType)
  if (!problem) return
  const missing = module1 ? 'missing_smart_meter' : 'missing_module_1'
  throw unprocessable(
    'productOrders',
    problem.message,
    problem.field === 'module2' ? 'unsupported_product' : missing,
  )
}

/** Nobody can be signed off at a supplier that the market does not know. */
async function checkSupplier(tx: Tx, code: string | undefined): Promise<void> {
  if (code === undefined || (await findPartnerName(tx, 'supplier', code)) !== null) return
  throw unprocessable('previousSupplierCode', 'There is no such supplier in the market.')
}

/** The customer of the contract, made where there is none yet. A company that is paid for electricity states its VAT id. */
async function customerOf(
  tx: Tx,
  ctx: Ctx,
  plan: Plan,
  customer: Subscribe['customer'],
): Promise<CustomerId> {
  const isKnown = typeof customer === 'string'
  const known = isKnown ? await findCustomer(tx, ctx.organizationId, customer) : undefined
  if (isKnown && !known) throw notFound('Customer')
  const { type, vat_id } = known ?? (customer as NewCustomer)
  if (plan.type === 'feed_in' && type === 'company' && !vat_id) {
    throw unprocessable('customer.vat_id', 'A company that feeds in states its VAT identification number.')
  }
  if (isKnown) return customer
  return (await createCustomer({ ...ctx, db: tx }, { ...customer, planSlug: plan.slug })).id
}
