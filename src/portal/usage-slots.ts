import {
  type Day,
  daysInRange,
  firstDayOf,
  monthsInRange,
  QUARTER_MS,
  quartersInRange,
  startOfDay,
} from '../domain/local-time.ts'
import { divideRounded } from '../domain/money.ts'
import { aggregate, type Bucket } from '../domain/resolution.ts'
import { type UsageDetailDay, withQuarterCosts } from '../features/usage/usage-export-days.ts'
import type { ShownStep, UsageSlot } from './usage-view-model.ts'

/** Every place on the time axis of `[from, to)`, in order, with its value where there is one: figures as usageSeries has them. */
export function usageSlots(
  days: readonly UsageDetailDay[],
  { from, to }: { from: Day; to: Day },
  step: ShownStep,
): UsageSlot[] {
  const isFine = step === '15min' || step === 'hour'
  const buckets = aggregate(isFine ? withQuarterCosts(days) : days, { from, to, resolution: step })
  const known = new Map(buckets.map((bucket) => [isFine ? bucket.startsAt : bucket.period, bucket]))
  if (!isFine) {
    const names = step === 'day' ? daysInRange(from, to) : monthsInRange(from, to).map(firstDayOf)
    return names.map((day) => {
      const bucket = known.get(day)
      const startsAt = startOfDay(day).epochMilliseconds
      return { day, startsAt, endsAt: startsAt, ...valueOf(bucket), microEurPerKwh: meanPaid(bucket) }
    })
  }
  const size = (step === 'hour' ? 4 : 1) * QUARTER_MS
  const midnight = startOfDay(from).epochMilliseconds
  const prices = pricesByStart(days, size)
  const places = (quartersInRange(from, to) * QUARTER_MS) / size
  return Array.from({ length: places }, (_, index) => {
    const startsAt = midnight + index * size
    const bucket = known.get(startsAt)
    return {
      day: bucket?.period ?? from,
      startsAt,
      endsAt: startsAt + size,
      ...valueOf(bucket),
      microEurPerKwh: prices.get(startsAt) ?? null,
    }
  })
}

const valueOf = (bucket: Bucket | undefined): Pick<UsageSlot, 'wh' | 'status' | 'costCents'> => ({
  wh: bucket?.energyWh ?? null,
  status: bucket?.status ?? 'final',
  costCents: bucket?.costCents ?? null,
})

/** A cent is 10,000 micro-EUR, a kWh 1,000 Wh. */
const meanPaid = (bucket: Bucket | undefined): number | null =>
  bucket === undefined || bucket.costCents === null || bucket.energyWh === 0
    ? null
    : divideRounded(bucket.costCents * 10_000_000, bucket.energyWh)

/** The mean price of each stretch of `size` milliseconds. */
function pricesByStart(days: readonly UsageDetailDay[], size: number): Map<number, number> {
  const count = size / QUARTER_MS
  const means = new Map<number, number>()
  for (const { day, pricesMicroEurPerKwh: prices } of days) {
    if (!prices) continue
    const midnight = startOfDay(day).epochMilliseconds
    for (let index = 0; index < prices.length; index += count) {
      const sum = prices.slice(index, index + count).reduce((total, price) => total + price, 0)
      means.set(midnight + index * QUARTER_MS, divideRounded(sum, count))
    }
  }
  return means
}
