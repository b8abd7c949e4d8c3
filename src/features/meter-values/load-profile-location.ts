import type { DeliveredLocation } from './delivery.ts'

const MALO = /^[1-9]\d{10}$/
const MELO = /^DE[0-9]{11}[A-Z0-9]{20}$/
const METER_NUMBER = /^[1-9A-G][A-Z]{3}[0-9A-F]{2}\d{8}$/
const METER_LABEL = /zähler(nummer|nr)?|zaehler|meter ?(number|no)|gerätenummer/i

/** A market location, metering location or meter number by its form; blanks and dots of a printed one do not matter. */
export function locationOf(text: string): DeliveredLocation | undefined {
  const value = text.replace(/[ .]/g, '').toUpperCase()
  if (MALO.test(value)) return { kind: 'malo', value }
  if (MELO.test(value)) return { kind: 'melo', value }
  return METER_NUMBER.test(value) ? { kind: 'meter_number', value } : undefined
}

/** The location named above the table. A market location says most: where two flow through one meter, each has its own. */
export function locationIn(preamble: readonly (readonly string[])[]): DeliveredLocation | undefined {
  const found: DeliveredLocation[] = []
  for (const cells of preamble) {
    for (const [index, cell] of cells.entries()) {
      const [label = '', behind] = cell.split(/:\s*/, 2)
      const text = behind ?? cell
      const location = locationOf(text)
      const isLabelled = METER_LABEL.test(behind === undefined ? (cells[index - 1] ?? '') : label)
      if (location) found.push(location)
      // Older meters have numbers of any form; only their label tells them.
      else if (isLabelled && /^[A-Z0-9./-]{4,20}$/i.test(text))
        found.push({ kind: 'meter_number', value: text.toUpperCase() })
    }
  }
  return found.find(({ kind }) => kind === 'malo') ?? found.find(({ kind }) => kind === 'melo') ?? found[0]
}

const OBIS = /(?:1-\d:)?\b([12])\.(?:29|5|8|9)\.\d/

/** Which way the energy flowed, by the OBIS code in the heading of the values or above the table: 2.x is fed in. */
export function directionIn(texts: readonly string[]): 'consumption' | 'feed_in' | undefined {
  const directions = new Set(texts.flatMap((text) => OBIS.exec(text)?.[1] ?? []))
  if (directions.size !== 1) return undefined
  return directions.has('2') ? 'feed_in' : 'consumption'
}
