import { Failure } from './failure.ts'
import type { Modules } from './grid-fee-modules.ts'
import { type Day } from './local-time.ts'
import { MICRO_PER_CENT, netOf, roundParts, VAT_PERCENT } from './money.ts'

/** Price parts charged per kWh, and price parts charged per year. All of them change, most each January. */
export const ENERGY_COMPONENTS = [
  'grid_energy',
  'concession',
  'levy_kwkg',
  'levy_offshore',
  'levy_special_grid_use',
  'electricity_tax',
] as const
export const YEARLY_COMPONENTS = ['grid_base', 'metering'] as const
export type EnergyComponent = (typeof ENERGY_COMPONENTS)[number]
export type YearlyComponent = (typeof YEARLY_COMPONENTS)[number]
export type ComponentKind = EnergyComponent | YearlyComponent

/** One dated figure: it holds from its day until a later row of the same kind and scope begins. */
export interface DatedComponent {
  kind: ComponentKind
  /** Whom it concerns: `''` everyone, else a grid operator's code, a community size or a metering class. */
  scope: string
  /** Net micro-EUR: per kWh for energy components, per year for yearly ones. */
  netMicroEur: number
  validFrom: Day
}

/** What a contract fixes about its price; everything else comes from dated components. */
export interface ContractTerms extends Modules {
  type: 'consumption' | 'feed_in'
  tariff: 'dynamic' | 'fixed'
  /** Net, on top of the exchange price; for dynamic feed-in the marketing fee taken off it. */
  markupMicroEurPerKwh: number
  /** Net energy price of a fixed tariff. */
  workingPriceMicroEurPerKwh: number | null
  /** What a fixed feed-in plan pays. */
  feedInMicroEurPerKwh: number | null
  /** The supplier's own base fee, gross, per month. */
  baseFeeCents: number
  gridOperatorCode: string
  concessionClass: string
  meteringClass: string
}

/** The net figures that apply to one contract on one day. */
export interface DayRates {
  energy: Record<EnergyComponent, number>
  /** Net micro-EUR per year. */
  yearly: Record<YearlyComponent | 'base_fee', number>
}

/** Gross micro-EUR per kWh. VAT is spread over the parts, so they add up to the all-in price. */
export interface PriceParts {
  energy: number
  grid: number
  /** Concession fee and the three levies. */
  levies: number
  /** Electricity tax. */
  taxes: number
}

export interface AllInPrice {
  netMicroEurPerKwh: number
  grossMicroEurPerKwh: number
  parts: PriceParts
}

const scopeOf = (kind: ComponentKind, terms: ContractTerms): string => {
  if (kind === 'grid_energy' || kind === 'grid_base') return terms.gridOperatorCode
  if (kind === 'concession') return terms.concessionClass
  return kind === 'metering' ? terms.meteringClass : ''
}

/** @throws Failure when a figure that the contract needs is missing for that day. */
export function ratesOn(book: readonly DatedComponent[], terms: ContractTerms, day: Day): DayRates {
  const rate = (kind: ComponentKind): number => {
    const scope = scopeOf(kind, terms)
    let found: DatedComponent | undefined
    for (const row of book) {
      if (row.kind !== kind || row.scope !== scope || row.validFrom > day) continue
      if (!found || row.validFrom > found.validFrom) found = row
    }
    if (!found) throw new Failure('UNPROCESSABLE_ENTITY', `No ${kind} is known for “${scope}” on ${day}.`)
    return found.netMicroEur
  }
  return {
    energy: Object.fromEntries(ENERGY_COMPONENTS.map((kind) => [kind, rate(kind)])) as DayRates['energy'],
    yearly: {
      base_fee: netOf(terms.baseFeeCents * 12 * MICRO_PER_CENT),
      grid_base: rate('grid_base'),
      metering: rate('metering'),
    },
  }
}

/** The supplier's own net price per kWh; `null` for a dynamic tariff whose exchange price is not known. */
export function supplierPrice(terms: ContractTerms, exchange: number | null): number | null {
  if (terms.tariff === 'fixed') return terms.workingPriceMicroEurPerKwh ?? 0
  return exchange === null ? null : exchange + terms.markupMicroEurPerKwh
}

/** Grid fee, levies and tax: what a kWh costs apart from the energy itself, net. */
export function surchargesMicroEurPerKwh(rates: DayRates): number {
  return ENERGY_COMPONENTS.reduce((sum, kind) => sum + rates.energy[kind], 0)
}

/**
 * The price of a kWh in a quarter-hour with everything in it. A negative exchange price lowers the base of the VAT;
 * levies and tax stay as they are.
 */
export function allInPrice(rates: DayRates, energyMicroEurPerKwh: number): AllInPrice {
  const { energy } = rates
  const levies = energy.concession + energy.levy_kwkg + energy.levy_offshore + energy.levy_special_grid_use
  const net = [energyMicroEurPerKwh, energy.grid_energy, levies, energy.electricity_tax]
  const [forEnergy = 0, forGrid = 0, forLevies = 0, forTaxes = 0] = roundParts(
    net.map((part) => part * (100 + VAT_PERCENT)),
    100,
  )
  return {
    netMicroEurPerKwh: net.reduce((sum, part) => sum + part, 0),
    grossMicroEurPerKwh: forEnergy + forGrid + forLevies + forTaxes,
    parts: { energy: forEnergy, grid: forGrid, levies: forLevies, taxes: forTaxes },
  }
}

/**
 * What a kWh fed in earns. Households feed in as small businesses without VAT (§ 19 UStG), so net is gross.
 * `null` for a dynamic plan whose exchange price is not known.
 */
export function feedInPayout(terms: ContractTerms, exchange: number | null): number | null {
  if (terms.tariff === 'fixed') return terms.feedInMicroEurPerKwh ?? 0
  return exchange === null ? null : exchange - terms.markupMicroEurPerKwh
}

const MODULE_1_LUMP_SUM_GROSS_MICRO_EUR = 80_000_000
const MODULE_1_REFERENCE_KWH = 3750

/**
 * § 14a EnWG module 1 (BNetzA BK8-22/010-A): 80 EUR gross plus a fifth of the grid working price on 3,750 kWh, a year.
 * Net micro-EUR; credited by the day.
 */
export function moduleOneCreditPerYear(gridWorkingPriceMicroEurPerKwh: number): number {
  return (
    netOf(MODULE_1_LUMP_SUM_GROSS_MICRO_EUR) + (gridWorkingPriceMicroEurPerKwh * MODULE_1_REFERENCE_KWH) / 5
  )
}

/** `[from, to)` cut where a component of the contract changes, each piece with the rates that hold in it. */
export function rateSegments(
  book: readonly DatedComponent[],
  terms: ContractTerms,
  from: Day,
  to: Day,
): { from: Day; to: Day; rates: DayRates }[] {
  const changes = book.map((row) => row.validFrom).filter((day) => day > from && day < to)
  const starts = [from, ...new Set(changes.sort())]
  return starts.map((start, index) => ({
    from: start,
    to: starts[index + 1] ?? to,
    rates: ratesOn(book, terms, start),
  }))
}
