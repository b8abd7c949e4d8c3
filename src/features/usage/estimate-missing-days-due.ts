import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, addMonths, type Day, firstDayOf, monthOf } from '../../domain/local-time.ts'

export interface PeriodWithGaps {
  subscriptionId: SubscriptionId
  /** Its days `[from, to)`: a month, cut where the contract begins or ends in it. */
  from: Day
  to: Day
}

/**
 * So long after its end a period's values are waited for. A monthly bill must be out within three weeks (§ 40c (2) EnWG): a
 * week is left to issue it.
 */
const WAIT_DAYS = 14
/** How far back gaps are looked for: what is older was billed elsewhere or is for a person to look at. */
const MONTHS_BACK = 3

/** The months of smart meters that have been over for two weeks and still lack values of some days. */
export async function periodsToEstimate(
  db: Db,
  organizationId: OrganizationId,
  today: Day,
): Promise<PeriodWithGaps[]> {
  const lastEnd = addDays(today, -WAIT_DAYS)
  const periods: PeriodWithGaps[] = []
  // The month of `lastEnd` itself counts for contracts that ended in it.
  for (let back = MONTHS_BACK; back >= 0; back -= 1) {
    const month = addMonths(monthOf(lastEnd), -back)
    periods.push(...(await periodsWithGaps(db, organizationId, month, lastEnd)))
  }
  return periods
}

async function periodsWithGaps(
  db: Db,
  organizationId: OrganizationId,
  month: ReturnType<typeof monthOf>,
  lastEnd: Day,
): Promise<PeriodWithGaps[]> {
  const { rows } = await sql<{ id: SubscriptionId; first_day: Day; end_day: Day }>`
    with period as (
      select
        s.id, s.meter_id,
        greatest((s.start_at at time zone 'Europe/Berlin')::date, ${firstDayOf(month)}::date) as first_day,
        -- A contract without an end reaches to the end of the month: least() passes over null.
        least((s.end_at at time zone 'Europe/Berlin')::date, ${firstDayOf(addMonths(month, 1))}::date) as end_day
      from subscriptions s
      join meters m on m.organization_id = s.organization_id and m.id = s.meter_id
      where s.organization_id = ${organizationId} and m.type = 'smart'
    )
    select id, first_day, end_day from period
    where first_day < end_day and end_day <= ${lastEnd}::date and end_day - first_day > (
      select count(*) from interval_days d
      where d.organization_id = ${organizationId} and d.meter_id = period.meter_id
        and d.day >= period.first_day and d.day < period.end_day
    )
    order by id`.execute(db)
  return rows.map((row) => ({ subscriptionId: row.id, from: row.first_day, to: row.end_day }))
}
