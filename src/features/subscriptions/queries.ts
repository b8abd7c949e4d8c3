import type { ExpressionBuilder } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import { notFound } from '../../domain/failure.ts'
import type { ModuleChange } from '../../domain/grid-fee-modules.ts'
import type { CustomerId, MeterId, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, dayAt } from '../../domain/local-time.ts'
import { type Contract, type CustomerSubscription, maskIban } from './subscription.ts'

/** Of a subscription, its plan and its meter: what its prices, use and bills hang on. */
const CONTRACT_COLUMNS = [
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
] as const

/** What has become of its modules since it was concluded, the oldest change first. */
export const moduleChanges = (contract: ExpressionBuilder<DB & { s: DB['subscriptions'] }, 's'>) =>
  jsonArrayFrom(
    contract
      .selectFrom('module_changes as change')
      .select([
        'change.valid_from as from',
        'change.module_1 as module1',
        'change.module_2 as module2',
        'change.module_3 as module3',
        'change.metering_class as meteringClass',
      ])
      .whereRef('change.organization_id', '=', 's.organization_id')
      .whereRef('change.subscription_id', '=', 's.id')
      .orderBy('change.valid_from'),
  ).as('module_changes')

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
    .select(CONTRACT_COLUMNS)
    .select(moduleChanges)
    .where('s.organization_id', '=', organizationId)
    .where('s.id', '=', subscriptionId)
    .executeTakeFirst()
  if (!row) throw notFound('Subscription')
  return toContract(row)
}

/** Every contract of a customer: ended ones last, consumption before feed-in, what supplies before what is to come, then the newest. */
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
    .leftJoin('market_partners as supplier', (join) =>
      join.onRef('supplier.code', '=', 's.previous_supplier_code').on('supplier.role', '=', 'supplier'),
    )
    .select(CONTRACT_COLUMNS)
    .select(moduleChanges)
    .select([
      's.confirmed_at',
      'supplier.name as previous_supplier',
      'p.id as plan_id',
      'p.name as plan_name',
      'p.notice_days',
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
    .orderBy((row) => row('s.status', '=', 'pending'))
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
    isConfirmed: row.confirmed_at !== null,
    previousSupplier: row.previous_supplier,
    startsOn: dayAt(row.start_at),
    lastDay: row.end_at && addDays(dayAt(row.end_at), -1),
    address: { street: row.street, houseNumber: row.house_number, zip: row.zip, city: row.city },
    meter: { id: row.meter_id, type: row.meter_type, number: row.meter_number },
    paymentMethod:
      row.iban !== null && row.account_holder !== null
        ? { accountHolder: row.account_holder, maskedIban: maskIban(row.iban) }
        : null,
    contract: toContract(row),
  }))
}

interface ContractRow {
  id: SubscriptionId
  customer_id: CustomerId
  number: string
  status: Contract['status']
  start_at: Temporal.Instant
  end_at: Temporal.Instant | null
  market_area: string
  meter_id: MeterId
  meter_type: Contract['meterType']
  estimated_usage_wh: number
  instalment_cents: number | null
  payment_method_id: unknown
  grid_operator_code: string
  concession_class: string
  metering_class: string
  module_1: boolean
  module_2: boolean
  module_3: boolean
  module_changes: ModuleChange[]
  type: Contract['terms']['type']
  tariff: Contract['terms']['tariff']
  base_fee_cents: number
  markup_micro_eur_per_kwh: number
  working_price_micro_eur_per_kwh: number | null
  feed_in_micro_eur_per_kwh: number | null
}

function toContract(row: ContractRow): Contract {
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
      moduleChanges: row.module_changes,
    },
    marketArea: row.market_area,
    meterId: row.meter_id,
    meterType: row.meter_type,
    estimatedUsageWh: row.estimated_usage_wh,
    instalmentCents: row.instalment_cents,
    hasMandate: row.payment_method_id !== null,
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
