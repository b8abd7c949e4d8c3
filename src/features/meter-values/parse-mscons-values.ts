import type { ValueStatus } from '../../domain/energy.ts'

/** The qualifiers of QTY (6063) that carry a value to be billed, by the market's message description of MSCONS. */
const STATUSES = new Map<string, ValueStatus>([
  ['220', 'final'],
  ['Z18', 'preliminary'],
  ['67', 'substitute'],
])

const NOT_TAKEN = new Map([
  ['20', 'marked as unusable by the metering operator'],
  ['79', 'a sum of energies'],
  ['187', 'a forecast'],
  ['201', 'a proposal'],
  ['Z30', 'marked as missing'],
  ['Z31', 'made for a delivery note'],
  ['Z47', 'made for reckoning a price cap'],
])

/** @returns the status, or why such a value is not taken, as `{ reason }`. */
export function readStatus(qualifier: string): ValueStatus | { reason: string } {
  const known = NOT_TAKEN.get(qualifier)
  return (
    STATUSES.get(qualifier) ?? {
      reason: known
        ? `The value is ${known} (QTY ${qualifier}).`
        : `The value has the unknown qualifier ${qualifier || '(none)'}.`,
    }
  )
}

/** 1 MW for a quarter-hour: far more than a meter of this kind passes. */
const MOST_INTERVAL_WH = 250_000
/** Eight digits before the comma, as many as a register of the market has. */
const MOST_REGISTER_WH = 99_999_999_999

/**
 * A QTY in Wh, or a text that says why not. MSCONS carries kWh with up to three decimals, which is a Wh; a finer value is
 * refused rather than rounded, because a rounding in every quarter-hour would no longer add up to the register.
 */
export function readWh(value: string, unit: string, what: 'interval' | 'register'): number | string {
  if (unit !== '' && unit !== 'KWH') {
    return unit === 'KWT'
      ? `${value} is a power in kW; only energies in kWh are taken.`
      : `${value} has the unit ${unit}; only kWh is taken.`
  }
  const parts = /^(-?)(\d{1,20})(?:[.,](\d{1,20}))?$/.exec(value)
  if (!parts) return `${JSON.stringify(value)} is not a number.`
  const [, sign, whole = '', decimals = ''] = parts
  if (decimals.length > 3 && /[1-9]/.test(decimals.slice(3))) {
    return `${value} kWh has more than three decimals.`
  }
  const wh = Number(whole) * 1000 + Number(decimals.slice(0, 3).padEnd(3, '0'))
  if (sign === '-' && wh > 0) return `${value} kWh is negative.`
  return wh > (what === 'interval' ? MOST_INTERVAL_WH : MOST_REGISTER_WH)
    ? `${value} kWh is more than a meter can have measured.`
    : wh
}

export interface MeasuredQuantity {
  what: 'interval' | 'register'
  direction: 'consumption' | 'feed_in'
}

/**
 * What an OBIS code of electricity measures: `1-b:1.29.0` and `1-b:2.29.0` quarter-hours, `1-b:1.8.0` and `1-b:2.8.0` a
 * register, taken from the grid or fed into it. @returns a text for everything else.
 */
export function readObis(code: string): MeasuredQuantity | string {
  const parts = /^(\d{1,2})-\d{1,2}:(\d{1,2})\.(\d{1,2})\.(\d{1,2})(?:\*255)?$/.exec(code)
  if (!parts) return `${code || '(nothing)'} is not an OBIS code of a meter.`
  const [, medium, quantity, kind, tariff] = parts
  const refuse = (what: string) => `The OBIS code ${code} stands for ${what}, which is not taken.`
  if (medium !== '1') return refuse('something other than electricity')
  if (quantity !== '1' && quantity !== '2') return refuse('reactive energy or another quantity')
  if (kind !== '29' && kind !== '8') return refuse('neither a load profile nor a register')
  if (tariff !== '0') return refuse('one tariff register of several')
  return {
    what: kind === '29' ? 'interval' : 'register',
    direction: quantity === '1' ? 'consumption' : 'feed_in',
  }
}
