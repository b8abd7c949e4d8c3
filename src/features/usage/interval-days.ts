import type { ValueStatus } from '../../domain/energy.ts'
import { badRequest } from '../../domain/failure.ts'
import { type Day, quarterCount } from '../../domain/local-time.ts'

/** A smart meter's values of a day: Wh in each of its 92, 96 or 100 quarter-hours, and how they came about. */
export interface IntervalDay {
  day: Day
  wh: number[]
  status: ValueStatus
}

/** How a status is stored: one letter, because there is a row for each household and day. */
export const STORED_STATUS = { final: 'F', preliminary: 'P', substitute: 'S', estimated: 'E' } as const
export const READ_STATUS = { F: 'final', P: 'preliminary', S: 'substitute', E: 'estimated' } as const

/** 1 MW for a quarter-hour: far more than any meter of this kind passes. */
const MOST_WH = 250_000

export function checkIntervalDay({ day, wh }: IntervalDay): void {
  const quarters = quarterCount(day)
  if (wh.length !== quarters)
    throw badRequest('wh', `${day} has ${quarters} quarter-hours, not ${wh.length}.`)
  for (const value of wh) {
    if (!Number.isInteger(value) || value < 0 || value > MOST_WH) {
      throw badRequest('wh', `${day} has a value that no meter can have measured: ${value} Wh.`)
    }
  }
}
