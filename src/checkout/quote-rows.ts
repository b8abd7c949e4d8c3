import type { QuotePart } from '../domain/quote.ts'
import type { Offer } from './quote-offer.ts'

/** A line of the offer; its shade is that of its stretch of the bar. */
export interface OfferRow {
  name:
    | 'energy_spot'
    | 'procurement'
    | 'energy_fixed'
    | 'feed_in'
    | 'grid'
    | 'levies'
    | 'fee'
    | 'gridBase'
    | 'metering'
    | 'grid_fee_reduction'
  shade: 'exchange' | 'procurement' | 'grid' | 'levies' | 'taxes' | 'vat'
  amountCents: number
}

/** The parts of the offer, levies taken together: as few lines as tell what the money is for. */
export function offerRows({ variable, base }: Pick<Offer, 'variable' | 'base'>): {
  variable: OfferRow[]
  base: OfferRow[]
} {
  return { variable: joined(variable.map(variableRow)), base: joined(base.map(baseRow)) }
}

function variableRow({ subgroup, kind, amountCents }: QuotePart): OfferRow {
  if (subgroup === 'grid') return { name: 'grid', shade: 'grid', amountCents }
  if (subgroup === 'levies') return { name: 'levies', shade: 'levies', amountCents }
  if (kind === 'procurement') return { name: kind, shade: 'procurement', amountCents }
  const name = kind === 'energy_spot' || kind === 'feed_in' ? kind : 'energy_fixed'
  return { name, shade: 'exchange', amountCents }
}

function baseRow({ subgroup, kind, amountCents }: QuotePart): OfferRow {
  if (kind === 'grid_fee_reduction') return { name: kind, shade: 'grid', amountCents }
  if (subgroup === 'fee') return { name: 'fee', shade: 'taxes', amountCents }
  if (subgroup === 'metering') return { name: 'metering', shade: 'vat', amountCents }
  return { name: 'gridBase', shade: 'grid', amountCents }
}

function joined(rows: readonly OfferRow[]): OfferRow[] {
  const byName = new Map<OfferRow['name'], OfferRow>()
  for (const row of rows) {
    const known = byName.get(row.name)
    byName.set(row.name, known ? { ...known, amountCents: known.amountCents + row.amountCents } : row)
  }
  return [...byName.values()]
}

/** Each row's stretch of a bar as wide as all that is paid; what is taken off has none. */
export function offerBar(
  rows: readonly OfferRow[],
): { shade: OfferRow['shade']; from: number; width: number }[] {
  const paid = rows.filter(({ amountCents }) => amountCents > 0)
  const whole = paid.reduce((sum, { amountCents }) => sum + amountCents, 0)
  let from = 0
  return paid.map(({ shade, amountCents }) => {
    const stretch = { shade, from, width: amountCents / whole }
    from += stretch.width
    return stretch
  })
}
