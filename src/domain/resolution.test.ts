import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ValueStatus } from './energy.ts'
import { addDays, type Day, daysInRange, quarterCount, quarterGrid, startOfDay } from './local-time.ts'
import { divideRounded } from './money.ts'
import { aggregate, leastCertain, type Resolution, RESOLUTIONS, type SeriesDay } from './resolution.ts'

const FIVE_YEARS = daysInRange('2024-01-01', '2029-01-01')
const EDGES: readonly Day[] = [
  '2024-12-31',
  '2025-03-30',
  '2025-10-26',
  '2026-03-29',
  '2026-12-31',
  '2028-02-29',
]
const anyRange = fc
  .tuple(
    fc.oneof(fc.constantFrom(...FIVE_YEARS), fc.constantFrom(...EDGES)),
    fc.integer({ min: 1, max: 120 }),
  )
  .map(([day, length]) => ({
    from: addDays(day, -Math.floor(length / 2)),
    to: addDays(day, Math.ceil(length / 2)),
  }))

/** Numbers that differ from one quarter-hour to the next, so that one lost or taken twice shows. */
function seriesDay(day: Day, fields: Partial<SeriesDay> = {}): SeriesDay {
  const seed = startOfDay(day).epochMilliseconds / 900_000
  const quarters = Array.from({ length: quarterCount(day) }, (_, index) => (seed + index * 7919) % 997)
  return { day, energyWh: quarters.reduce((a, b) => a + b, 0), quarters, status: 'final', ...fields }
}
const series = (from: Day, to: Day) => daysInRange(from, to).map((day) => seriesDay(day))
const sum = (buckets: readonly { energyWh: number }[]) =>
  buckets.reduce((total, { energyWh }) => total + energyWh, 0)
const iso = (epochMs: number) => new Date(epochMs).toISOString()

