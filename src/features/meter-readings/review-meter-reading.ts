import { notFound, unprocessable } from '../../domain/failure.ts'
import type { Id } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { listMeterReadings } from './queries.ts'
import { orderProblem } from './reading-order.ts'
import { lockMeter } from './store-meter-reading.ts'

/**
 * Decides about an unusual reading: `accept` makes it count, `discard` takes it away, so that the day can be reported anew.
 * @throws Failure NOT_FOUND, also for one that waits for no review; UNPROCESSABLE_ENTITY for a value that can never count.
 */
export function reviewMeterReading(
  ctx: Ctx,
  { readingId, decision }: { readingId: Id<'meterReading'>; decision: 'accept' | 'discard' },
): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const find = () =>
      tx
        .selectFrom('meter_readings')
        .select(['customer_id', 'subscription_id', 'meter_id', 'read_on', 'value_wh', 'message'])
        .where('organization_id', '=', ctx.organizationId)
        .where('id', '=', readingId)
        .where('needs_review', '=', true)
    const found = await find().executeTakeFirst()
    if (found) await lockMeter(tx, ctx, found.meter_id)
    // Looked up again under the lock: two people may decide at once.
    const row = found && (await find().executeTakeFirst())
    if (!row) throw notFound('Meter reading to review')
    const reading = { readOn: row.read_on, valueWh: row.value_wh }
    if (decision === 'accept') {
      const readings = await listMeterReadings(tx, ctx.organizationId, row.subscription_id)
      const problem = orderProblem(readings, reading)
      if (problem !== null) throw unprocessable('value', problem, 'implausible_meter_reading')
      await tx
        .updateTable('meter_readings')
        .set({ needs_review: false })
        .where('organization_id', '=', ctx.organizationId)
        .where('id', '=', readingId)
        .execute()
    } else {
      for (const [table, column] of [
        ['reading_photos', 'reading_id'],
        ['meter_readings', 'id'],
      ] as const) {
        await tx
          .deleteFrom(table)
          .where('organization_id', '=', ctx.organizationId)
          .where(column, '=', readingId)
          .execute()
      }
    }
    await recordAudit(tx, ctx, {
      action: decision === 'accept' ? 'meter_reading.accepted' : 'meter_reading.discarded',
      subject: readingId,
      customerId: row.customer_id,
      details: { ...reading, message: row.message },
    })
  })
}
