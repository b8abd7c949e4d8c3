import { CsvError, type Info, parse } from 'csv-parse/sync'
import { Temporal } from 'temporal-polyfill'
import { exactPrice } from './exact-price.ts'
import { type PricedInterval, refusedAt } from './price-series.ts'

export const PRICE_CSV_COLUMNS = ['start', 'end', 'price', 'price_origin'] as const

type Row = Partial<Record<(typeof PRICE_CSV_COLUMNS)[number], string>>

/**
 * `start,end,price,price_origin`: instants with their offset, EUR/kWh. Only rows of the market count; forecasts stand in
 * between and are passed over.
 */
export function parsePriceCsv(content: string): PricedInterval[] {
  return rowsOf(content)
    .filter(({ record }) => record.price_origin === 'market')
    .map(({ record, info }) => {
      const where = `line ${info.lines}`
      return {
        from: instantOf(record.start, where),
        to: instantOf(record.end, where),
        microEurPerKwh: record.price === '' ? null : exactPrice(record.price ?? '', 'EUR/kWh', where),
        where,
      }
    })
}

function rowsOf(content: string) {
  try {
    return parse(content, {
      bom: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
      columns: (header: string[]) => {
        const missing = PRICE_CSV_COLUMNS.filter((column) => !header.includes(column))
        if (missing.length > 0) throw refusedAt('line 1', `The column ${missing.join(', ')} is missing.`)
        return header
      },
    }) as unknown as { record: Row; info: Info }[]
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    throw refusedAt(typeof error['lines'] === 'number' ? `line ${error['lines']}` : 'the file', error.message)
  }
}

function instantOf(text: string | undefined, where: string): number {
  try {
    return Temporal.Instant.from(text ?? '').epochMilliseconds
  } catch {
    throw refusedAt(where, `“${text ?? ''}” is no instant; it is written like 2025-10-17T22:00:00+00:00.`)
  }
}
