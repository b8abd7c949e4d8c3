import type { Db, Tx } from '../../db/database.ts'
import { unprocessable } from '../../domain/failure.ts'
import type { Day } from '../../domain/local-time.ts'
import type { GridArea } from './grid-areas-csv.ts'

/** The places of a postal code on a day, each with its grid and size; none where nobody is served. */
export async function listGridAreas(db: Db | Tx, zip: string, day: Day): Promise<GridArea[]> {
  const rows = await db
    .selectFrom('grid_areas')
    .distinctOn('place')
    .select(['zip', 'place', 'valid_from', 'grid_operator_code', 'concession_class'])
    .where('zip', '=', zip)
    .where('valid_from', '<=', day)
    .orderBy('place')
    .orderBy('valid_from', 'desc')
    .execute()
  return rows.map((row) => ({
    zip: row.zip,
    place: row.place,
    validFrom: row.valid_from,
    gridOperatorCode: row.grid_operator_code,
    concessionClass: row.concession_class,
  }))
}

/**
 * The grid of a postal code and, where the code has several places on different terms, of the place named.
 * @throws Failure UNPROCESSABLE_ENTITY: `unserviceable_zip` when no grid area serves the code, `ambiguous_place` when the
 *   code alone does not decide.
 */
export async function findGridArea(
  db: Db | Tx,
  { zip, place }: { zip: string; place?: string | undefined },
  day: Day,
): Promise<GridArea> {
  const areas = await listGridAreas(db, zip, day)
  if (areas.length === 0) {
    throw unprocessable('zip_code', `No grid area serves the postal code ${zip}.`, 'unserviceable_zip')
  }
  const named = place === undefined ? areas : areas.filter((area) => sameName(area.place, place))
  // How a place is spelt matters only where it decides.
  const [only, other] = onDifferentTerms(named.length > 0 ? named : areas)
  if (only && !other) return only
  const places = areas.map((area) => area.place).join(', ')
  throw unprocessable(
    'place',
    place === undefined
      ? `${zip} has several places on different grids: ${places}.`
      : `${place} is none of the places of ${zip}, which are on different grids: ${places}.`,
    'ambiguous_place',
  )
}

/** One area for each grid and size among them. */
function onDifferentTerms(areas: readonly GridArea[]): GridArea[] {
  const terms = new Map(
    areas.map((area) => [`${area.gridOperatorCode} ${area.concessionClass}`, area] as const).toReversed(),
  )
  return [...terms.values()]
}

const sameName = (one: string, other: string): boolean =>
  one.localeCompare(other.trim(), 'de', { sensitivity: 'base' }) === 0
