import { invoiceTotals } from '../domain/invoice-totals.ts'
import type { InvoiceLineKind } from '../domain/invoice-lines.ts'
import type { Day } from '../domain/local-time.ts'
import { divideRounded } from '../domain/money.ts'
import type { RateBook } from '../domain/tariff.ts'
import { periodLines } from '../features/invoices/bill-usage.ts'
import type { Contract } from '../features/subscriptions/subscription.ts'
import type { UsageDetailDay } from '../features/usage/usage-export-days.ts'
import type { ShownCost } from './usage-view-model.ts'

const BY_THE_DAY: ReadonlySet<InvoiceLineKind> = new Set(['base_fee', 'grid_base', 'metering'])

/**
 * What the days cost, what is charged by the day on top, and what a bill for `[from, to)` would say of both. The days are
 * rounded one by one, as everywhere; a bill rounds each of its lines once, so a few cents may lie between them. Null as soon
 * as a price is missing.
 */
export function periodCost(
  contract: Contract,
  book: RateBook,
  days: readonly UsageDetailDay[],
  { from, to }: { from: Day; to: Day },
): ShownCost | null {
  const energyCents = energyCost(days)
  const priced = days.flatMap(({ day, energyWh, exchangeNano, quarters }) =>
    exchangeNano === null ? [] : [{ day, energyWh, nanoEur: exchangeNano, quarters }],
  )
  if (energyCents === null || priced.length < days.length) return null
  const sign = contract.terms.type === 'feed_in' ? -1 : 1
  const lines = periodLines(contract, book, priced, from, to)
  const gross = (isPart: (kind: InvoiceLineKind) => boolean): number =>
    sign * invoiceTotals(lines.filter(({ kind }) => isPart(kind))).totalCents || 0
  const baseCents = gross((kind) => BY_THE_DAY.has(kind))
  const reductionCents = gross((kind) => kind === 'grid_fee_reduction')
  const totalCents = gross(() => true)
  return {
    energyCents,
    baseCents,
    reductionCents,
    roundingCents: totalCents - energyCents - baseCents - reductionCents,
    totalCents,
    ...meanPrice(energyCents, days),
  }
}

/** The sum of what the days cost, or earned; null as soon as that of one is not known. */
export function energyCost(days: readonly UsageDetailDay[]): number | null {
  let sum = 0
  for (const { costCents } of days) {
    if (costCents === null) return null
    sum += costCents
  }
  return days.length === 0 ? null : sum
}

/** A cent is 10,000 micro-EUR, a kWh 1,000 Wh. */
const MICRO_AND_WH = 10_000 * 1000

function meanPrice(
  energyCents: number,
  days: readonly UsageDetailDay[],
): Pick<ShownCost, 'meanMicroEurPerKwh' | 'timingMicroEurPerKwh'> {
  const energyWh = days.reduce((sum, day) => sum + day.energyWh, 0)
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
