import { refusedAt } from './price-series.ts'

/** Harmonised limits of the day-ahead auction, with room for the next raise of the upper one. */
const LOWEST_MICRO_EUR_PER_KWH = -500_000
const HIGHEST_MICRO_EUR_PER_KWH = 10_000_000

export const isWithinLimits = (microEurPerKwh: number): boolean =>
  Number.isInteger(microEurPerKwh) &&
  microEurPerKwh >= LOWEST_MICRO_EUR_PER_KWH &&
  microEurPerKwh <= HIGHEST_MICRO_EUR_PER_KWH

/** The auction's prices have two decimals in EUR/MWh, which are five in EUR/kWh: a hundredth is ten millionths of a euro per kWh. */
const DECIMALS = { 'EUR/MWh': 2, 'EUR/kWh': 5 } as const
const MICRO_EUR_PER_LAST_DECIMAL = 10

/**
 * Reads a decimal number digit by digit, so that no float is rounded on the way.
 * @throws Failure for text that is no number, has more decimals than prices have, or lies beyond the auction's limits.
 */
export function exactPrice(text: string, unit: keyof typeof DECIMALS, where: string): number {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d{1,9})(?:\.(\d+))?$/.exec(text) ?? []
  if (whole === '') throw refusedAt(where, `“${text}” is no price in ${unit}.`)
  const decimals = DECIMALS[unit]
  const digits = fraction.replace(/0+$/, '')
  if (digits.length > decimals)
    throw refusedAt(where, `${text} ${unit} has more than the ${decimals} decimals that prices have.`)
  const size = Number(whole + digits.padEnd(decimals, '0')) * MICRO_EUR_PER_LAST_DECIMAL
  const microEurPerKwh = sign === '-' ? 0 - size : size
  if (!isWithinLimits(microEurPerKwh))
    throw refusedAt(where, `${text} ${unit} lies outside the limits of the auction.`)
  return microEurPerKwh
}

/** Whether a source's name for a unit means EUR/MWh: `EUR / MWh`, `Eur/MWh`. */
export function checkUnit(unit: string, where: string): void {
  if (unit.replaceAll(' ', '').toLowerCase() !== 'eur/mwh')
    throw refusedAt(where, `Prices come in EUR/MWh, not in “${unit}”.`)
}
