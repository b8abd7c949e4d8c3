import type { Db, Tx } from '../../db/database.ts'
import type { Day } from '../../domain/local-time.ts'
import { parsePostalCode } from '../../domain/market-identifiers-locations.ts'
import type { Plan } from '../plans/queries.ts'
import { listGridAreas } from '../tariffs/find-grid-area.ts'
import type { CheckoutField, CheckoutFields, Read } from './checkout.ts'

/** What is to be quoted, and later delivered. */
export interface QuoteChoice {
  zip: string
  /** As the grid area spells it: the city of the delivery address. */
  city: string
  annualWh: number
  meterType: 'analog' | 'smart'
  module1: boolean
}

export interface QuoteContext {
  type: Plan['type']
  /** The places of the postal code that a grid area serves; none where nobody is served, or no code was typed. */
  places: readonly string[]
}

const FEWEST_KWH = 100
const MOST_KWH = 50_000

/** Looks up what {@link readQuote} needs to know about the postal code that was typed. */
export async function quoteContext(
  db: Db | Tx,
  { type }: Pick<Plan, 'type'>,
  { zip }: CheckoutFields,
  day: Day,
): Promise<QuoteContext> {
  const parsed = parsePostalCode(zip ?? '')
  const areas = parsed.ok ? await listGridAreas(db, parsed.value, day) : []
  return { type, places: areas.map(({ place }) => place) }
}

/** Reads the first step: where, how much, by which meter. */
export function readQuote(fields: CheckoutFields, { type, places }: QuoteContext): Read<QuoteChoice> {
  const problems: Partial<Record<CheckoutField, string>> = {}
  const zip = parsePostalCode(fields.zip ?? '')
  if (isBlank(fields.zip)) problems.zip = 'missing'
  else if (!zip.ok) problems.zip = 'malformed'
  else if (places.length === 0) problems.zip = 'unserviceable'

  const named = places.find((place) => sameName(place, fields.place ?? ''))
  // Where there is one place only, how it was spelt does not matter.
  const city = places.length > 1 ? named : places[0]
  if (places.length > 1 && named === undefined) problems.place = 'missing'

  const usage = readUsage(fields.usage ?? '')
  if ('problem' in usage) problems.usage = usage.problem

  // What a partner's link leaves out is the usual: a conventional meter; feeding in is measured by a smart one.
  const meterType = fields.meterType ?? (type === 'feed_in' ? 'smart' : 'analog')
  const isMeter = meterType === 'analog' || meterType === 'smart'
  if (!isMeter) problems.meterType = 'missing'
  else if (type === 'feed_in' && meterType === 'analog') problems.meterType = 'smartOnly'

  if (!zip.ok || city === undefined || !isMeter || 'problem' in usage || Object.keys(problems).length > 0) {
    return { problems }
  }
  const module1 = type === 'consumption' && fields.module1 === 'yes'
  return { value: { zip: zip.value, city, annualWh: usage.wh, meterType, module1 } }
}

/**
 * What somebody types for kWh a year, as Wh. Groups of three are thousands with a point as with a comma, so that a number
 * means the same whichever language the page was read in.
 */
export function readUsage(text: string): { wh: number } | { problem: string } {
  const typed = text.replace(/kwh\s*$/i, '').replace(/[\s\u00A0\u202F'’]/g, '')
  if (typed === '') return { problem: 'missing' }
  const plain = /^\d{1,3}([.,]\d{3})+$/.test(typed) ? typed.replace(/[.,]/g, '') : typed.replace(',', '.')
  if (!/^\d{1,12}(\.\d{0,6})?$/.test(plain)) return { problem: 'malformed' }
  const kwh = Number(plain)
  if (kwh < FEWEST_KWH) return { problem: 'tooLittle' }
  if (kwh > MOST_KWH) return { problem: 'tooMuch' }
  return { wh: Math.round(kwh * 1000) }
}

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === ''

const sameName = (one: string, other: string): boolean =>
  one.localeCompare(other.trim(), 'de', { sensitivity: 'base' }) === 0
