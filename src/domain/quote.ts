import { type ContractTerms, type DayRates, ENERGY_COMPONENTS, moduleOneCreditPerYear } from './tariff.ts'
import type { InvoiceLineKind } from './invoice-lines.ts'
import {
  centsFromNano,
  divideRounded,
  MICRO_PER_CENT,
  NANO_PER_CENT,
  roundParts,
  VAT_PERCENT,
} from './money.ts'

/** Who gets the money, as the customer reads it. */
export type QuoteSubgroup = 'fee' | 'grid' | 'metering' | 'energy' | 'levies'

export interface QuotePart {
  subgroup: QuoteSubgroup
  /** The line of a bill that this part becomes. */
  kind: InvoiceLineKind
  /** A month; negative for what is taken off. */
  amountCents: number
}

/** What a contract would cost a month. The parts add up to their group and the groups to the total, to the cent. */
export interface QuoteAmounts {
  amountCents: number
  base: { amountCents: number; parts: QuotePart[] }
  variable: {
    amountCents: number
    /** A twelfth of the year's use. */
    energyWh: number
    /** With `energyWh` it makes the amount: rounded to the cent once. */
    unitMicroEurPerKwh: number
    parts: QuotePart[]
  }
}

export interface QuoteInput {
  terms: ContractTerms
  rates: DayRates
  annualWh: number
  /** The use-weighted mean of past exchange prices; not looked at for a fixed tariff. */
  exchangeMicroEurPerKwh: number
  /** Module 3: the grid's working price in the mean of a year; else that of `rates` holds. Net. */
  gridMicroEurPerKwh?: number | undefined
  /** Whether VAT is left out, as for a customer who is not charged it. */
  taxExempt?: boolean
}

type Net = [subgroup: QuoteSubgroup, kind: InvoiceLineKind, netMicroEur: number]

/**
 * The monthly amounts of a contract with all their parts, from the very figures that a bill is made of: a year at these
 * prices, divided by twelve. For feed-in what is earned counts negative.
 */
export function quoteAmounts(input: QuoteInput): QuoteAmounts {
  const { terms, annualWh, taxExempt = false } = input
  const percent = taxExempt ? 0 : VAT_PERCENT
  const base = baseAmounts(basePrices(input), percent)
  // Households feed in as small businesses: no VAT on what they earn (§ 19 UStG).
  const variable = variableAmounts(
    workingPrices(input),
    terms.type === 'feed_in' ? 0 : percent,
    divideRounded(annualWh, 12),
  )
  return { amountCents: base.amountCents + variable.amountCents, base, variable }
}

function workingPrices(input: QuoteInput): Net[] {
  const { terms, rates, exchangeMicroEurPerKwh } = input
  if (terms.type === 'feed_in') {
    const payout =
      terms.tariff === 'fixed'
        ? (terms.feedInMicroEurPerKwh ?? 0)
        : exchangeMicroEurPerKwh - terms.markupMicroEurPerKwh
    return [['energy', 'feed_in', -payout]]
  }
  const energy: Net[] =
    terms.tariff === 'fixed'
      ? [['energy', 'energy_fixed', terms.workingPriceMicroEurPerKwh ?? 0]]
      : [
          ['energy', 'energy_spot', exchangeMicroEurPerKwh],
          ['energy', 'procurement', terms.markupMicroEurPerKwh],
        ]
  return [
    ...energy,
    ...ENERGY_COMPONENTS.map((kind): Net => [
      kind === 'grid_energy' ? 'grid' : 'levies',
      kind,
      kind === 'grid_energy' ? gridPrice(input) : rates.energy[kind],
    ]),
  ]
}

const gridPrice = ({ rates, gridMicroEurPerKwh }: QuoteInput): number =>
  gridMicroEurPerKwh ?? rates.energy.grid_energy

/** Net, per year. */
function basePrices(input: QuoteInput): Net[] {
  const { terms, rates, annualWh } = input
  const fee: Net = ['fee', 'base_fee', rates.yearly.base_fee]
  if (terms.type === 'feed_in') return [fee]
  const prices: Net[] = [
    fee,
    ['grid', 'grid_base', rates.yearly.grid_base],
    ['metering', 'metering', rates.yearly.metering],
  ]
  if (!terms.module1) return prices
  // Never more than the grid fees themselves (BNetzA BK8-22/010-A).
  const gridFees = rates.yearly.grid_base + divideRounded(annualWh * gridPrice(input), 1000)
  const credit = Math.min(moduleOneCreditPerYear(rates.energy.grid_energy), gridFees)
  return [...prices, ['grid', 'grid_fee_reduction', -credit]]
}

function baseAmounts(prices: readonly Net[], percent: number): QuoteAmounts['base'] {
  const cents = roundParts(
    prices.map(([, , netMicroEur]) => netMicroEur * (100 + percent)),
    100 * 12 * MICRO_PER_CENT,
  )
  return { amountCents: sum(cents), parts: withCents(prices, cents) }
}

function variableAmounts(
  prices: readonly Net[],
  percent: number,
  energyWh: number,
): QuoteAmounts['variable'] {
  const netMicroEurPerKwh = prices.reduce((total, [, , net]) => total + net, 0)
  const unitMicroEurPerKwh = divideRounded(netMicroEurPerKwh * (100 + percent), 100)
  const amountCents = centsFromNano(energyWh * unitMicroEurPerKwh)
  const cents = roundParts(
    prices.map(([, , net]) => net * (100 + percent) * energyWh),
    100 * NANO_PER_CENT,
  )
  // The unit price was rounded before it was multiplied: the cent by which that can differ belongs to the energy.
  cents[0] = (cents[0] ?? 0) + amountCents - sum(cents)
  return { amountCents, energyWh, unitMicroEurPerKwh, parts: withCents(prices, cents) }
}

const withCents = (prices: readonly Net[], cents: readonly number[]): QuotePart[] =>
  prices.map(([subgroup, kind], index) => ({ subgroup, kind, amountCents: cents[index] ?? 0 }))

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
