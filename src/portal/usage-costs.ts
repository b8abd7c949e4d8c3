import { invoiceTotals } from '../domain/invoice-totals.ts'
import type { InvoiceLineKind } from '../domain/invoice-lines.ts'
import type { Day } from '../domain/local-time.ts'
import { divideRounded, roundParts } from '../domain/money.ts'
import type { RateBook } from '../domain/tariff.ts'
import { periodLines } from '../features/invoices/bill-usage.ts'
import type { Contract } from '../features/subscriptions/subscription.ts'
import type { UsageDetailDay } from '../features/usage/usage-export-days.ts'
import type { ShownCost } from './usage-view-model.ts'

const BY_THE_DAY: ReadonlySet<InvoiceLineKind> = new Set(['base_fee', 'grid_base', 'metering'])

/**
 * What a bill for `[from, to)` would say, and how it falls on energy, on what is charged by the day, and on the reduction of
 * § 14a EnWG. Null as soon as a price is missing.
 */
export function periodCost(
  contract: Contract,
  book: RateBook,
  days: readonly UsageDetailDay[],
  { from, to }: { from: Day; to: Day },
): ShownCost | null {
  const priced = days.flatMap(({ day, energyWh, exchangeNano, quarters }) =>
    exchangeNano === null ? [] : [{ day, energyWh, nanoEur: exchangeNano, quarters }],
  )
  if (priced.length === 0 || priced.length < days.length) return null
  const lines = periodLines(contract, book, priced, from, to)
  const { totalCents } = invoiceTotals(lines)
  const grossOf = (isPart: (kind: InvoiceLineKind) => boolean): number =>
    lines
      .filter(({ kind }) => isPart(kind))
      .reduce((sum, { netCents, vatPercent }) => sum + netCents * (100 + vatPercent), 0)
  const isBase = (kind: InvoiceLineKind) => BY_THE_DAY.has(kind)
  const isReduction = (kind: InvoiceLineKind) => kind === 'grid_fee_reduction'
  const [energy = 0, base = 0, reduction = 0] = roundParts(
    [grossOf((kind) => !isBase(kind) && !isReduction(kind)), grossOf(isBase), grossOf(isReduction)],
    100,
    totalCents,
  )
  const sign = contract.terms.type === 'feed_in' ? -1 : 1
  const energyWh = days.reduce((sum, day) => sum + day.energyWh, 0)
  const cents = (value: number): number => (value === 0 ? 0 : value * sign)
  return {
    energyCents: cents(energy),
    baseCents: cents(base),
    reductionCents: cents(reduction),
    totalCents: cents(totalCents),
    ...meanPrice(cents(energy), energyWh, days),
  }
}

/** A cent is 10,000 micro-EUR, a kWh 1,000 Wh. */
const MICRO_AND_WH = 10_000 * 1000

function meanPrice(
  energyCents: number,
  energyWh: number,
  days: readonly UsageDetailDay[],
): Pick<ShownCost, 'meanMicroEurPerKwh' | 'timingMicroEurPerKwh'> {
  if (energyWh === 0) return { meanMicroEurPerKwh: null, timingMicroEurPerKwh: null }
  const meanMicroEurPerKwh = divideRounded(energyCents * MICRO_AND_WH, energyWh)
  let [sum, count, low, high] = [0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const { pricesMicroEurPerKwh } of days) {
    for (const price of pricesMicroEurPerKwh ?? []) {
      sum += price
      count += 1
      low = Math.min(low, price)
      high = Math.max(high, price)
    }
  }
  const isFlat = count === 0 || low === high
  return {
    meanMicroEurPerKwh,
    timingMicroEurPerKwh: isFlat ? null : meanMicroEurPerKwh - divideRounded(sum, count),
  }
}
