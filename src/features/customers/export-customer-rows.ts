import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { CustomerId, OrganizationId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { READ_STATUS, readStatuses, readWh } from '../usage/interval-days.ts'

const DAYS_AT_ONCE = 100
const EVENTS_AT_ONCE = 500

/** What the customer's smart meters measured, day by day. */
export async function* exportUsageDays(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  const meters = await db
    .selectFrom('meters')
    .select('id')
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .where('type', '=', 'smart')
    .orderBy('id')
    .execute()
  for (const { id: meter_id } of meters) {
    for (let after: Day = '0001-01-01'; ;) {
      const rows = await db
        .selectFrom('interval_days')
        .select(['day', 'wh', 'large_wh', 'total_wh', 'status', 'statuses'])
        .where('organization_id', '=', organizationId)
        .where('meter_id', '=', meter_id)
        .where('day', '>', after)
        .orderBy('day')
        .limit(DAYS_AT_ONCE)
        .execute()
      const last = rows.at(-1)
      if (!last) break
      for (const row of rows)
        yield {
          meter_id,
          day: row.day,
          total_wh: row.total_wh,
          status: READ_STATUS[row.status],
          quarter_hours_wh: readWh(row),
          quarter_hours_status: readStatuses(row),
        }
      after = last.day
    }
  }
}

/** What was done with the customer's data, the latest first. Where somebody else sat who did it is theirs. */
export async function* exportAuditEvents(db: Db, organizationId: OrganizationId, customerId: CustomerId) {
  let after: { at: string; id: string } | null = null
  while (true) {
    let query = db
      .selectFrom('audit_events')
      .select(['id', 'occurred_at', 'action', 'actor_type', 'subject', 'address', 'user_agent', 'details'])
      .where('organization_id', '=', organizationId)
      .where('customer_id', '=', customerId)
    if (after !== null) {
      query = query.where(sql<boolean>`(occurred_at, id) < (${after.at}::timestamptz, ${after.id})`)
    }
    const rows = await query
      .orderBy('occurred_at', 'desc')
      .orderBy('id', 'desc')
      .limit(EVENTS_AT_ONCE)
      .execute()
    for (const { actor_type, address, user_agent, ...row } of rows)
      yield { ...row, by: actor_type, ...(actor_type === 'customer' && { address, user_agent }) }
    const last = rows.at(-1)
    if (!last || rows.length < EVENTS_AT_ONCE) return
    after = { at: last.occurred_at.toString(), id: last.id }
  }
}
