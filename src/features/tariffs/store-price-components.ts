import type { Db, Tx } from '../../db/database.ts'
import type { SourcedComponent } from './price-components-csv.ts'

/** Adds dated figures that hold for the whole market, or corrects those of the same kind, scope and day. */
export async function storePriceComponents(
  db: Db | Tx,
  components: readonly SourcedComponent[],
): Promise<void> {
  if (components.length === 0) return
  await db
    .insertInto('price_components')
    .values(
      components.map((component) => ({
        kind: component.kind,
        scope: component.scope,
        valid_from: component.validFrom,
        net_micro_eur: component.netMicroEur,
        source: component.source,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['kind', 'scope', 'valid_from']).doUpdateSet((row) => ({
        net_micro_eur: row.ref('excluded.net_micro_eur'),
        source: row.ref('excluded.source'),
      })),
    )
    .execute()
}
