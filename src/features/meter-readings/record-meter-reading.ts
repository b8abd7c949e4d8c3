import { conflict, unprocessable } from '../../domain/failure.ts'
import { dayAt } from '../../domain/local-time.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { MeterReading, RecordMeterReading } from './meter-reading.ts'
import { listMeterReadings } from './queries.ts'
import { orderProblem } from './reading-order.ts'
import { lockMeter, storeMeterReading } from './store-meter-reading.ts'

/**
 * Notes what an analog meter's register showed. It runs forward only, so a reading lies between its neighbours.
 * @throws Failure NOT_FOUND; UNPROCESSABLE_ENTITY with `unsupported_meter_reading` (smart meter),
 * `out_of_period_meter_reading` or `implausible_meter_reading`; CONFLICT with `duplicate_meter_reading`.
 */
export async function recordMeterReading(ctx: Ctx, input: RecordMeterReading): Promise<MeterReading> {
  const { subscriptionId, readOn, valueWh, type } = input
  return inTransaction(ctx, async (tx) => {
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
    await lockMeter(tx, ctx, contract.meterId)
    const readings = await listMeterReadings(tx, ctx.organizationId, subscriptionId)
    if (readings.some((other) => other.readOn === readOn)) {
      throw conflict('timestamp', 'There is a reading for this day already.', 'duplicate_meter_reading')
    }
    const problem = orderProblem(readings, { readOn, valueWh })
    if (problem !== null) throw unprocessable('value', problem, 'implausible_meter_reading')
    return storeMeterReading(tx, ctx, contract, { readOn, valueWh, type })
  })
}