describe('a series at a coarser resolution', () => {
  it('keeps total and number of quarter-hours, its buckets meeting, in any range', () => {
    fc.assert(
      fc.property(anyRange, ({ from, to }) => {
        const days = series(from, to)
        const grid = quarterGrid(from, to)
        for (const resolution of RESOLUTIONS) {
          const buckets = aggregate(days, { from, to, resolution })
          expect([resolution, sum(buckets)]).toEqual([resolution, sum(days)])
          expect(buckets.reduce((total, { quarters }) => total + quarters, 0)).toBe(grid.length)
          expect(buckets[0]?.startsAt).toBe(startOfDay(from).epochMilliseconds)
          expect(buckets.at(-1)?.endsAt).toBe(startOfDay(to).epochMilliseconds)
          expect(buckets.slice(1).every(({ startsAt }, index) => startsAt === buckets[index]?.endsAt)).toBe(
            true,
          )
          expect(
            buckets.every((bucket) => bucket.endsAt - bucket.startsAt === bucket.quarters * 900_000),
          ).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('has each quarter-hour at its instant, and 23 or 25 hours on the days of the clock change', () => {
    for (const [day, hours] of [
      ['2026-03-29', 23],
      ['2025-10-26', 25],
      ['2025-10-27', 24],
    ] as const) {
      const value = seriesDay(day)
      const range = { from: day, to: addDays(day, 1) }
      const quarters = aggregate([value], { ...range, resolution: '15min' })
      expect(quarters.map(({ startsAt }) => startsAt)).toEqual(quarterGrid(range.from, range.to))
      expect(quarters.map(({ energyWh }) => energyWh)).toEqual(value.quarters)
      const byHour = aggregate([value], { ...range, resolution: 'hour' })
      expect(byHour).toHaveLength(hours)
      expect(byHour.map(({ energyWh }) => energyWh)).toEqual(
        Array.from({ length: hours }, (_, hour) =>
          value.quarters!.slice(hour * 4, hour * 4 + 4).reduce((a, b) => a + b),
        ),
      )
    }
  })

  it('cuts periods at the edges of the range and says so', () => {
    const range = { from: '2025-10-15', to: '2025-11-04' } as const
    const shown = (resolution: Resolution) =>
      aggregate(series(range.from, range.to), { ...range, resolution }).map(
        ({ period, startsAt, endsAt, quarters, complete }) => [
          period,
          iso(startsAt),
          iso(endsAt),
          quarters,
          complete,
        ],
      )
    expect(shown('week')).toEqual([
      ['2025-10-13', '2025-10-14T22:00:00.000Z', '2025-10-19T22:00:00.000Z', 480, false],
      ['2025-10-20', '2025-10-19T22:00:00.000Z', '2025-10-26T23:00:00.000Z', 676, true],
      ['2025-10-27', '2025-10-26T23:00:00.000Z', '2025-11-02T23:00:00.000Z', 672, true],
      ['2025-11-03', '2025-11-02T23:00:00.000Z', '2025-11-03T23:00:00.000Z', 96, false],
    ])
    expect(shown('month')).toEqual([
      ['2025-10-01', '2025-10-14T22:00:00.000Z', '2025-10-31T23:00:00.000Z', 1636, false],
      ['2025-11-01', '2025-10-31T23:00:00.000Z', '2025-11-03T23:00:00.000Z', 288, false],
    ])
    expect(shown('year')).toEqual([
      ['2025-01-01', '2025-10-14T22:00:00.000Z', '2025-11-03T23:00:00.000Z', 1924, false],
    ])
  })

  it('counts only what it has where days are missing, and leaves out a period without any', () => {
    const days = [seriesDay('2025-03-28'), seriesDay('2025-03-30'), seriesDay('2025-05-01')]
    const buckets = aggregate(days, { from: '2025-03-01', to: '2025-06-01', resolution: 'month' })
    expect(buckets.map(({ period, quarters, complete }) => [period, quarters, complete])).toEqual([
      ['2025-03-01', 188, false],
      ['2025-05-01', 96, false],
    ])
    expect(aggregate([], { from: '2025-03-01', to: '2025-06-01', resolution: 'hour' })).toEqual([])
  })

  it('crosses the year with its weeks and not with its months', () => {
    const range = { from: '2026-12-21', to: '2027-01-11' } as const
    const by = (resolution: Resolution) =>
      aggregate(series(range.from, range.to), { ...range, resolution }).map(({ period, quarters }) => [
        period,
        quarters,
      ])
    expect(by('week')).toEqual([
      ['2026-12-21', 672],
      ['2026-12-28', 672],
      ['2027-01-04', 672],
    ])
    expect(by('month')).toEqual([
      ['2026-12-01', 1056],
      ['2027-01-01', 960],
    ])
    expect(by('year')).toEqual([
      ['2026-01-01', 1056],
      ['2027-01-01', 960],
    ])
  })

  it('is as certain as its least certain value, and costs nothing known while one cost is missing', () => {
    const statuses: ValueStatus[] = Array.from({ length: 96 }, (_, index) =>
      index === 5 ? 'substitute' : 'final',
    )
    const days = [
      seriesDay('2025-11-01', { status: 'substitute', statuses, costCents: 40 }),
      seriesDay('2025-11-02', { status: 'preliminary', costCents: 2 }),
      seriesDay('2025-12-01', { costCents: null }),
      seriesDay('2025-12-02', { costCents: 7 }),
    ]
    const range = { from: '2025-11-01', to: '2026-01-01' } as const
    const months = aggregate(days, { ...range, resolution: 'month' })
    expect(months.map(({ status, costCents }) => [status, costCents])).toEqual([
      ['substitute', 42],
      ['final', null],
    ])
    const hours = aggregate(days, { ...range, resolution: 'hour' })
    expect(hours.slice(0, 3).map(({ status }) => status)).toEqual(['final', 'substitute', 'final'])
    expect(hours[24]?.status).toBe('preliminary')
    expect(leastCertain('estimated', 'final')).toBe('estimated')
  })

  it('lays the cents of a day on its hours so that they add up to it, credits too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -9_000_000, max: 90_000_000 }), { minLength: 96, maxLength: 96 }),
        (nano) => {
          const costCents = divideRounded(
            nano.reduce((a, b) => a + b, 0),
            10_000_000,
          )
          const day = seriesDay('2025-11-01', { costCents, quarterCostsNano: nano })
          for (const resolution of ['15min', 'hour'] as const) {
            const buckets = aggregate([day], { from: '2025-11-01', to: '2025-11-02', resolution })
            const size = 96 / buckets.length
            expect(buckets.reduce((total, bucket) => total + (bucket.costCents ?? Number.NaN), 0)).toBe(
              costCents,
            )
            for (const [index, bucket] of buckets.entries()) {
              const exact =
                nano.slice(index * size, index * size + size).reduce((a, b) => a + b, 0) / 10_000_000
              expect(Math.abs((bucket.costCents ?? Number.NaN) - exact)).toBeLessThan(1)
            }
          }
        },
      ),
    )
  })

  it('does not make up quarter-hours of a day that has none', () => {
    const day = seriesDay('2025-11-01', { quarters: null })
    const range = { from: '2025-11-01', to: '2025-11-02' } as const
    expect(aggregate([day], { ...range, resolution: 'day' })[0]).toMatchObject({
      quarters: 96,
      complete: true,
    })
    expect(() => aggregate([day], { ...range, resolution: 'hour' })).toThrow(
      '2025-11-01 has no quarter-hours',
    )
  })
})
