import { z } from 'zod'
import {
  type ComponentKind,
  type DatedComponent,
  ENERGY_COMPONENTS,
  REDUCED_GRID_COMPONENTS,
  YEARLY_COMPONENTS,
} from '../../domain/tariff.ts'
import { csvDay, csvSource, csvWord } from './csv-fields.ts'
import { readCsvRows } from './csv-rows.ts'

export interface SourcedComponent extends DatedComponent {
  source: string
}

const UNITS = new Map<ComponentKind, { unit: string; microPerUnit: number }>([
  ...[...ENERGY_COMPONENTS, ...REDUCED_GRID_COMPONENTS].map(
    (kind) => [kind, { unit: 'ct/kWh', microPerUnit: 10_000 }] as const,
  ),
  ...YEARLY_COMPONENTS.map((kind) => [kind, { unit: 'EUR/a', microPerUnit: 1_000_000 }] as const),
])

const row = z.object({
  kind: csvWord([...UNITS.keys()] as [ComponentKind, ...ComponentKind[]]),
  scope: z.string().max(40),
  valid_from: csvDay,
  net: z.string().regex(/^-?\d{1,9}(\.\d{1,6})?$/, {
    error: ({ input }) => `“${String(input)}” is no amount with at most six decimals and a point`,
  }),
  unit: csvWord(['ct/kWh', 'EUR/a']),
  source: csvSource,
})

const checked = row.superRefine(({ kind, unit }, ctx) => {
  const expected = UNITS.get(kind)?.unit
  if (unit !== expected)
    ctx.addIssue({ code: 'custom', path: ['unit'], message: `${kind} is given in ${expected}` })
})

/**
 * Reads `kind,scope,valid_from,net,unit,source`, net figures in ct/kWh or EUR/a, into integers.
 * @throws Failure with one entry per bad line.
 */
export function parsePriceComponents(csv: string): SourcedComponent[] {
  return readCsvRows(csv, checked, ({ kind, scope, valid_from }) =>
    [kind, scope, valid_from].filter(Boolean).join(' '),
  ).map(({ kind, scope, valid_from: validFrom, net, source }) => ({
    kind,
    scope,
    validFrom,
    // A decimal with at most six places times its scale is an integer but for the float's last bit.
    netMicroEur: Math.round(Number(net) * (UNITS.get(kind)?.microPerUnit ?? 0)),
    source,
  }))
}
