import type { Tx } from '../../db/database.ts'
import { Failure } from '../../domain/failure.ts'
import type { Id, OrganizationId } from '../../domain/identifiers.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'
import type { Ctx } from '../ctx.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { withStatuses } from '../usage/interval-days.ts'
import { type MeterDay, writeMeterDays } from '../usage/store-interval-days-batch.ts'
import type { DeliveredReading, DeliveredSeries, Problem } from './delivery.ts'
import type { Progress } from './parse-load-profile.ts'
import type { FoundMeter } from './resolve-meters.ts'

/** What a delivery changes for one meter. */
export interface MeterResult {
  meterId: FoundMeter['id']
  number: string
  malo: string | null
  direction: DeliveredSeries['direction']
  /** The first and the last day, or null where there are none. */
  from: Day | null
  to: Day | null
  totalWh: number
  daysWritten: number
  daysUnchanged: number
  readingsWritten: number
  readingsUnchanged: number
}

export type Assigned = DeliveredSeries & { meter: FoundMeter }

/** Takes out what cannot be stored now that the meters are known, and says why. */
export function takeFitting(series: readonly Assigned[], now: Ctx['now'], problems: Problem[]): Assigned[] {
  const today = dayAt(now)
  const known = new Map<string, number>()
  return series.map((each) => {
    const { meter, days } = each
    const [first] = days
    if (meter.type !== 'smart' && first) {
      problems.push({
        line: first.line,
        message: `Meter ${meter.number} is analog and has no quarter-hour values.`,
      })
      return { ...each, days: [] }
    }
    const fitting = days.filter(({ day, line }) => {
      const earlier = known.get(`${meter.id} ${day}`)
      known.set(`${meter.id} ${day}`, earlier ?? line)
      if (day >= today) problems.push({ line, message: `${day} has not passed yet.` })
      else if (earlier !== undefined)
        problems.push({
          line,
          message: `${day} of meter ${meter.number} was there already, from line ${earlier}.`,
        })
      else return true
      return false
    })
    return { ...each, days: fitting }
  })
}

const BATCH = 200

/** Writes what passed all checks; the caller has locked the meters. Readings that do not fit are added to the problems. */
export async function writeDelivery(
  tx: Tx,
  ctx: Ctx,
  series: readonly Assigned[],
  {
    importId,
    problems,
    onProgress,
  }: {
    importId: Id<'meterValueImport'>
    problems: Problem[]
    onProgress: ((progress: Progress) => void) | undefined
  },
): Promise<MeterResult[]> {
  const results: MeterResult[] = []
  const total = series.reduce((sum, { days }) => sum + days.length, 0)
  let done = 0
  for (const { meter, direction, days, readings } of series) {
    const result: MeterResult = {
      meterId: meter.id,
      number: meter.number,
      malo: meter.malo,
      direction,
      from: days[0]?.day ?? null,
      to: days.at(-1)?.day ?? null,
      totalWh: 0,
      daysWritten: 0,
      daysUnchanged: 0,
      readingsWritten: 0,
      readingsUnchanged: 0,
    }
    for (let from = 0; from < days.length; from += BATCH) {
      const batch: MeterDay[] = days.slice(from, from + BATCH).map(({ day, wh, statuses }) => {
        for (const value of wh) result.totalWh += value
        return { ...withStatuses(day, wh, statuses), meterId: meter.id }
      })
      const { written, unchanged } = await writeMeterDays(tx, ctx, batch, importId)
      result.daysWritten += written
      result.daysUnchanged += unchanged
      done += batch.length
      onProgress?.({ done, total })
    }
    for (const reading of readings) {
      const outcome = await writeReading(tx, ctx, { meter, reading, importId })
      if (typeof outcome === 'object') problems.push(outcome)
      else if (outcome === 'written') result.readingsWritten += 1
      else result.readingsUnchanged += 1
    }
    results.push(result)
  }
  return results
}

async function writeReading(
  tx: Tx,
  ctx: Ctx,
  {
    meter,
    reading,
    importId,
  }: { meter: FoundMeter; reading: DeliveredReading; importId: Id<'meterValueImport'> },
): Promise<'written' | 'unchanged' | Problem> {
  const { readOn, valueWh, estimated, line } = reading
  const type = estimated ? 'grid_estimation' : 'grid_reading'
  const known = await tx
    .selectFrom('meter_readings')
    .select(['value_wh', 'type'])
    .where('organization_id', '=', ctx.organizationId)
    .where('meter_id', '=', meter.id)
    .where('read_on', '=', readOn)
    .executeTakeFirst()
  if (known?.value_wh === valueWh && known.type === type) return 'unchanged'
  const subscriptionId = await contractOf(tx, ctx.organizationId, meter, readOn)
  if (!subscriptionId) return { line, message: `Meter ${meter.number} has no contract on ${readOn}.` }
  try {
    const { id } = await recordMeterReading({ ...ctx, db: tx }, { subscriptionId, readOn, valueWh, type })
    await tx
      .updateTable('meter_readings')
      .set({ import_id: importId })
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', id)
      .execute()
    return 'written'
  } catch (error) {
    // The verb decides before it writes, so the transaction stands.
    if (!(error instanceof Failure)) throw error
    return { line, message: `Reading of ${readOn}, meter ${meter.number}: ${error.message}` }
  }
}

async function contractOf(tx: Tx, organizationId: OrganizationId, meter: FoundMeter, on: Day) {
  const contracts = await tx
    .selectFrom('subscriptions')
    .select(['id', 'start_at', 'end_at'])
    .where('organization_id', '=', organizationId)
    .where('meter_id', '=', meter.id)
    .orderBy('start_at', 'desc')
    .execute()
  // A reading on the last day belongs to the contract that ends with it; one on a change of contracts to the new one.
  return contracts.find(
    ({ start_at, end_at }) => dayAt(start_at) <= on && (end_at === null || on <= dayAt(end_at)),
  )?.id
}
