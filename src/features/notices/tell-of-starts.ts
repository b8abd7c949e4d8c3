import { sql } from 'kysely'
import { addDays, dayAt, startOfDay } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { contractsToTell, recipientOf } from './contracts-to-tell.ts'
import { NEWS_DAYS, type StartNotice } from './notice.ts'

const CONTRACTS_AT_ONCE = 100

/**
 * Takes contracts whose first day of supply is settled and is not the one that the customer was told, and notes that they are
 * told: whoever calls writes the mails in the same transaction. Empty once nothing is left.
 */
export function tellOfStarts(ctx: Ctx): Promise<StartNotice[]> {
  return inTransaction(ctx, async (tx) => {
    const today = dayAt(ctx.now)
    const since = startOfDay(addDays(today, -NEWS_DAYS)).toString()
    const rows = await contractsToTell(tx, ctx.organizationId)
      .innerJoin('meters as m', (join) =>
        join.onRef('m.organization_id', '=', 's.organization_id').onRef('m.id', '=', 's.meter_id'),
      )
      .innerJoin('addresses as a', (join) =>
        join.onRef('a.organization_id', '=', 's.organization_id').onRef('a.id', '=', 's.address_id'),
      )
      .select(['s.start_at', 's.told_start_on', 'm.type as meter_type'])
      .select(['a.street', 'a.house_number', 'a.zip', 'a.city'])
      .where(
        // What has moved or been settled was updated, and may be a day gone by; what ran before there were notices is not news.
        sql<boolean>`s.updated_at >= ${since}::timestamptz
          and s.told_start_on is distinct from (s.start_at at time zone 'Europe/Berlin')::date
          and (s.told_start_on is not null or s.confirmed_at >= ${since}::timestamptz or s.start_at >= ${since}::timestamptz)
          and (s.end_at is null or s.end_at > s.start_at)
          and (s.status = 'active' or (s.status = 'pending' and s.confirmed_at is not null))`,
      )
      .orderBy('s.updated_at')
      .orderBy('s.id')
      .limit(CONTRACTS_AT_ONCE)
      .forNoKeyUpdate('s')
      .skipLocked()
      .execute()
    const notices = rows.map((row): StartNotice => ({
      ...recipientOf(row),
      startOn: dayAt(row.start_at),
      hasBegun: dayAt(row.start_at) < today,
      insteadOf: row.told_start_on,
      isAnalog: row.meter_type === 'analog',
      place: { street: row.street, houseNumber: row.house_number, zip: row.zip, city: row.city },
    }))
    for (const { subscriptionId, customerId, startOn } of notices) {
      await tx
        .updateTable('subscriptions')
        .set({ told_start_on: startOn })
        .where('organization_id', '=', ctx.organizationId)
        .where('id', '=', subscriptionId)
        .execute()
      await recordAudit(tx, ctx, {
        action: 'customer.told_of_start',
        subject: subscriptionId,
        customerId,
        details: { startOn },
      })
    }
    return notices
  })
}
