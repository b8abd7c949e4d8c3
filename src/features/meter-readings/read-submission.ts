import { type Day, parseDay } from '../../domain/local-time.ts'

/** A register has at most six digits before its comma and three after it. */
const WHOLE_DIGITS = 6
const DECIMAL_DIGITS = 3

type DateProblem = 'missing' | 'malformed'
type ValueProblem = 'missing' | 'not_a_number' | 'negative' | 'too_many_digits'

type Read<Value, Problem> = { value: Value; problem: null } | { value: null; problem: Problem }

/** A day as a date field sends it, `2026-11-23`, or as it is typed where there is none: `23.11.2026`. */
export function readDate(text: string): Read<Day, DateProblem> {
  const typed = text.trim()
  if (typed === '') return { value: null, problem: 'missing' }
  const parts = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(typed)
  const iso = parts
    ? `${parts[3]}-${(parts[2] ?? '').padStart(2, '0')}-${(parts[1] ?? '').padStart(2, '0')}`
    : typed
  try {
    return { value: parseDay(iso), problem: null }
  } catch {
    return { value: null, problem: 'malformed' }
  }
}

/**
 * What a register shows, typed in kWh, as Wh. Groups of three are thousands when written as the language writes them
 * ("12.345" in German, "12,345" in English); any other single comma or point stands before the decimals.
 */
export function readRegister(text: string, thousands: '.' | ','): Read<number, ValueProblem> {
  const typed = text
    .replace(/kwh\s*$/i, '')
    .replace(/[\s\u00A0\u202F'’]/g, '')
    .replace('−', '-')
  if (typed === '') return { value: null, problem: 'missing' }
  const grouped = thousands === '.' ? /^-?\d{1,3}(?:\.\d{3})+(?:,\d*)?$/ : /^-?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/
  const plain = grouped.test(typed) ? typed.replaceAll(thousands, '') : typed
  const parts = /^(-?)(\d+)(?:[.,](\d*))?$/.exec(plain)
  if (!parts) return { value: null, problem: 'not_a_number' }
  const [, sign, digits = '', decimals = ''] = parts
  const whole = digits.replace(/^0+(?=\d)/, '')
  if (sign === '-') return { value: null, problem: 'negative' }
  if (whole.length > WHOLE_DIGITS || decimals.length > DECIMAL_DIGITS) {
    return { value: null, problem: 'too_many_digits' }
  }
  return { value: Number(whole) * 1000 + Number(decimals.padEnd(3, '0')), problem: null }
}
