import { type Day, daysBetween, daysInYear, yearOf } from './local-time.ts'
import { multiplyDivide } from './money.ts'

/** The part of a year that a range of days makes up, as an exact fraction: each day is 1/365 or 1/366 of its year. */
export interface YearShare {
  numerator: number
  denominator: number
}

const COMMON = 365 * 366

/** Of the days `[from, to)`. */
export function yearShare(from: Day, to: Day): YearShare {
  let numerator = 0
  for (let year = yearOf(from); `${year}-01-01` < to; year += 1) {
    const start = from > `${year}-01-01` ? from : (`${year}-01-01` as Day)
    const end = to < `${year + 1}-01-01` ? to : (`${year + 1}-01-01` as Day)
    numerator += daysBetween(start, end) * (COMMON / daysInYear(year))
  }
  return { numerator, denominator: COMMON }
}

/** What an amount per year comes to over `[from, to)`, in nano-EUR, rounded once. */
export function shareNano(microEurPerYear: number, { numerator, denominator }: YearShare): number {
  return multiplyDivide(microEurPerYear * 1000, numerator, denominator)
}
