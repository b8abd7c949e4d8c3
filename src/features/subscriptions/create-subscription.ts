import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import type { Tx } from '../../db/database.ts'
import { badRequest, notFound } from '../../domain/failure.ts'
import { moduleProblem } from '../../domain/grid-fee-modules.ts'
import { type CustomerId, type MeterId, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import { monthlyInstalmentCents } from '../../domain/instalment.ts'
import { type Day, startOfDay } from '../../domain/local-time.ts'
import { meteringClass } from '../../domain/metering-class.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'
import { findGridArea } from '../tariffs/find-grid-area.ts'
import { loadRateBook } from '../tariffs/queries.ts'
import { insertAddress } from './insert-address.ts'
import { type InsertSubscription, insertSubscription } from './subscription.ts'

export interface CreatedSubscription {
  id: SubscriptionId
  number: string
  meterId: MeterId
}

/**
 * A contract with its addresses, meter and mandate, in one transaction. It begins as `pending`; advanceSubscriptions
 * makes it active on its first day. A fixed-price contract on an analog meter pays monthly instalments towards a yearly
 * bill; every other contract is billed monthly by its values.
 */
export async function createSubscription(ctx: Ctx, input: InsertSubscription): Promise<CreatedSubscription> {
  const contract = insertSubscription.parse(input)
  const { customerId, startOn, leadId } = input
  const misfit = moduleProblem(contract, contract.meter.type)
  if (misfit) throw badRequest(misfit.field, misfit.message)
  const id = newId('subscription')
  const number = contract.number ?? newNumber()
  const meterId = newId('meter')
  await inTransaction(ctx, async (tx) => {
    const plan = await loadPlan(tx, ctx, input.planSlug)
    await checkCustomer(tx, ctx, customerId)
    if (plan.type === 'feed_in' && (contract.module1 || contract.module2)) {
      throw badRequest('module1', 'Only consumption has a grid fee that modules could reduce.')
    }
    const scopes = {
      ...(await gridOf(tx, contract, startOn)),
      meteringClass: meteringClass({
        type: contract.meter.type,
        annualWh: contract.estimatedUsageWh,
        module1: contract.module1,
        module2: contract.module2,
      }),
    }
    const terms = {
      type: plan.type,
      tariff: plan.tariff,
      markupMicroEurPerKwh: plan.markup_micro_eur_per_kwh,
      workingPriceMicroEurPerKwh: plan.working_price_micro_eur_per_kwh,
      feedInMicroEurPerKwh: plan.feed_in_micro_eur_per_kwh,
      baseFeeCents: plan.base_fee_cents,
      module1: contract.module1,
      module2: contract.module2,
      module3: contract.module3,
      ...scopes,
    }
    const byInstalments =
      contract.meter.type === 'analog' && plan.tariff === 'fixed' && plan.type === 'consumption'
    const instalmentCents = byInstalments
      ? monthlyInstalmentCents(await loadRateBook(tx, scopes), terms, contract.estimatedUsageWh, startOn)
      : null
    const addressId = await insertAddress(tx, ctx, customerId, contract.address)
    const billingAddressId = contract.billingAddress
      ? await insertAddress(tx, ctx, customerId, contract.billingAddress)
      : addressId
    await tx
      .insertInto('meters')
      .values({
        organization_id: ctx.organizationId,
        id: meterId,
        customer_id: customerId,
        type: contract.meter.type,
        number: contract.meter.number,
        malo: contract.meter.malo ?? null,
        melo: contract.meter.melo ?? null,
        created_at: ctx.now.toString(),
      })
      .execute()
    const paymentMethodId = contract.paymentMethod
      ? await insertPaymentMethod(tx, ctx, customerId, contract.paymentMethod, number)
      : null
    await tx
      .insertInto('subscriptions')
      .values({
        organization_id: ctx.organizationId,
        id,
        customer_id: customerId,
        plan_id: plan.id,
        number,
        status: 'pending',
        start_at: startOfDay(startOn).toString(),
        address_id: addressId,
        billing_address_id: billingAddressId,
        meter_id: meterId,
        payment_method_id: paymentMethodId,
        estimated_usage_wh: contract.estimatedUsageWh,
        grid_operator_code: scopes.gridOperatorCode,
        concession_class: scopes.concessionClass,
        metering_operator_code: contract.meteringOperatorCode ?? null,
        metering_class: scopes.meteringClass,
        module_1: contract.module1,
        module_2: contract.module2,
        module_3: contract.module3,
        instalment_cents: instalmentCents,
        metadata: JSON.stringify(contract.metadata),
        source: contract.source,
        lead_id: leadId ?? null,
        credited_to: contract.creditedTo ?? null,
        previous_supplier_code: contract.previousSupplierCode ?? null,
        early_supply: contract.earlySupply,
        summary: contract.summary ? JSON.stringify(contract.summary) : null,
        created_at: ctx.now.toString(),
        updated_at: ctx.now.toString(),
      })
      .execute()
    await recordAudit(tx, ctx, {
      action: 'subscription.created',
      subject: id,
      customerId,
      details: { number, source: contract.source },
    })
    await recordEvent(tx, ctx, 'subscription.created', {
      subscription: id,
      ...(leadId && { lead: leadId }),
    })
  })
  return { id, number, meterId }
}

/** Eight letters and digits that are hard to mistake for one another when read out. */
function newNumber(): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  return Array.from({ length: 8 }, () => alphabet[randomInt(alphabet.length)]).join('')
}

/** The grid that the contract names, or the one of its address. */
async function gridOf(tx: Tx, contract: z.output<typeof insertSubscription>, startOn: Day) {
  const { gridOperatorCode, concessionClass, address } = contract
  if (gridOperatorCode !== undefined && concessionClass !== undefined) {
    return { gridOperatorCode, concessionClass }
  }
  const area = await findGridArea(tx, { zip: address.zip, place: address.city }, startOn)
  return { gridOperatorCode: area.gridOperatorCode, concessionClass: area.concessionClass }
}

async function loadPlan(tx: Tx, ctx: Ctx, slug: string) {
  const plan = await tx
    .selectFrom('plans')
    .selectAll()
    .where('organization_id', '=', ctx.organizationId)
    .where('slug', '=', slug)
    .executeTakeFirst()
  if (!plan) throw notFound('Plan')
  return plan
}

async function checkCustomer(tx: Tx, ctx: Ctx, customerId: CustomerId): Promise<void> {
  const customer = await tx
    .selectFrom('customers')
    .select('id')
    .where('organization_id', '=', ctx.organizationId)
    .where('id', '=', customerId)
    .executeTakeFirst()
  if (!customer) throw notFound('Customer')
}

async function insertPaymentMethod(
  tx: Tx,
  ctx: Ctx,
  customerId: CustomerId,
  method: NonNullable<InsertSubscription['paymentMethod']>,
  mandateReference: string,
) {
  const id = newId('paymentMethod')
  await tx
    .insertInto('payment_methods')
    .values({
      organization_id: ctx.organizationId,
      id,
      customer_id: customerId,
      account_holder: method.accountHolder,
      iban: method.iban,
      mandate_reference: mandateReference,
      created_at: ctx.now.toString(),
    })
    .execute()
  return id
}
