import { conflict, unprocessable } from '../../domain/failure.ts'
import { newId } from '../../domain/identifiers.ts'
import { dayAt } from '../../domain/local-time.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { MeterReading, RecordMeterReading } from './meter-reading.ts'
import { listMeterReadings } from './queries.ts'

/**
 * Notes what an analog meter's register showed. It runs forward only, so a reading lies between its neighbours.
 * @throws Failure NOT_FOUND; UNPROCESSABLE_ENTITY with `unsupported_meter_reading` (smart meter),
 * `out_of_period_meter_reading` or `implausible_meter_reading`; CONFLICT with `duplicate_meter_reading`.
 */
export async function recordMeterReading(ctx: Ctx, input: RecordMeterReading): Promise<MeterReading> {
  const { subscriptionId, readOn, valueWh, type } = input
  const id = newId('meterReading')
  await inTransaction(ctx, async (tx) => {
    const contract = await getContract(tx, ctx.organizationId, subscriptionId)
    if (contract.meterType === 'smart') {
      throw unprocessable('subscription', 'A smart meter is read remotely.', 'unsupported_meter_reading')
    }
    if (
      readOn < contract.startOn ||
      (contract.endOn !== null && readOn > contract.endOn) ||
      readOn > dayAt(ctx.now)
    ) {
      throw unprocessable(
        'timestamp',
        'The reading lies outside the contract.',
        'out_of_period_meter_reading',
      )
    }
    // One reading of a meter at a time: whoever comes second compares with the first.
    await tx
      .selectFrom('meters')
      .select('id')
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', contract.meterId)
      .forNoKeyUpdate()
      .execute()
    for (const other of await listMeterReadings(tx, ctx.organizationId, subscriptionId)) {
      if (other.readOn === readOn) {
        throw conflict('timestamp', 'There is a reading for this day already.', 'duplicate_meter_reading')
      }
      if (other.readOn < readOn ? other.valueWh > valueWh : other.valueWh < valueWh) {
        throw unprocessable(
          'value',
          `The meter showed ${other.valueWh / 1000} kWh on ${other.readOn}; it only runs forward.`,
          'implausible_meter_reading',
        )
      }
    }
    await tx
      .insertInto('meter_readings')
      .values({
        organization_id: ctx.organizationId,
        id,
        customer_id: contract.customerId,
        subscription_id: subscriptionId,
        meter_id: contract.meterId,
        read_on: readOn,
        value_wh: valueWh,
        type,
        created_at: ctx.now.toString(),
      })
      .execute()
    await recordAudit(tx, ctx, {
      action: 'meter_reading.recorded',
      subject: id,
      customerId: contract.customerId,
    })
  })
  return { id, readOn, valueWh, type }
}
