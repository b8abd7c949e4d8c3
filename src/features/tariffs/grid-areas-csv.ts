import { z } from 'zod'
import type { ConcessionClass } from '../../db/market-tables.ts'
import type { Day } from '../../domain/local-time.ts'
import { csvDay, csvPartnerCode, csvSource, csvWord, csvZip } from './csv-fields.ts'
import { readCsvRows } from './csv-rows.ts'

/** The size of a community, by which § 2 KAV limits its concession fee. */
export const CONCESSION_CLASSES = ['le_25000', 'le_100000', 'le_500000', 'gt_500000'] as const

/** Which grid a place is on, and how large its community is. */
export interface GridArea {
  zip: string
  place: string
  validFrom: Day
  gridOperatorCode: string
  concessionClass: ConcessionClass
}

const row = z.object({
  zip: csvZip,
  place: z.string().min(1, 'is missing').max(100),
  valid_from: csvDay,
  grid_operator_code: csvPartnerCode,
  concession_class: csvWord(CONCESSION_CLASSES),
  source: csvSource,
})

/**
 * Reads `zip,place,valid_from,grid_operator_code,concession_class,source`. A postal code may have several places.
 * @throws Failure with one entry per bad line.
 */
export function parseGridAreas(csv: string): (GridArea & { source: string })[] {
  return readCsvRows(csv, row, ({ zip, place, valid_from }) => `${zip} ${place} ${valid_from}`).map(
    (area) => ({
      zip: area.zip,
      place: area.place,
      validFrom: area.valid_from,
      gridOperatorCode: area.grid_operator_code,
      concessionClass: area.concession_class,
      source: area.source,
    }),
  )
}
