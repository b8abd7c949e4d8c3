import { badRequest } from '../../domain/failure.ts'
import { parseDay } from '../../domain/local-time.ts'
import {
  type ComponentKind,
  type DatedComponent,
  ENERGY_COMPONENTS,
  YEARLY_COMPONENTS,
} from '../../domain/tariff.ts'

export interface SourcedComponent extends DatedComponent {
  source: string
}

const KINDS = new Map<string, { kind: ComponentKind; unit: string; microPerUnit: number }>([
  ...ENERGY_COMPONENTS.map((kind) => [kind, { kind, unit: 'ct/kWh', microPerUnit: 10_000 }] as const),
  ...YEARLY_COMPONENTS.map((kind) => [kind, { kind, unit: 'EUR/a', microPerUnit: 1_000_000 }] as const),
])

/**
 * Reads `kind,scope,valid_from,net,unit,source`, net figures in ct/kWh or EUR/a, into integers.
 * @throws Failure with one entry per bad line.
 */
export function parsePriceComponents(csv: string): SourcedComponent[] {
  return csv
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((row, index) => {
      const [kindName = '', scope = '', validFrom = '', net = '', unit = '', source = ''] = row.split(',')
      const where = `line ${index + 2}`
      const known = KINDS.get(kindName)
      if (!known || known.unit !== unit)
        throw badRequest(where, `Unknown price component ${kindName} in ${unit}.`)
      if (!/^-?\d+(\.\d{1,6})?$/.test(net)) throw badRequest(where, `Not a number: ${net}`)
      // A decimal with at most six places times its scale is an integer but for the float's last bit.
      const netMicroEur = Math.round(Number(net) * known.microPerUnit)
      return { kind: known.kind, scope, validFrom: parseDay(validFrom), netMicroEur, source }
    })
}
