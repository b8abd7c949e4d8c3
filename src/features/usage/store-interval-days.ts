import { sql } from 'kysely'
import { totalWh } from '../../domain/energy.ts'
import { notFound, unprocessable } from '../../domain/failure.ts'
import type { MeterId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { checkIntervalDay, type IntervalDay, STORED_STATUS } from './interval-days.ts'

/** Stores a smart meter's quarter-hours day by day; a later delivery replaces an earlier one of the same day whole. */
export async function storeIntervalDays(
  ctx: Ctx,
  { meterId, days }: { meterId: MeterId; days: readonly IntervalDay[] },
): Promise<void> {
  for (const day of days) checkIntervalDay(day)
  if (days.length === 0) return
  await inTransaction(ctx, async (tx) => {
    const meter = await tx
      .selectFrom('meters')
      .select(['type', 'customer_id'])
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', meterId)
      .executeTakeFirst()
    if (!meter) throw notFound('Meter')
    if (meter.type !== 'smart') throw unprocessable('meter', 'Only a smart meter has quarter-hour values.')
    await sql`
      insert into interval_days (organization_id, meter_id, day, wh, total_wh, status)
      select ${ctx.organizationId}, ${meterId}, day, wh::integer[], total_wh, status
      from unnest(
        ${days.map(({ day }) => day)}::date[],
        ${days.map(({ wh }) => `{${wh.join(',')}}`)}::text[],
        ${days.map(({ wh }) => totalWh(wh))}::integer[],
        ${days.map(({ status }) => STORED_STATUS[status])}::text[]
      ) as given (day, wh, total_wh, status)
      on conflict (organization_id, meter_id, day) do update
      set wh = excluded.wh, total_wh = excluded.total_wh, status = excluded.status`.execute(tx)
    await recordAudit(tx, ctx, {
      action: 'interval_days.stored',
      subject: meterId,
      customerId: meter.customer_id,
      details: { from: days[0]?.day, to: days.at(-1)?.day, days: days.length },
    })
  })
}
