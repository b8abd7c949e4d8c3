import type { Temporal } from 'temporal-polyfill'
import { instantAt, parseDay } from '../domain/local-time.ts'

/** Amounts as people write them, read exactly into the integers that are stored: no float ever holds a price. */

/** @throws RangeError when the text is no plain decimal number or has more digits than the integer can hold. */
function scaled(text: string, decimals: number, example: string): number {
  const [, sign = '', whole, fraction = ''] = /^([+-]?)(\d{1,9})(?:\.(\d+))?$/.exec(text.trim()) ?? []
  if (whole === undefined) throw new RangeError(`"${text}" is not an amount; write it like ${example}`)
  if (fraction.length > decimals) {
    throw new RangeError(`"${text}" has more than ${decimals} decimals; it would have to be rounded`)
  }
  const units = Number(whole + fraction.padEnd(decimals, '0'))
  return sign === '-' && units !== 0 ? -units : units
}

/** EUR with at most two decimals → cents. */
export const parseEuro = (text: string): number => scaled(text, 2, '9.90')

/** ct/kWh with at most four decimals → micro-EUR per kWh (1 ct = 10,000). */
export const parseCentPerKwh = (text: string): number => scaled(text, 4, '1.5')

/** @throws RangeError for anything but a whole number that is not negative. */
export function parseWhole(text: string): number {
  if (!/^\d{1,9}$/.test(text.trim())) throw new RangeError(`"${text}" is not a whole number`)
  return Number(text)
}

const SECONDS: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400 }

/** `90s`, `5m`, `12h`, `7d` → seconds. A bare number is refused: it could mean any of them. */
export function parseDuration(text: string): number {
  const [, count, unit = ''] = /^(\d{1,7})([smhd])$/.exec(text.trim()) ?? []
  if (count === undefined) throw new RangeError(`"${text}" is not a duration; write 90s, 5m, 12h or 7d`)
  return Number(count) * (SECONDS[unit] ?? 1)
}

/** `2026-12-01T09:30`, as a clock in Berlin shows it. A day alone is refused: nobody waits at home for a day. */
export function parseMoment(text: string): Temporal.Instant {
  const [, day, time = ''] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)$/.exec(text.trim()) ?? []
  try {
    if (day !== undefined) return instantAt(parseDay(day), time)
  } catch {
    // A day or a time that no calendar and no clock has.
  }
  throw new RangeError(`"${text}" is not a moment; write it like 2026-12-01T09:30`)
}

/** 990 → `9.90 EUR`. */
export const formatEuro = (cents: number): string => `${decimal(cents, 2, 2)} EUR`

/** 15000 → `1.5 ct/kWh`. */
export const formatCentPerKwh = (microEurPerKwh: number): string => `${decimal(microEurPerKwh, 4, 0)} ct/kWh`

function decimal(units: number, decimals: number, keep: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0')
  const whole = digits.slice(0, -decimals)
  let fraction = digits.slice(-decimals)
  while (fraction.length > keep && fraction.endsWith('0')) fraction = fraction.slice(0, -1)
  return `${units < 0 ? '-' : ''}${whole}${fraction && `.${fraction}`}`
}

/** 300 → `5m`: the largest unit that is exact. */
export function formatDuration(seconds: number): string {
  for (const [unit, length] of Object.entries(SECONDS).toReversed()) {
    if (seconds > 0 && seconds % length === 0) return `${seconds / length}${unit}`
  }
  return `${seconds}s`
}
