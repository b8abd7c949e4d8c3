import type { Db } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'
import { addDays, dayAt } from '../../domain/local-time.ts'
import { moduleChanges } from '../subscriptions/queries.ts'
import { maskIban } from '../subscriptions/subscription.ts'

// Sections of a few rows each: read whole. Columns are named one by one, so that a new one is never given out unseen.

export async function* exportAddresses(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  yield* await db
    .selectFrom('addresses')
    .select(['id', 'street', 'house_number', 'zip', 'city', 'created_at'])
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute()
}

export async function* exportMeters(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  yield* await db
    .selectFrom('meters')
    .select(['id', 'type', 'number', 'malo', 'melo', 'created_at'])
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute()
}

export async function* exportContracts(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  const rows = await db
    .selectFrom('subscriptions as s')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 's.organization_id').onRef('p.id', '=', 's.plan_id'),
    )
    .select([
      's.id',
      's.number',
      's.status',
      'p.name as plan',
      'p.type',
      'p.tariff',
      's.start_at',
      's.end_at',
      's.terminated_at',
      's.termination_reason',
      's.address_id',
      's.billing_address_id',
      's.meter_id',
      's.payment_method_id as mandate_id',
      's.estimated_usage_wh as usage_estimate_wh',
      's.instalment_cents',
      's.grid_operator_code',
      's.module_1',
      's.module_2',
      's.module_3',
      's.metadata',
      's.told_start_on',
      's.created_at',
      's.updated_at',
    ])
    .select(moduleChanges)
    .where('s.organization_id', '=', organizationId)
    .where('s.customer_id', '=', customerId)
    .orderBy('s.id')
    .execute()
  for (const { start_at, end_at, ...row } of rows)
    yield { ...row, starts_on: dayAt(start_at), last_day: end_at && addDays(dayAt(end_at), -1) }
}

export async function* exportMandates(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  const rows = await db
    .selectFrom('payment_methods')
    .select(['id', 'type', 'account_holder', 'iban', 'mandate_reference', 'created_at', 'replaced_at'])
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute()
  for (const row of rows) yield { ...row, iban: maskIban(row.iban) }
}

export async function* exportMeterReadings(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  const rows = await db
    .selectFrom('meter_readings')
    .select(['id', 'subscription_id', 'meter_id', 'read_on', 'value_wh', 'type', 'message', 'created_at'])
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('read_on')
    .orderBy('id')
    .execute()
  const withPhoto = new Set(
    rows.length === 0 ? [] : (await photoIds(db, organizationId, rows)).map(({ reading_id }) => reading_id),
  )
  for (const row of rows)
    yield { ...row, photo: withPhoto.has(row.id) ? await photoOf(db, organizationId, row.id) : null }
}

type ReadingId = `mr_${string}`

const photoIds = (db: Db, organizationId: OrganizationId, rows: readonly { id: ReadingId }[]) =>
  db
    .selectFrom('reading_photos')
    .select('reading_id')
    .where('organization_id', '=', organizationId)
    .where(
      'reading_id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute()

/** One at a time: a photo may have eight megabytes. */
async function photoOf(db: Db, organizationId: OrganizationId, readingId: ReadingId) {
  const photo = await db
    .selectFrom('reading_photos')
    .select(['content_type', 'content', 'created_at'])
    .where('organization_id', '=', organizationId)
    .where('reading_id', '=', readingId)
    .executeTakeFirst()
  return photo ? { ...photo, content: photo.content.toString('base64') } : null
}

export async function* exportMeterOrders(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  const rows = await db
    .selectFrom('meter_orders')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute()
  for (const { organization_id: _, customer_id: __, ...row } of rows) yield row
}

export async function* exportGridFeeReductions(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
) {
  const rows = await db
    .selectFrom('grid_fee_reductions')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute()
  for (const { organization_id: _, customer_id: __, ...row } of rows) yield row
}

/** Those found to mean a contract of the customer; what anybody else declared is not theirs to read. */
export async function* exportDeclarations(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  yield* await db
    .selectFrom('declarations as d')
    .innerJoin('subscriptions as s', (join) =>
      join.onRef('s.organization_id', '=', 'd.organization_id').onRef('s.id', '=', 'd.subscription_id'),
    )
    .select([
      'd.id',
      'd.kind',
      'd.name',
      'd.contract',
      'd.email',
      'd.termination_kind',
      'd.reason',
      'd.intended_end_on',
      'd.subscription_id',
      'd.received_at',
    ])
    .where('d.organization_id', '=', organizationId)
    .where('s.customer_id', '=', customerId)
    .orderBy('d.id')
    .execute()
}

export async function* exportSessions(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  yield* await db
    .selectFrom('sessions')
    .select([
      'id',
      'method',
      'locale',
      'address',
      'user_agent',
      'created_at',
      'last_seen_at',
      'expires_at',
      'ended_at',
    ])
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}
