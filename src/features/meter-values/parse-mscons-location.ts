import { parseMalo, parseMelo } from '../../domain/market-identifiers-locations.ts'
import type { DeliveredLocation } from './delivery.ts'

/** What LOC+172 names: a market location (digits) or a metering location. @returns a text when it is neither. */
export function readLocation(value: string): DeliveredLocation | string {
  const kind = /^\d+$/.test(value) ? 'malo' : 'melo'
  const parsed = kind === 'malo' ? parseMalo(value) : parseMelo(value)
  return parsed.ok ? { kind, value: parsed.value } : `${value}: ${parsed.reason}`
}
