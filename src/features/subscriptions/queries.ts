import type { Db, Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, type Day, dayAt } from '../../domain/local-time.ts'
import { type Contract, type CustomerSubscription, maskIban } from './subscription.ts'

/** A contract with what its prices and values hang on. @throws Failure NOT_FOUND, also for another organisation's. */
export async function getContract(
  db: Db | Tx,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
): Promise<Contract> {
  const row = await db
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .innerJoin('meters as m', (join) =>
      join.onRef('m.organization_id', '=', 's.organization_id').onRef('m.id', '=', 's.meter_id'),
    )
    .select([
      's.id',
      's.customer_id',
      's.number',
      's.status',
      's.start_at',
      's.end_at',
      's.market_area',
      's.meter_id',
      'm.type as meter_type',
      's.estimated_usage_wh',
      's.instalment_cents',
      's.payment_method_id',
      's.grid_operator_code',
      's.concession_class',
      's.metering_class',
      's.module_1',
      's.module_2',
      's.module_3',
      'p.type',
      'p.tariff',
      'p.base_fee_cents',
      'p.markup_micro_eur_per_kwh',
      'p.working_price_micro_eur_per_kwh',
      'p.feed_in_micro_eur_per_kwh',
    ])
    .where('s.organization_id', '=', organizationId)
    .where('s.id', '=', subscriptionId)
    .executeTakeFirst()
  if (!row) throw notFound('Subscription')
  return {
    id: row.id,
    customerId: row.customer_id,
    number: row.number,
    status: row.status,
    startOn: dayAt(row.start_at),
    endOn: row.end_at && dayAt(row.end_at),
    terms: {
      type: row.type,
      tariff: row.tariff,
      markupMicroEurPerKwh: row.markup_micro_eur_per_kwh,
      workingPriceMicroEurPerKwh: row.working_price_micro_eur_per_kwh,
      feedInMicroEurPerKwh: row.feed_in_micro_eur_per_kwh,
      baseFeeCents: row.base_fee_cents,
      gridOperatorCode: row.grid_operator_code,
      concessionClass: row.concession_class,
      meteringClass: row.metering_class,
      module1: row.module_1,
      module2: row.module_2,
      module3: row.module_3,
    },
    marketArea: row.market_area,
    meterId: row.meter_id,
    meterType: row.meter_type,
    estimatedUsageWh: row.estimated_usage_wh,
    instalmentCents: row.instalment_cents,
    hasMandate: row.payment_method_id !== null,
  }
}

/** Every contract of a customer: running ones before ended ones, consumption before feed-in, then the newest. */
export async function listCustomerSubscriptions(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<CustomerSubscription[]> {
  const rows = await db
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .innerJoin('meters as m', (join) =>
      join.onRef('m.organization_id', '=', 's.organization_id').onRef('m.id', '=', 's.meter_id'),
    )
    .innerJoin('addresses as a', (join) =>
      join.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.address_id'),
    )
    .leftJoin('payment_methods as pm', (join) =>
      join.onRef('pm.organization_id', '=', 's.organization_id').onRef('pm.id', '=', 's.payment_method_id'),
    )
    .select([
      's.id',
      's.number',
      's.status',
      's.start_at',
      's.end_at',
      's.meter_id',
      's.module_1',
      's.module_2',
      's.module_3',
      'p.id as plan_id',
      'p.name as plan_name',
      'p.type',
      'p.tariff',
      'p.base_fee_cents',
      'p.notice_days',
      'm.type as meter_type',
      'm.number as meter_number',
      'a.street',
      'a.house_number',
      'a.zip',
      'a.city',
      'pm.account_holder',
      'pm.iban',
    ])
    .where('s.organization_id', '=', organizationId)
    .where('s.customer_id', '=', customerId)
    .orderBy((row) => row('s.status', '=', 'ended'))
    .orderBy((row) => row('p.type', '=', 'feed_in'))
    .orderBy('s.created_at', 'desc')
    .orderBy('s.id')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    number: row.number,
    status: row.status,
    type: row.type,
    tariff: row.tariff,
    planId: row.plan_id,
    planName: row.plan_name,
    baseFeeCents: row.base_fee_cents,
    noticeDays: row.notice_days,
    startsOn: dayAt(row.start_at),
    lastDay: row.end_at && addDays(dayAt(row.end_at), -1),
    address: { street: row.street, houseNumber: row.house_number, zip: row.zip, city: row.city },
    meter: { id: row.meter_id, type: row.meter_type, number: row.meter_number },
    paymentMethod:
      row.iban !== null && row.account_holder !== null
        ? { accountHolder: row.account_holder, maskedIban: maskIban(row.iban) }
        : null,
    module1: row.module_1,
    module2: row.module_2,
    module3: row.module_3,
  }))
}

/** The mandate by which a contract's invoices are collected (or paid out); null without one. */
export async function findMandate(
  db: Db | Tx,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
): Promise<{ accountHolder: string; maskedIban: string; mandateReference: string; givenOn: Day } | null> {
  const row = await db
    .selectFrom('subscriptions as s')
    .innerJoin('payment_methods as pm', (join) =>
      join.onRef('pm.organization_id', '=', 's.organization_id').onRef('pm.id', '=', 's.payment_method_id'),
    )
    .select(['pm.account_holder', 'pm.iban', 'pm.mandate_reference', 'pm.created_at'])
    .where('s.organization_id', '=', organizationId)
    .where('s.id', '=', subscriptionId)
    .executeTakeFirst()
  if (!row) return null
  return {
    accountHolder: row.account_holder,
    maskedIban: maskIban(row.iban),
    mandateReference: row.mandate_reference,
    givenOn: dayAt(row.created_at),
  }
}

/** Whether a customer has, or ever had, a contract: it decides between the portal and the checkout. */
export async function hasContract(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
): Promise<boolean> {
  const row = await db
    .selectFrom('subscriptions')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
