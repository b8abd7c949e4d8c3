import type { Tx } from '../../db/database.ts'
import type { Id } from '../../domain/identifiers.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'
import type { Ctx } from '../ctx.ts'
import { recordDeliveredReadings } from '../meter-readings/record-delivered-readings.ts'
import { withStatuses } from '../usage/interval-days.ts'
import { type MeterDay, writeMeterDays } from '../usage/store-interval-days-batch.ts'
import type { DeliveredSeries, Problem } from './delivery.ts'
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
  /** Registers of a smart meter, whose quarter-hours count. */
  readingsIgnored: number
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
      readingsIgnored: 0,
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
    if (readings.length > 0) {
      const recorded = await recordDeliveredReadings(
        { ...ctx, db: tx },
        { meterId: meter.id, readings, importId },
      )
      result.readingsWritten = recorded.written
      result.readingsUnchanged = recorded.unchanged
      result.readingsIgnored = recorded.ignored.length
      problems.push(...recorded.problems)
    }
    results.push(result)
  }
  return results
}
