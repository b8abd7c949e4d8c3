import { notFound, unprocessable } from '../../domain/failure.ts'
import type { Id, MeterId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { checkIntervalDay, type IntervalDay } from './interval-days.ts'
import { type Stored, writeMeterDays } from './store-interval-days-batch.ts'

export interface StoreIntervalDays {
  meterId: MeterId
  days: readonly IntervalDay[]
  importId?: Id<'meterValueImport'>
}

/**
 * Stores a smart meter's quarter-hours day by day; a later delivery replaces an earlier one of the same day whole, and the
 * earlier one is kept as history. What is stored already changes nothing, and an estimate never replaces what was measured.
 */
export async function storeIntervalDays(
  ctx: Ctx,
  { meterId, days, importId }: StoreIntervalDays,
): Promise<Stored> {
  for (const day of days) checkIntervalDay(day)
  const last = new Map(days.map((day) => [day.day, day]))
  if (last.size < days.length) throw unprocessable('days', 'A day is there twice.')
  if (days.length === 0) return { written: 0, unchanged: 0 }
  return await inTransaction(ctx, async (tx) => {
    // Two deliveries for one meter wait for each other, so that no version of a day is counted twice.
    const meter = await tx
      .selectFrom('meters')
      .select(['type', 'customer_id'])
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', meterId)
      .forNoKeyUpdate()
      .executeTakeFirst()
    if (!meter) throw notFound('Meter')
    if (meter.type !== 'smart') throw unprocessable('meter', 'Only a smart meter has quarter-hour values.')
    const stored = await writeMeterDays(
      tx,
      ctx,
      days.map((day) => ({ ...day, meterId })),
      importId,
    )
    if (stored.written > 0) {
      await recordAudit(tx, ctx, {
        action: 'interval_days.stored',
        subject: meterId,
        customerId: meter.customer_id,
        details: { from: days[0]?.day, to: days.at(-1)?.day, days: stored.written },
      })
    }
    return stored
  })
}
