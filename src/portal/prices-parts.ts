import { roundParts } from '../domain/money.ts'
import { isPayout, type ShownPart } from './payout-parts.ts'
import type { ShownQuarter } from './prices-view-model.ts'

/** Shades of the bar: what is charged together stands together. */
export const PART_GROUPS = ['exchange', 'procurement', 'grid', 'levies', 'taxes', 'vat'] as const
export type PartGroup = (typeof PART_GROUPS)[number]

export interface PriceRow {
  kind: ShownPart['kind'] | 'vat'
  group: PartGroup
  /** Thousandths of a cent. */
  milliCt: number
}

const MICRO_PER_MILLI_CT = 10

/**
 * The parts of a price to a thousandth of a cent, in which levies and taxes are set, so that the column adds up to the total
 * beneath it: what is lost by rounding the tax is put right in the tax.
 */
export function priceRows(price: Omit<ShownQuarter, 'startsAt'>): { rows: PriceRow[]; totalMilliCt: number } {
  const parts = price.details.map(({ kind, netMicroEurPerKwh }) => ({
    kind,
    group: groupOf(kind),
    net: netMicroEurPerKwh,
  }))
  const all = isPayout(price.details)
    ? parts
    : [...parts, { kind: 'vat' as const, group: 'vat' as const, net: price.vatMicroEurPerKwh }]
  const rounded = roundParts(
    all.map(({ net }) => net),
    MICRO_PER_MILLI_CT,
  )
  const rows = all.map(({ kind, group }, index): PriceRow => ({ kind, group, milliCt: rounded[index] ?? 0 }))
  return { rows, totalMilliCt: rows.reduce((sum, { milliCt }) => sum + milliCt, 0) }
}

function groupOf(kind: ShownPart['kind']): PartGroup {
  if (kind === 'procurement' || kind === 'marketing') return 'procurement'
  if (kind.startsWith('grid_')) return 'grid'
  if (kind === 'electricity_tax') return 'taxes'
  return kind === 'concession' || kind.startsWith('levy_') ? 'levies' : 'exchange'
}

/** Where each group lies on a bar that reaches from `low` to `high`: what is negative lies to the left of zero. */
export function barOf(
  rows: readonly PriceRow[],
  { low, high }: { low: number; high: number },
): { group: PartGroup; from: number; width: number }[] {
  const share = (value: number) => value / (high - low || 1)
  let right = share(-low)
  let left = right
  return PART_GROUPS.map((group) => {
    const sum = rows.reduce((total, row) => (row.group === group ? total + row.milliCt : total), 0)
    const width = Math.abs(share(sum))
    if (sum < 0) left -= width
    const from = sum < 0 ? left : right
    if (sum > 0) right += width
    return { group, from, width }
  })
}

/** The scale that all bars of a chart share. */
export function barScale(all: readonly (readonly PriceRow[])[]): { low: number; high: number } {
  let [low, high] = [0, 0]
  for (const rows of all) {
    let [below, above] = [0, 0]
    for (const group of PART_GROUPS) {
      const sum = rows.reduce((total, row) => (row.group === group ? total + row.milliCt : total), 0)
      if (sum < 0) below += sum
      else above += sum
    }
    low = Math.min(low, below)
    high = Math.max(high, above)
  }
  return { low, high }
}
