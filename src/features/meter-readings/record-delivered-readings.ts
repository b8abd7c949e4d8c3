import type { Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { Id, MeterId } from '../../domain/identifiers.ts'
import { type Day, dayAt } from '../../domain/local-time.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import type { DeliveredReading, Problem } from '../meter-values/delivery.ts'
import type { MeterReading } from './meter-reading.ts'
import { orderProblem } from './reading-order.ts'
import {
  lockMeter,
  type ReadingOwner,
  replaceMeterReading,
  storeMeterReading,
} from './store-meter-reading.ts'

export interface RecordDeliveredReadings {
  meterId: MeterId
  readings: readonly DeliveredReading[]
  importId?: Id<'meterValueImport'>
}

export interface RecordedReadings {
  written: number
  /** Stored before with the same value and origin. */
  unchanged: number
  /** Rightly delivered, but nothing that we keep. */
  ignored: Problem[]
  /** Not stored, because they cannot be right. */
  problems: Problem[]
}

/** One that nobody has looked at yet may be wrong: it speaks against no other. */
interface StoredReading extends MeterReading {
  needsReview: boolean
}

interface Candidate {
  reading: Omit<MeterReading, 'id'>
  owner: ReadingOwner
  before: StoredReading | undefined
  line: number
}

/**
 * Stores what the grid operator read off a meter. Where there is a reading of that day already, the market's comes first
 * (§ 40a (1) EnWG: the metering operator's value before the customer's own) and the audit trail keeps the other; an
 * estimate, though, never displaces what somebody read. Of a later delivery the later value counts.
 * @throws Failure NOT_FOUND, also for another organisation's meter.
 */
export function recordDeliveredReadings(
  ctx: Ctx,
  { meterId, readings, importId }: RecordDeliveredReadings,
): Promise<RecordedReadings> {
  return inTransaction(ctx, async (tx) => {
    const outcome: RecordedReadings = { written: 0, unchanged: 0, ignored: [], problems: [] }
    const meter = await tx
      .selectFrom('meters')
      .select('type')
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', meterId)
      .executeTakeFirst()
    if (!meter) throw notFound('Meter')
    if (meter.type === 'smart') {
      // The market delivers a smart meter's register beside its quarter-hours, of which it is the sum.
      outcome.ignored = readings.map(({ readOn, line }) => ({
        line,
        message: `A smart meter is billed by its quarter-hours; its register of ${readOn} is not kept.`,
      }))
      return outcome
    }
    await lockMeter(tx, ctx, meterId)
    const stored = await readingsOfMeter(tx, ctx, meterId)
    const candidates = choose(
      readings,
      stored,
      await contractsOfMeter(tx, ctx, meterId),
      dayAt(ctx.now),
      outcome,
    )
    for (const { reading, owner, before } of inOrder(candidates, stored, outcome)) {
      if (before) await replaceMeterReading(tx, ctx, owner, before, reading, importId)
      else await storeMeterReading(tx, ctx, owner, reading, importId)
      outcome.written += 1
    }
    return outcome
  })
}

/** The readings that would change something, each with the contract that it belongs to. */
function choose(
  readings: readonly DeliveredReading[],
  stored: readonly StoredReading[],
  contracts: readonly MeterContract[],
  today: Day,
  outcome: RecordedReadings,
): Candidate[] {
  const seen = new Map<Day, number>()
  return readings.flatMap(({ readOn, valueWh, estimated, line }) => {
    const twin = seen.get(readOn)
    if (twin === valueWh) return []
    if (twin !== undefined) {
      const message = `There are two readings of ${readOn}: ${twin / 1000} kWh and ${valueWh / 1000} kWh.`
      outcome.problems.push({ line, message })
      return []
    }
    seen.set(readOn, valueWh)
    const owner = contracts.find(
      ({ startOn, endOn }) => readOn >= startOn && (endOn === null || readOn <= endOn),
    )
    if (!owner || readOn > today) {
      const message = `The reading of ${readOn} lies ${owner ? 'in the future' : 'outside of any contract of its meter'}.`
      outcome.problems.push({ line, message })
      return []
    }
    const type = estimated ? ('grid_estimation' as const) : ('grid_reading' as const)
    const before = stored.find((other) => other.readOn === readOn)
    if (before?.type === type && before.valueWh === valueWh) {
      outcome.unchanged += 1
      return []
    }
    if (before && estimated && before.type !== 'grid_estimation' && !before.needsReview) {
      const message = `The estimate of ${readOn} is not kept: the meter was read on that day.`
      outcome.ignored.push({ line, message })
      return []
    }
    return [{ reading: { readOn, valueWh, type }, owner, before, line }]
  })
}

/** Those that fit to each other and to what stays; the reasons of the others go to the outcome. */
function inOrder(
  candidates: Candidate[],
  stored: readonly StoredReading[],
  outcome: RecordedReadings,
): Candidate[] {
  let fitting = candidates
  for (;;) {
    const replaced = new Set(fitting.map(({ reading }) => reading.readOn))
    const register = [
      ...stored.filter(({ readOn, needsReview }) => !needsReview && !replaced.has(readOn)),
      ...fitting.map(({ reading }) => reading),
    ]
    const remaining = fitting.filter(({ reading, line }) => {
      const message = orderProblem(register, reading)
      if (message !== null) outcome.problems.push({ line, message: `${reading.readOn}: ${message}` })
      return message === null
    })
    // What a refused one would have replaced stays, and the others have to fit to that.
    if (remaining.length === fitting.length) return remaining
    fitting = remaining
  }
}

interface MeterContract extends ReadingOwner {
  startOn: Day
  endOn: Day | null
}

/** The newest first: on the day on which one ends and the next begins, the reading opens the new one. */
async function contractsOfMeter(tx: Tx, ctx: Ctx, meterId: MeterId): Promise<MeterContract[]> {
  const rows = await tx
    .selectFrom('subscriptions')
    .select(['id', 'customer_id', 'start_at', 'end_at'])
    .where('organization_id', '=', ctx.organizationId)
    .where('meter_id', '=', meterId)
    .orderBy('start_at', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    customerId: row.customer_id,
    meterId,
    startOn: dayAt(row.start_at),
    endOn: row.end_at && dayAt(row.end_at),
  }))
}

async function readingsOfMeter(tx: Tx, ctx: Ctx, meterId: MeterId): Promise<StoredReading[]> {
  const rows = await tx
    .selectFrom('meter_readings')
    .select(['id', 'read_on', 'value_wh', 'type', 'needs_review'])
    .where('organization_id', '=', ctx.organizationId)
    .where('meter_id', '=', meterId)
    .orderBy('read_on')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    readOn: row.read_on,
    valueWh: row.value_wh,
    type: row.type,
    needsReview: row.needs_review,
  }))
}
