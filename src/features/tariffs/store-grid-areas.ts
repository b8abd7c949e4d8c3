import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { GridArea } from './grid-areas-csv.ts'

/** Adds which grid places are on, or corrects rows of the same place and day. Answers how many rows are new or changed. */
export async function storeGridAreas(
  db: Db | Tx,
  areas: readonly (GridArea & { source: string })[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into grid_areas (zip, place, valid_from, grid_operator_code, concession_class, source)
    select * from unnest(
      ${areas.map(({ zip }) => zip)}::text[],
      ${areas.map(({ place }) => place)}::text[],
      ${areas.map(({ validFrom }) => validFrom)}::date[],
      ${areas.map(({ gridOperatorCode }) => gridOperatorCode)}::text[],
      ${areas.map(({ concessionClass }) => concessionClass)}::text[],
      ${areas.map(({ source }) => source)}::text[]
    )
    on conflict (zip, place, valid_from) do update
    set grid_operator_code = excluded.grid_operator_code,
        concession_class = excluded.concession_class,
        source = excluded.source
    where (grid_areas.grid_operator_code, grid_areas.concession_class, grid_areas.source)
      is distinct from (excluded.grid_operator_code, excluded.concession_class, excluded.source)`.execute(db)
  return Number(numAffectedRows ?? 0)
}
