export type DecimalSign = ',' | '.'
export const UNITS = ['kWh', 'Wh', 'kW', 'W'] as const
export type Unit = (typeof UNITS)[number]

const SPACES = " \u00a0\u202f’'"
const COMMA = new RegExp(`^[+-]?(\\d+|[1-9]\\d{0,2}([.${SPACES}]\\d{3})+)(,\\d*)?$`)
const POINT = new RegExp(`^[+-]?(\\d+|[1-9]\\d{0,2}([,${SPACES}]\\d{3})+)(\\.\\d*)?$`)

export const looksLikeNumber = (text: string): boolean => COMMA.test(text) || POINT.test(text)

/**
 * Which sign stands before the decimals. `1.234` alone could be either, so it decides nothing; what stands behind a leading
 * zero, or is not three digits long, does.
 * @returns null when the numbers have no such sign at all, undefined when they leave it open or contradict each other.
 */
export function recogniseDecimalSign(texts: readonly string[]): DecimalSign | null | undefined {
  if (!texts.some((text) => /[.,]/.test(text))) return null
  const notComma = texts.filter((text) => !COMMA.test(text)).length
  const notPoint = texts.filter((text) => !POINT.test(text)).length
  // A few bad values do not make the sign uncertain; they are told by line when the rows are read.
  if (notComma * 10 < notPoint) return ','
  return notPoint * 10 < notComma ? '.' : undefined
}

/** Millionths of the number's unit, rounded; NaN for anything that is not a number written with this sign. */
export function readMillionths(text: string, decimal: DecimalSign | null): number {
  const isPlain = decimal === ',' ? COMMA.test(text) : POINT.test(text)
  if (!isPlain) return Number.NaN
  const digits =
    decimal === ',' ? text.replace(/[^\d,+-]/g, '').replace(',', '.') : text.replace(/[^\d.+-]/g, '')
  return Math.round(Number(digits) * 1_000_000)
}

/**
 * Energy of a quarter-hour in quarters of a milliwatt-hour, in which every unit is whole: a power of 1 W over a quarter of
 * an hour is 0.25 Wh.
 */
const QUARTER_MILLIWH_PER_MILLIONTH: Record<Unit, number> = { kWh: 4, kW: 1, Wh: 0.004, W: 0.001 }
export const QUARTER_MILLIWH_PER_WH = 4000

export const toQuarterMilliWh = (millionths: number, unit: Unit): number =>
  Math.round(millionths * QUARTER_MILLIWH_PER_MILLIONTH[unit])

/**
 * Whole watt-hours. A value of kW, or of kWh with more than three decimals, may end in a fraction of one: the fraction goes to
 * the next quarter-hour of the day, so that the day's total is right to the watt-hour. Nothing passes midnight, as a day may
 * be delivered again without its neighbours.
 */
export function wholeWattHours(quarterMilliWh: readonly number[]): number[] {
  let rest = 0
  return quarterMilliWh.map((value) => {
    const exact = value + rest
    const wh = Math.max(0, Math.round(exact / QUARTER_MILLIWH_PER_WH))
    rest = exact - wh * QUARTER_MILLIWH_PER_WH
    return wh
  })
}
