/**
 * Integers only. Money is cents; a unit price is micro-EUR per kWh (1 ct = 10,000); energy is Wh. A price times an
 * energy is nano-EUR, and sums of nano-EUR stay exact up to nine million euros.
 */
export const NANO_PER_CENT = 10_000_000
export const MICRO_PER_CENT = 10_000

/** Umsatzsteuer on electricity supplied to end customers (§ 12 UStG). */
export const VAT_PERCENT = 19

/** Commercial rounding: half a unit goes away from zero, so a credit is rounded like the charge it undoes. */
export function divideRounded(numerator: number, denominator: number): number {
  const whole = Math.trunc(numerator / denominator)
  const rest = Math.abs(numerator - whole * denominator)
  const up = rest * 2 >= Math.abs(denominator)
  const result = up ? whole + Math.sign(numerator) * Math.sign(denominator) : whole
  return result === 0 ? 0 : result
}

/** `value × numerator / denominator` with a positive denominator, rounded once, however large the product. */
export function multiplyDivide(value: number, numerator: number, denominator: number): number {
  const product = value * numerator
  if (Math.abs(product) < Number.MAX_SAFE_INTEGER) return divideRounded(product, denominator)
  const exact = BigInt(Math.abs(value)) * BigInt(Math.abs(numerator))
  const divisor = BigInt(denominator)
  return Math.sign(product) * Number((exact * 2n + divisor) / (divisor * 2n))
}

export const centsFromNano = (nanoEur: number): number => divideRounded(nanoEur, NANO_PER_CENT)

/** The tax on a net amount, in the unit of that amount. */
export const vatOn = (net: number, percent: number = VAT_PERCENT): number => divideRounded(net * percent, 100)

/** Net plus tax, rounded once to the unit of the amount. */
export const grossOf = (net: number, percent: number = VAT_PERCENT): number =>
  divideRounded(net * (100 + percent), 100)

/** The net amount inside a gross one, rounded once. */
export const netOf = (gross: number, percent: number = VAT_PERCENT): number =>
  divideRounded(gross * 100, 100 + percent)

/**
 * Rounds parts so that they add up to the rounded whole: each is rounded down, and the units that are missing go to the
 * parts that lost most (largest remainder). The parts are `numerators / denominator`; `whole` is given where the whole is
 * itself a rounded part of something.
 */
export function roundParts(
  numerators: readonly number[],
  denominator: number,
  whole = divideRounded(
    numerators.reduce((total, numerator) => total + numerator, 0),
    denominator,
  ),
): number[] {
  const floors = numerators.map((numerator) => Math.floor(numerator / denominator))
  let missing = whole - floors.reduce((total, floor) => total + floor, 0)
  const byLoss = numerators
    .map((numerator, index) => ({ index, loss: numerator - (floors[index] ?? 0) * denominator }))
    .sort((a, b) => b.loss - a.loss || a.index - b.index)
  for (const { index } of byLoss) {
    if (missing <= 0) break
    floors[index] = (floors[index] ?? 0) + 1
    missing -= 1
  }
  return floors
}
