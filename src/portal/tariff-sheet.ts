import type { GridLevel } from '../domain/grid-fee-windows.ts'
import { divideRounded, grossOf, MICRO_PER_CENT, roundParts, VAT_PERCENT } from '../domain/money.ts'
import { detailedPrice } from '../domain/tariff-price.ts'
import {
  type ContractTerms,
  type DayRates,
  moduleOneCreditPerYear,
  type TimeOfUse,
} from '../domain/tariff.ts'
import { shownParts, type ShownPart } from './payout-parts.ts'
import type { PriceSheet } from './tariff-view-model.ts'

/** Where a day has no exchange price: round, near the mean of recent years, and said to be an assumption. */
const ASSUMED_EXCHANGE_MICRO_EUR = 80_000
/** A thousandth of a cent, the places that the figures of grid operators and levies have. */
const FINE = 10
/** A hundredth of a cent: the places in which prices are advertised (§ 14 PAngV). */
const SHOWN = 100

/** All parts of a contract's price on one day, so rounded that what is shown adds up to what is shown. */
export function priceSheet(
  terms: ContractTerms,
  rates: DayRates,
  exchangePrices: readonly number[] | null,
): PriceSheet {
  const exchange = exchangeOf(terms, exchangePrices)
  const price = detailedPrice(terms, rates, exchange?.microEurPerKwh ?? null)
  if (!price) throw new RangeError('A price of a dynamic tariff needs an exchange price')
  const vatPercent = terms.type === 'feed_in' ? 0 : VAT_PERCENT
  const total = divideRounded(price.netMicroEurPerKwh * (100 + vatPercent), 100 * SHOWN) * SHOWN
  const shown = showing(shownParts(terms, price.details).filter(isCharged), vatPercent, total)
  const withoutExchange = shown
    .filter(({ kind }) => kind !== 'energy_spot')
    .reduce((sum, { netMicroEurPerKwh }) => sum + netMicroEurPerKwh, 0)
  const rest = terms.type === 'feed_in' ? terms.markupMicroEurPerKwh : withoutExchange
  return {
    working: {
      parts: shown,
      netMicroEurPerKwh: price.netMicroEurPerKwh,
      grossMicroEurPerKwh: total,
      vatPercent,
    },
    dynamic: exchange && {
      ...exchange,
      restNetMicroEurPerKwh: rest,
      restGrossMicroEurPerKwh: divideRounded(rest * (100 + vatPercent), 100),
    },
    base: baseOf(terms, rates),
    creditGrossCents: rates.modules.module1 ? creditOf(rates) : null,
    timeOfUse: rates.timeOfUse ? timeOfUseOf(rates, rates.timeOfUse) : null,
  }
}

function exchangeOf(terms: ContractTerms, prices: readonly number[] | null) {
  if (terms.tariff === 'fixed') return null
  if (!prices || prices.length === 0) {
    return { microEurPerKwh: ASSUMED_EXCHANGE_MICRO_EUR, isAssumed: true }
  }
  const sum = prices.reduce((total, price) => total + price, 0)
  return { microEurPerKwh: divideRounded(sum, prices.length * FINE) * FINE, isAssumed: false }
}

/** A part that costs nothing, such as no mark-up, is no part. */
const isCharged = ({ netMicroEurPerKwh, kind }: ShownPart) =>
  netMicroEurPerKwh !== 0 || kind !== 'procurement'

function showing(parts: readonly ShownPart[], vatPercent: number, total: number) {
  const gross = roundParts(
    parts.map(({ netMicroEurPerKwh }) => netMicroEurPerKwh * (100 + vatPercent)),
    100 * SHOWN,
    total / SHOWN,
  )
  return parts.map(({ kind, netMicroEurPerKwh }, index) => ({
    kind,
    netMicroEurPerKwh,
    grossMicroEurPerKwh: (gross[index] ?? 0) * SHOWN,
  }))
}

const BASE_PARTS = ['base_fee', 'grid_base', 'metering'] as const

/** The base price complete, as it must stand beside the working price (§ 14 (2) PAngV): what a year costs whatever is used. */
function baseOf(terms: ContractTerms, { yearly }: DayRates): PriceSheet['base'] {
  const kinds = terms.type === 'feed_in' ? (['base_fee'] as const) : BASE_PARTS
  const net = kinds.map((kind) => yearly[kind])
  const netCents = roundParts(net, MICRO_PER_CENT)
  const grossCents = roundParts(
    net.map((microEur) => microEur * (100 + VAT_PERCENT)),
    100 * MICRO_PER_CENT,
  )
  const sum = (cents: readonly number[]) => cents.reduce((total, part) => total + part, 0)
  return {
    parts: kinds.map((kind, index) => ({
      kind,
      netCents: netCents[index] ?? 0,
      grossCents: grossCents[index] ?? 0,
    })),
    netCents: sum(netCents),
    grossCents: sum(grossCents),
    monthlyGrossCents: divideRounded(sum(grossCents), 12),
  }
}

const creditOf = ({ energy }: DayRates): number =>
  divideRounded(grossOf(moduleOneCreditPerYear(energy.grid_energy)), MICRO_PER_CENT)

function timeOfUseOf({ energy }: DayRates, hours: TimeOfUse): NonNullable<PriceSheet['timeOfUse']> {
  const prices: Record<GridLevel, number> = {
    low: hours.lowMicroEurPerKwh,
    standard: energy.grid_energy,
    high: hours.highMicroEurPerKwh,
  }
  return (['low', 'standard', 'high'] as const).map((level) => ({
    level,
    netMicroEurPerKwh: prices[level],
    windows: level === 'standard' ? [] : windowsOf(hours.clock, level),
  }))
}

/** Runs of the same level by the local clock, in minutes of the day: `[from, to)`. */
function windowsOf(clock: readonly GridLevel[], level: GridLevel): { from: number; to: number }[] {
  const windows: { from: number; to: number }[] = []
  for (const [quarter, at] of clock.entries()) {
    if (at !== level) continue
    const last = windows.at(-1)
    if (last && last.to === quarter * 15) last.to += 15
    else windows.push({ from: quarter * 15, to: (quarter + 1) * 15 })
  }
  return windows
}
