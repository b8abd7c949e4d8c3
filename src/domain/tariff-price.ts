import type { Modules } from './grid-fee-modules.ts'
import type { GridLevel } from './grid-fee-windows.ts'
import { grossOf, roundParts, VAT_PERCENT } from './money.ts'
import {
  type ContractTerms,
  type DayRates,
  ENERGY_COMPONENTS,
  type EnergyComponent,
  type ReducedGridComponent,
} from './tariff.ts'

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

/** A part of the price, named like the line of the bill that it becomes. */
export interface DetailedPart {
  kind: 'energy_spot' | 'procurement' | 'energy_fixed' | EnergyComponent | ReducedGridComponent | 'feed_in'
  group: keyof PriceParts
  /** Exact. */
  netMicroEurPerKwh: number
  /** Rounded so that the parts of a group add up to it, and all of them to the price. */
  grossMicroEurPerKwh: number
}

/** The price of a kWh with every part on its own. */
export interface DetailedPrice extends AllInPrice {
  /** Gross less net. */
  vatMicroEurPerKwh: number
  /** In the order of the bill. */
  details: DetailedPart[]
}

/** The supplier's own net price per kWh; `null` for a dynamic tariff whose exchange price is not known. */
export function supplierPrice(terms: ContractTerms, exchange: number | null): number | null {
  if (terms.tariff === 'fixed') return terms.workingPriceMicroEurPerKwh ?? 0
  return exchange === null ? null : exchange + terms.markupMicroEurPerKwh
}

/** The grid's net working price at one of the levels of module 3; without it they are all the same. */
export function gridPrice(rates: DayRates, level: GridLevel): number {
  const { timeOfUse, energy } = rates
  if (!timeOfUse || level === 'standard') return energy.grid_energy
  return level === 'low' ? timeOfUse.lowMicroEurPerKwh : timeOfUse.highMicroEurPerKwh
}

/** Grid fee, levies and tax: what a kWh costs apart from the energy itself, net. */
export function surchargesMicroEurPerKwh(rates: DayRates): number {
  return ENERGY_COMPONENTS.reduce((sum, kind) => sum + rates.energy[kind], 0)
}

/**
 * The price of a kWh in a quarter-hour with everything in it. A negative exchange price lowers the base of the VAT;
 * levies and tax stay as they are.
 */
export function allInPrice(
  rates: DayRates,
  energyMicroEurPerKwh: number,
  level: GridLevel = 'standard',
): AllInPrice {
  const { energy } = rates
  const levies = energy.concession + energy.levy_kwkg + energy.levy_offshore + energy.levy_special_grid_use
  const net = [energyMicroEurPerKwh, gridPrice(rates, level), levies, energy.electricity_tax]
  const [forEnergy = 0, forGrid = 0, forLevies = 0, forTaxes = 0] = roundParts(net.map(withVat), 100)
  return {
    netMicroEurPerKwh: net.reduce((sum, part) => sum + part, 0),
    grossMicroEurPerKwh: forEnergy + forGrid + forLevies + forTaxes,
    parts: { energy: forEnergy, grid: forGrid, levies: forLevies, taxes: forTaxes },
  }
}

/** The all-in price alone, where nobody asks for its parts. */
export const grossPrice = (rates: DayRates, energyMicroEurPerKwh: number, level: GridLevel): number =>
  grossOf(
    energyMicroEurPerKwh +
      gridPrice(rates, level) +
      surchargesMicroEurPerKwh(rates) -
      rates.energy.grid_energy,
  )

/** Hundredths of the unit. */
const withVat = (net: number): number => net * (100 + VAT_PERCENT)

type NetPart = Omit<DetailedPart, 'grossMicroEurPerKwh'>

const GROUP_OF: Record<EnergyComponent, keyof PriceParts> = {
  grid_energy: 'grid',
  concession: 'levies',
  levy_kwkg: 'levies',
  levy_offshore: 'levies',
  levy_special_grid_use: 'levies',
  electricity_tax: 'taxes',
}

/**
 * The same price with every part on its own, as § 40 (3) EnWG wants a bill to show it. `null` for a dynamic tariff whose
 * exchange price is not known. For feed-in it is the payout, in one part.
 */
export function detailedPrice(
  terms: ContractTerms,
  rates: DayRates,
  exchange: number | null,
  level: GridLevel = 'standard',
): DetailedPrice | null {
  if (terms.type === 'feed_in') return detailedPayout(feedInPayout(terms, exchange))
  const own = supplierPrice(terms, exchange)
  if (own === null) return null
  const price = allInPrice(rates, own, level)
  const net: NetPart[] = [
    ...ownParts(terms, exchange ?? 0),
    ...ENERGY_COMPONENTS.map((kind): NetPart => ({
      kind: kind === 'grid_energy' ? gridKind(rates.modules, level) : kind,
      group: GROUP_OF[kind],
      netMicroEurPerKwh: kind === 'grid_energy' ? gridPrice(rates, level) : rates.energy[kind],
    })),
  ]
  const details = (['energy', 'grid', 'levies', 'taxes'] as const).flatMap((group) => {
    const inside = net.filter((part) => part.group === group)
    const gross = roundParts(
      inside.map(({ netMicroEurPerKwh }) => withVat(netMicroEurPerKwh)),
      100,
      price.parts[group],
    )
    return inside.map((part, index): DetailedPart => ({ ...part, grossMicroEurPerKwh: gross[index] ?? 0 }))
  })
  return { ...price, vatMicroEurPerKwh: price.grossMicroEurPerKwh - price.netMicroEurPerKwh, details }
}

function detailedPayout(payout: number | null): DetailedPrice | null {
  if (payout === null) return null
  const amounts = { netMicroEurPerKwh: payout, grossMicroEurPerKwh: payout }
  return {
    ...amounts,
    vatMicroEurPerKwh: 0,
    parts: { energy: payout, grid: 0, levies: 0, taxes: 0 },
    details: [{ kind: 'feed_in', group: 'energy', ...amounts }],
  }
}

function ownParts(terms: ContractTerms, exchange: number): NetPart[] {
  const part = (kind: NetPart['kind'], netMicroEurPerKwh: number): NetPart => ({
    kind,
    group: 'energy',
    netMicroEurPerKwh,
  })
  if (terms.tariff === 'fixed') return [part('energy_fixed', terms.workingPriceMicroEurPerKwh ?? 0)]
  return [part('energy_spot', exchange), part('procurement', terms.markupMicroEurPerKwh)]
}

/** As which of its prices the grid's working price is billed, at each of the levels of module 3. */
export const GRID_KIND = {
  low: 'grid_energy_low',
  standard: 'grid_energy',
  high: 'grid_energy_high',
} as const satisfies Record<GridLevel, EnergyComponent | ReducedGridComponent>

function gridKind({ module2, module3 }: Modules, level: GridLevel): EnergyComponent | ReducedGridComponent {
  if (module2) return 'grid_energy_module_2'
  return GRID_KIND[module3 ? level : 'standard']
}

/**
 * What a kWh fed in earns. Households feed in as small businesses without VAT (§ 19 UStG), so net is gross.
 * `null` for a dynamic plan whose exchange price is not known.
 */
export function feedInPayout(terms: ContractTerms, exchange: number | null): number | null {
  if (terms.tariff === 'fixed') return terms.feedInMicroEurPerKwh ?? 0
  return exchange === null ? null : exchange - terms.markupMicroEurPerKwh
}
