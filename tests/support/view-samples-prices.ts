import { readFileSync } from 'node:fs'
import type { PricePoint } from '../../src/domain/price-point.ts'
import { createFormat } from '../../src/ui/format.ts'

/** The real prices of 20 to 26 October 2025, as a household pays them. */

const series = (
  JSON.parse(
    readFileSync(
      new URL('../../src/demo/data/smard-de-lu-quarterhour-2025-10-20.json', import.meta.url),
      'utf8',
    ),
  ) as {
    series: [number, number][]
  }
).series

/** Exchange price plus what a Berlin household of 2025 pays on top, gross. */
const allIn = (eurPerMwh: number): number => Math.round((eurPerMwh * 1000 + 195_510) * 1.19)

const WEEK: PricePoint[] = series.map(([startsAt, price]) => ({
  startsAt,
  microEurPerKwh: allIn(price),
}))
export const RECENT: number[] = WEEK.map(({ microEurPerKwh }) => microEurPerKwh ?? 0)

/** Wednesday, 22 October 2025, 18:20 in Berlin. */
export const EVENING = Date.parse('2025-10-22T16:20:00Z')
const berlin = createFormat('de')

export const daysOf = (...days: string[]): PricePoint[] =>
  WEEK.filter(({ startsAt }) => days.includes(berlin.day(startsAt)))
