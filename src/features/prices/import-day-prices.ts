import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import { badRequest } from '../../domain/failure.ts'
import type { Day } from '../../domain/local-time.ts'
import { spanOf } from './day-prices.ts'
import { PRICE_SOURCES, type PriceFormat, refusedAt } from './price-series.ts'
import { readDayPrices } from './read-day-prices.ts'
import { changedDays, storeDayPrices, type StoredDayPrices } from './store-day-prices.ts'

export interface ImportDayPrices {
  /** The text of a file. */
  content: string
  /** Read from the content unless given. */
  format?: PriceFormat | undefined
  area: string
  /** Stored beside the prices: who published them. The publisher of the format unless given. */
  source?: string | undefined
  now: Temporal.Instant
  /** Checks everything and says what would change; writes nothing. */
  dryRun?: boolean
}

export interface ImportedDayPrices extends StoredDayPrices {
  format: PriceFormat
  area: string
  source: string
  days: Day[]
  /** Days at the end of the file that have no price yet, and were left out. */
  unpublished: Day[]
}

/**
 * Imports a file of day-ahead prices into a market area, whole Berlin days only.
 * @throws Failure naming the place in the file and the reason; nothing of such a file is written.
 */
export async function importDayPrices(db: Db | Tx, input: ImportDayPrices): Promise<ImportedDayPrices> {
  const { area, now } = input
  checkArea(area)
  const { format, days, unpublished } = readDayPrices(input.content, { format: input.format, area })
  if (days.length === 0) {
    const named = unpublished.length > 0 ? ` for ${spanOf(unpublished)}` : ''
    throw refusedAt('the file', `It holds no prices${named}.`)
  }
  const source = input.source ?? PRICE_SOURCES[format]
  const stored = input.dryRun
    ? await compare(db, { area, days })
    : await storeDayPrices(db, { area, source, days, now })
  return { format, area, source, days: days.map(({ day }) => day), unpublished, ...stored }
}

async function compare(db: Db | Tx, input: Parameters<typeof changedDays>[1]): Promise<StoredDayPrices> {
  const written = (await changedDays(db, input)).length
  return { written, unchanged: input.days.length - written }
}

function checkArea(area: string): void {
  if (!/^[A-Z0-9][A-Z0-9-]{1,19}$/.test(area))
    throw badRequest('area', `“${area}” is no market area; it is written like DE-LU.`)
}
