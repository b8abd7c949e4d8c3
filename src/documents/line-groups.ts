import type { InvoiceLine, InvoiceLineKind } from '../domain/invoice-lines.ts'

/** The headings of the table of lines, and what stands under each. */
export type LineGroup = 'energy' | 'grid' | 'levies' | 'other'
const GROUP_OF: Record<InvoiceLineKind, LineGroup> = {
  energy_spot: 'energy',
  energy_fixed: 'energy',
  procurement: 'energy',
  base_fee: 'energy',
  feed_in: 'energy',
  instalment: 'energy',
  grid_energy: 'grid',
  grid_energy_low: 'grid',
  grid_energy_high: 'grid',
  grid_energy_module_2: 'grid',
  grid_base: 'grid',
  metering: 'grid',
  grid_fee_reduction: 'grid',
  concession: 'levies',
  levy_kwkg: 'levies',
  levy_offshore: 'levies',
  levy_special_grid_use: 'levies',
  electricity_tax: 'levies',
  instalments_paid: 'other',
  reversal: 'other',
}

export function groupLines(lines: readonly InvoiceLine[]): { group: LineGroup; lines: InvoiceLine[] }[] {
  return (['energy', 'grid', 'levies', 'other'] as const)
    .map((group) => ({ group, lines: lines.filter(({ kind }) => GROUP_OF[kind] === group) }))
    .filter((entry) => entry.lines.length > 0)
}

/** The parts of the amount that the first page tells apart. */
export type Part = 'energy' | 'base' | 'grid' | 'levies' | 'tax' | 'credits'
const PART_OF: Partial<Record<InvoiceLineKind, Part>> = {
  energy_spot: 'energy',
  energy_fixed: 'energy',
  procurement: 'energy',
  base_fee: 'base',
  grid_energy: 'grid',
  grid_energy_low: 'grid',
  grid_energy_high: 'grid',
  grid_energy_module_2: 'grid',
  grid_base: 'grid',
  metering: 'grid',
  concession: 'levies',
  levy_kwkg: 'levies',
  levy_offshore: 'levies',
  levy_special_grid_use: 'levies',
  electricity_tax: 'tax',
}

/** Net cents of each part and what it is made of; what takes money off is one part of its own. */
export function partsOf(
  lines: readonly InvoiceLine[],
): { part: Part; kinds: InvoiceLineKind[]; netCents: number }[] {
  const order: readonly Part[] = ['energy', 'base', 'grid', 'levies', 'tax', 'credits']
  return order
    .map((part) => {
      const own = lines.filter(({ kind }) => (PART_OF[kind] ?? 'credits') === part)
      return {
        part,
        kinds: [...new Set(own.map(({ kind }) => kind))],
        netCents: own.reduce((sum, line) => sum + line.netCents, 0),
      }
    })
    .filter(({ netCents }) => netCents !== 0)
}
