import type { Locale } from './i18n.ts'

/** A calendar day in Berlin, `YYYY-MM-DD`. */
export type Day = string

/** Numbers, money and dates as a reader of that language expects them. Instants are epoch milliseconds. */
export interface Format {
  locale: Locale
  /** Millionths of a euro per kWh as `24,3 ct/kWh`; `digits` for the places shown. */
  ctPerKwh(microEur: number, digits?: number): string
  /** The same without its unit: `24,3`. */
  ct(microEur: number, digits?: number): string
  /** Cents as `84,10 €`. */
  eur(cents: number): string
  /** Cents without the sign of the currency: `84,10`. */
  amount(cents: number): string
  /** Cents as a round sum for estimates: `98 €`. */
  eurRound(cents: number): string
  /** Millionths of a euro as euros, with as many places as it takes, two to four: `0,284 €`. */
  eurFine(microEur: number): string
  /** Watt-hours as `293 kWh`, with a place below 100 kWh: `14,8 kWh`. */
  kwh(wh: number, digits?: number): string
  kwhNumber(wh: number, digits?: number): string
  number(value: number, digits?: number): string
  /** `0.08` as `8 %`. */
  percent(share: number): string
  /** `3. Dezember 2025`. */
  date(day: Day): string
  /** `3. Dez. 2025`. */
  dateShort(day: Day): string
  /** `3. Dezember`. */
  dayMonth(day: Day): string
  /** `3. Dez.` */
  dayShort(day: Day): string
  /** `Mo., 24. Nov.` */
  weekday(day: Day): string
  /** `Mo`. */
  weekdayShort(day: Day): string
  /** `September 2025`. */
  month(day: Day): string
  /** `Sep.` */
  monthShort(day: Day): string
  /** First and last day of a span: `1.–30. September 2025`; a whole month is still written out. */
  span(first: Day, last: Day): string
  /** `1.–30. Sept. 2025`. */
  spanShort(first: Day, last: Day): string
  /** `12:15` on the clock of Berlin. */
  time(epochMs: number): string
  /** The Berlin day an instant falls on. */
  day(epochMs: number): Day
  /** Hour of the day in Berlin, 0 to 23. */
  hour(epochMs: number): number
}

const ZONE = 'Europe/Berlin'
const TAGS: Record<Locale, string> = { de: 'de-DE', en: 'en-GB' }

const cache = new Map<Locale, Format>()

export function createFormat(locale: Locale): Format {
  const known = cache.get(locale)
  if (known) return known
  const made = build(locale)
  cache.set(locale, made)
  return made
}

function build(locale: Locale): Format {
  const tag = TAGS[locale]
  const decimals = Array.from(
    { length: 5 },
    (_, digits) =>
      new Intl.NumberFormat(tag, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: 'negative',
      }),
  )
  const number = (value: number, digits = 0) =>
    decimals[digits]?.format(value).replace(/^-/, '−') ?? String(value)
  const money = new Intl.NumberFormat(tag, { style: 'currency', currency: 'EUR', signDisplay: 'negative' })
  const moneyRound = new Intl.NumberFormat(tag, {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 0,
    signDisplay: 'negative',
  })
  const moneyFine = new Intl.NumberFormat(tag, {
    style: 'currency',
    currency: 'EUR',
    maximumFractionDigits: 4,
    signDisplay: 'negative',
  })
  const share = new Intl.NumberFormat(tag, {
    style: 'percent',
    maximumFractionDigits: 0,
    signDisplay: 'negative',
  })
  const minus = (text: string) => text.replace('-', '−')
  // A calendar day has no zone: it is put on UTC noon and read back in UTC.
  const days = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' })
  const long = days({ day: 'numeric', month: 'long', year: 'numeric' })
  const medium = days({ day: 'numeric', month: 'short', year: 'numeric' })
  const dayMonth = days({ day: 'numeric', month: 'long' })
  const short = days({ day: 'numeric', month: 'short' })
  const weekday = days({ weekday: 'short', day: 'numeric', month: 'short' })
  const weekdayShort = days({ weekday: 'short' })
  const month = days({ month: 'long', year: 'numeric' })
  const monthShort = days({ month: 'short' })
  const noon = (day: Day) => new Date(`${day}T12:00:00Z`)
  const clock = new Intl.DateTimeFormat(tag, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: ZONE,
  })
  const hour = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', hourCycle: 'h23', timeZone: ZONE })
  const iso = new Intl.DateTimeFormat('en-CA', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: ZONE,
  })
  const kwhNumber = (wh: number, digits = Math.abs(wh) < 100_000 ? 1 : 0) => number(wh / 1000, digits)
  return {
    locale,
    ct: (micro, digits = 1) => number(micro / 10_000, digits),
    ctPerKwh: (micro, digits = 1) => `${number(micro / 10_000, digits)}\u00a0ct/kWh`,
    eur: (cents) => minus(money.format(cents / 100)),
    amount: (cents) => number(cents / 100, 2),
    eurFine: (micro) => minus(moneyFine.format(micro / 1_000_000)),
    eurRound: (cents) => minus(moneyRound.format(cents / 100)),
    kwh: (wh, digits) => `${kwhNumber(wh, digits)}\u00a0kWh`,
    kwhNumber,
    number,
    percent: (value) => minus(share.format(value)),
    date: (day) => long.format(noon(day)),
    dateShort: (day) => medium.format(noon(day)),
    spanShort: (first, last) =>
      first === last ? medium.format(noon(first)) : medium.formatRange(noon(first), noon(last)),
    dayMonth: (day) => dayMonth.format(noon(day)),
    dayShort: (day) => short.format(noon(day)),
    weekday: (day) => weekday.format(noon(day)),
    weekdayShort: (day) => weekdayShort.format(noon(day)),
    month: (day) => month.format(noon(day)),
    monthShort: (day) => monthShort.format(noon(day)),
    span: (first, last) =>
      first === last ? long.format(noon(first)) : long.formatRange(noon(first), noon(last)),
    time: (epochMs) => clock.format(epochMs),
    day: (epochMs) => iso.format(epochMs),
    hour: (epochMs) => Number(hour.format(epochMs)),
  }
}

/** `YYYY-MM-DD` moved by whole calendar days. */
export function addDays(day: Day, count: number): Day {
  return new Date(Date.parse(`${day}T12:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10)
}

/** Whole calendar days from one day to another. */
export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T12:00:00Z`) - Date.parse(`${from}T12:00:00Z`)) / 86_400_000)
}
