import type { DatedFeeWindow } from './grid-fee-windows.ts'

/** A grid operator's working prices by level, net micro-EUR per kWh. */
export interface GridPrices {
  low: number
  standard: number
  high: number
}

/** Price sheets state hundredths of a cent, so a price at the limit may lie half of one beyond it, and so may the limit. */
const ROUNDING_MICRO_EUR = 100
const LEAST_HIGH_QUARTERS_A_DAY = 8
const LEAST_QUARTERS_OF_THE_YEAR = 2

/**
 * What is wrong with a grid operator's module 3 of one year, in sentences; empty when nothing is. The rules are those of
 * BNetzA BK8-22/010-A: high hours cost at most twice the standard price and make up at least two hours of a day, low hours
 * cost 10 to 40 % of it, and the levels are used in at least two quarters of the year.
 */
export function gridFeeProblems(windows: readonly DatedFeeWindow[], prices: GridPrices | null): string[] {
  return [...(prices ? priceProblems(prices) : []), ...windowProblems(windows)]
}

function priceProblems({ low, standard, high }: GridPrices): string[] {
  const share = (price: number) => `${((price / standard) * 100).toFixed(1)} % of the standard price`
  const problems: string[] = []
  if (standard <= 0) return ['The standard price must be above zero.']
  if (low * 10 < standard - ROUNDING_MICRO_EUR * 10 || low * 10 > standard * 4 + ROUNDING_MICRO_EUR * 10) {
    problems.push(`The low price is ${share(low)}, but must be 10 to 40 %.`)
  }
  if (high < standard || high > standard * 2 + ROUNDING_MICRO_EUR) {
    problems.push(`The high price is ${share(high)}, but must be 100 to 200 %.`)
  }
  return problems
}

function windowProblems(windows: readonly DatedFeeWindow[]): string[] {
  const problems: string[] = []
  const quarters = [...Map.groupBy(windows, ({ quarter }) => quarter)].sort(([a], [b]) => a - b)
  if (quarters.length < LEAST_QUARTERS_OF_THE_YEAR) {
    problems.push('The windows must be used in at least two quarters of the year.')
  }
  for (const [quarter, used] of quarters) {
    const where = `In quarter ${quarter}`
    const sorted = used.toSorted((a, b) => a.starts - b.starts)
    for (const [index, { level, starts, ends }] of sorted.entries()) {
      const next = sorted[index + 1]
      if (starts < 0 || ends > 96 || starts >= ends) {
        problems.push(`${where} the ${level} window from ${clock(starts)} to ${clock(ends)} is none.`)
      } else if (next && next.starts < ends) {
        problems.push(`${where} the windows from ${clock(starts)} and from ${clock(next.starts)} overlap.`)
      }
    }
    const high = used
      .filter(({ level }) => level === 'high')
      .reduce((sum, { starts, ends }) => sum + ends - starts, 0)
    if (high < LEAST_HIGH_QUARTERS_A_DAY) {
      problems.push(`${where} the high price holds for ${high / 4} hours a day, but must for at least 2.`)
    }
  }
  return problems
}

/** `17:15`. */
const clock = (quarter: number): string =>
  `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`
