import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import { badRequest } from '../../domain/failure.ts'
import { parseMarketPartners } from '../market-partners/market-partner.ts'
import { storeMarketPartners } from '../market-partners/store-market-partners.ts'
import { checkGridFeeWindows } from './check-grid-fee-windows.ts'
import { parseGridAreas } from './grid-areas-csv.ts'
import { parseGridFeeWindows } from './grid-fee-windows-csv.ts'
import { parsePriceComponents } from './price-components-csv.ts'
import { storeGridAreas } from './store-grid-areas.ts'
import { storeGridFeeWindows } from './store-grid-fee-windows.ts'
import { storePriceComponents } from './store-price-components.ts'

export interface ImportedMarketData {
  kind: 'price_components' | 'grid_areas' | 'grid_fee_windows' | 'market_partners'
  rows: number
}

/**
 * Imports one file of market data: dated figures, grid areas, module 3 windows or market partners, told apart by their
 * header. They hold for every organisation. With `dryRun` the file is checked and nothing is written.
 *
 * @throws Failure BAD_REQUEST with an entry for each bad line, UNPROCESSABLE_ENTITY for hours that break the rules of
 *   module 3; nothing of such a file is written.
 */
export async function importMarketData(
  { db, now }: { db: Db | Tx; now: Temporal.Instant },
  { csv, dryRun = false }: { csv: string; dryRun?: boolean },
): Promise<ImportedMarketData> {
  const kind = kindOf(csv)
  const store = async <Row>(rows: Row[], write: (rows: Row[]) => Promise<unknown>) => {
    if (!dryRun) await write(rows)
    return { kind, rows: rows.length }
  }
  switch (kind) {
    case 'price_components':
      return store(parsePriceComponents(csv), (rows) => storePriceComponents(db, rows))
    case 'grid_areas':
      return store(parseGridAreas(csv), (rows) => storeGridAreas(db, rows))
    case 'grid_fee_windows': {
      const windows = parseGridFeeWindows(csv)
      await checkGridFeeWindows(db, windows)
      return store(windows, (rows) => storeGridFeeWindows(db, rows))
    }
    case 'market_partners':
      return store(parseMarketPartners(csv), (rows) => storeMarketPartners({ db, now }, rows))
  }
}

/** A column that only one of the files has. */
const TELLING_COLUMNS: [column: string, kind: ImportedMarketData['kind']][] = [
  ['kind', 'price_components'],
  ['place', 'grid_areas'],
  ['quarter', 'grid_fee_windows'],
  ['role', 'market_partners'],
]

function kindOf(csv: string): ImportedMarketData['kind'] {
  const header = csv
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .find((line) => line.trim() !== '' && !line.startsWith('#'))
  const columns = new Set(header?.split(',').map((column) => column.trim()))
  const found = TELLING_COLUMNS.find(([column]) => columns.has(column))
  if (!found) {
    throw badRequest(
      'line 1',
      'The header fits no file of market data: price components (kind, scope, …), grid areas (zip, place, …), grid fee windows (grid_operator_code, quarter, …) or market partners (code, role, name).',
    )
  }
  return found[1]
}
