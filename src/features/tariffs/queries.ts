import { sql } from 'kysely'
import type { Db, Tx } from '../../db/database.ts'
import type { DatedFeeWindow } from '../../domain/grid-fee-windows.ts'
import type { Day } from '../../domain/local-time.ts'
import {
  type ComponentKind,
  type ContractTerms,
  createRateBook,
  type DatedComponent,
  type RateBook,
} from '../../domain/tariff.ts'

/** Whose figures a contract needs, at any time of its own. */
export type Scopes = Pick<
  ContractTerms,
  'gridOperatorCode' | 'concessionClass' | 'meteringClass' | 'moduleChanges'
>

/**
 * Every dated figure and module 3 window, of all times, that such contracts can need: a few dozen rows. Whoever reckons
 * for many contracts loads it once for those of the same scopes.
 */
export async function loadRateBook(db: Db | Tx, scopes: Scopes): Promise<RateBook> {
  // Both kinds of rows in one statement: every page that shows a price begins with it.
  const { rows } = await sql<ComponentRow | WindowRow>`
    select kind, scope, valid_from, net_micro_eur, null::int as quarter, null as level, null::int as starts,
      null::int as ends
    from price_components
    where scope = any(${scopesOf(scopes)})
    union all
    select null, grid_operator_code, valid_from, null, quarter, level, starts, ends
    from grid_fee_windows where grid_operator_code = ${scopes.gridOperatorCode}`.execute(db)
  const components: DatedComponent[] = []
  const windows: DatedFeeWindow[] = []
  for (const row of rows) {
    if (row.kind === null) {
      const { scope: gridOperatorCode, valid_from: validFrom, quarter, level, starts, ends } = row
      windows.push({ gridOperatorCode, validFrom, quarter, level, starts, ends })
    } else {
      const { kind, scope, valid_from: validFrom, net_micro_eur: netMicroEur } = row
      components.push({ kind, scope, validFrom, netMicroEur })
    }
  }
  return createRateBook(components, windows)
}

/** The names that its figures go by; two contracts with the same ones can share a book. */
export function scopesOf({
  gridOperatorCode,
  concessionClass,
  meteringClass,
  moduleChanges,
}: Scopes): string[] {
  const classes = (moduleChanges ?? []).map((change) => change.meteringClass)
  return [...new Set(['', gridOperatorCode, concessionClass, meteringClass, ...classes])]
}

interface ComponentRow {
  kind: ComponentKind
  scope: string
  valid_from: Day
  net_micro_eur: number
}

interface WindowRow {
  kind: null
  /** The grid operator's code. */
  scope: string
  valid_from: Day
  quarter: number
  level: 'low' | 'high'
  starts: number
  ends: number
}
