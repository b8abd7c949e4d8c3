import { Failure } from './failure.ts'
import type { ModuleChange, Modules } from './grid-fee-modules.ts'
import {
  type DatedFeeWindow,
  type FeeSheet,
  feeSheets,
  type GridLevel,
  quarterChanges,
  quarterOfYear,
} from './grid-fee-windows.ts'
import type { Day } from './local-time.ts'
import { divideRounded, MICRO_PER_CENT, netOf } from './money.ts'

/** What is charged per kWh on top of the energy itself, in the order of the bill. Most of it changes each January. */
export const ENERGY_COMPONENTS = [
  'grid_energy',
  'concession',
  'levy_kwkg',
  'levy_offshore',
  'levy_special_grid_use',
  'electricity_tax',
] as const
/** Working prices of the grid that take the place of `grid_energy` under § 14a EnWG modules 2 and 3. */
export const REDUCED_GRID_COMPONENTS = [
  'grid_energy_low',
  'grid_energy_high',
  'grid_energy_module_2',
] as const
/** What is charged per year. */
export const YEARLY_COMPONENTS = ['grid_base', 'metering'] as const
export type EnergyComponent = (typeof ENERGY_COMPONENTS)[number]
export type ReducedGridComponent = (typeof REDUCED_GRID_COMPONENTS)[number]
export type YearlyComponent = (typeof YEARLY_COMPONENTS)[number]
export type ComponentKind = EnergyComponent | ReducedGridComponent | YearlyComponent

/** One dated figure: it holds from its day until a later row of the same kind and scope begins. */
export interface DatedComponent {
  kind: ComponentKind
  /** Whom it concerns: `''` everyone, else a grid operator's code, a community size or a metering class. */
  scope: string
  /** Net micro-EUR: per kWh for energy components, per year for yearly ones. */
  netMicroEur: number
  validFrom: Day
}

/** Dated figures and module 3 windows, laid out so that those of a contract and day are found without searching. */
export interface RateBook {
  /** By kind and scope, the newest first. */
  components: ReadonlyMap<string, readonly DatedComponent[]>
  /** By grid operator, the newest first. */
  feeSheets: ReadonlyMap<string, readonly FeeSheet[]>
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
  /** Like the modules, what holds until the first of `moduleChanges`. */
  meteringClass: string
  /** The oldest first. */
  moduleChanges?: readonly ModuleChange[]
}

/** The net figures that apply to one contract on one day. */
export interface DayRates {
  modules: Modules
  /** With module 2 `grid_energy` is the reduced price, with module 3 the one outside its windows. */
  energy: Record<EnergyComponent, number>
  /** Net micro-EUR per year. */
  yearly: Record<YearlyComponent | 'base_fee', number>
  /** Module 3: the grid's working prices in its windows. */
  timeOfUse?: TimeOfUse
}

export interface TimeOfUse {
  lowMicroEurPerKwh: number
  highMicroEurPerKwh: number
  /** The level at each of the 96 quarter-hours of the local clock. */
  clock: readonly GridLevel[]
}

const keyOf = (kind: ComponentKind, scope: string): string => `${kind} ${scope}`

export function createRateBook(
  components: readonly DatedComponent[],
  windows: readonly DatedFeeWindow[] = [],
): RateBook {
  const sorted = components.toSorted((a, b) => (a.validFrom < b.validFrom ? 1 : -1))
  return {
    components: Map.groupBy(sorted, ({ kind, scope }) => keyOf(kind, scope)),
    feeSheets: feeSheets(windows),
  }
}

const scopeOf = (kind: ComponentKind, terms: ContractTerms): string => {
  if (kind.startsWith('grid_')) return terms.gridOperatorCode
  if (kind === 'concession') return terms.concessionClass
  return kind === 'metering' ? terms.meteringClass : ''
}

const rowsOf = (book: RateBook, terms: ContractTerms, kind: ComponentKind): readonly DatedComponent[] =>
  book.components.get(keyOf(kind, scopeOf(kind, terms))) ?? []

const rowOn = (book: RateBook, terms: ContractTerms, kind: ComponentKind, day: Day) =>
  rowsOf(book, terms, kind).find(({ validFrom }) => validFrom <= day)

/** @throws Failure when a figure that the contract needs is missing for that day. */
function neededRow(book: RateBook, terms: ContractTerms, kind: ComponentKind, day: Day): DatedComponent {
  const found = rowOn(book, terms, kind, day)
  if (found) return found
  const scope = scopeOf(kind, terms)
  throw new Failure('UNPROCESSABLE_ENTITY', `No ${kind} is known for “${scope}” on ${day}.`)
}

/** The terms as they are on a day: with the modules of § 14a EnWG, and the price of the meter, that hold then. */
export function termsOn(terms: ContractTerms, day: Day): ContractTerms {
  const change = terms.moduleChanges?.findLast(({ from }) => from <= day)
  if (!change) return terms
  const { module1, module2, module3, meteringClass } = change
  return { ...terms, module1, module2, module3, meteringClass }
}

/** @throws Failure when a figure that the contract needs is missing for that day. */
export function ratesOn(book: RateBook, contract: ContractTerms, day: Day): DayRates {
  const terms = termsOn(contract, day)
  const rate = (kind: ComponentKind): number => neededRow(book, terms, kind, day).netMicroEur
  const { module1, module2, module3 } = terms
  const rates: DayRates = {
    modules: { module1, module2, module3 },
    energy: {
      grid_energy: module2 ? moduleTwoRate(book, terms, day) : rate('grid_energy'),
      concession: rate('concession'),
      levy_kwkg: rate('levy_kwkg'),
      levy_offshore: rate('levy_offshore'),
      levy_special_grid_use: rate('levy_special_grid_use'),
      electricity_tax: rate('electricity_tax'),
    },
    yearly: {
      base_fee: netOf(terms.baseFeeCents * 12 * MICRO_PER_CENT),
      // Module 2 comes without a base price of the grid (BNetzA BK8-22/010-A).
      grid_base: module2 ? 0 : rate('grid_base'),
      metering: rate('metering'),
    },
  }
  return module3 ? { ...rates, timeOfUse: timeOfUseOn(book, terms, day) } : rates
}

/**
 * § 14a EnWG module 2: 40 % of the working price. The grid operator's published figure holds where it is as new as the
 * working price; else it is reckoned, to a hundredth of a cent as price sheets state it.
 */
function moduleTwoRate(book: RateBook, terms: ContractTerms, day: Day): number {
  const full = neededRow(book, terms, 'grid_energy', day)
  const published = rowOn(book, terms, 'grid_energy_module_2', day)
  if (published && published.validFrom >= full.validFrom) return published.netMicroEur
  return divideRounded(full.netMicroEur * 40, 100 * 100) * 100
}

function timeOfUseOn(book: RateBook, terms: ContractTerms, day: Day): TimeOfUse {
  const sheet = book.feeSheets.get(terms.gridOperatorCode)?.find(({ validFrom }) => validFrom <= day)
  const clock = sheet?.quarters[quarterOfYear(day) - 1]
  if (!clock) {
    throw new Failure(
      'UNPROCESSABLE_ENTITY',
      `No hours of module 3 are known for “${terms.gridOperatorCode}” on ${day}.`,
    )
  }
  return {
    lowMicroEurPerKwh: neededRow(book, terms, 'grid_energy_low', day).netMicroEur,
    highMicroEurPerKwh: neededRow(book, terms, 'grid_energy_high', day).netMicroEur,
    clock,
  }
}

/** `[from, to)` cut where a component of the contract changes, each piece with the rates that hold in it. */
export function rateSegments(
  book: RateBook,
  terms: ContractTerms,
  from: Day,
  to: Day,
): { from: Day; to: Day; rates: DayRates }[] {
  const changes = (terms.moduleChanges ?? []).map((change) => change.from)
  const starts = [from, ...changes.filter((day) => day > from && day < to)].flatMap((start, index, all) =>
    changesWithin(book, termsOn(terms, start), start, all[index + 1] ?? to),
  )
  return starts.map((start, index) => ({
    from: start,
    to: starts[index + 1] ?? to,
    rates: ratesOn(book, terms, start),
  }))
}

/** `from`, and every day before `to` on which a figure changes while the modules stay the same. */
function changesWithin(book: RateBook, terms: ContractTerms, from: Day, to: Day): Day[] {
  const kinds: readonly ComponentKind[] = [
    ...ENERGY_COMPONENTS,
    ...YEARLY_COMPONENTS,
    ...(terms.module2 || terms.module3 ? REDUCED_GRID_COMPONENTS : []),
  ]
  const changes = kinds.flatMap((kind) => rowsOf(book, terms, kind).map(({ validFrom }) => validFrom))
  if (terms.module3) {
    const sheets = book.feeSheets.get(terms.gridOperatorCode) ?? []
    changes.push(...sheets.map(({ validFrom }) => validFrom), ...quarterChanges(from, to))
  }
  return [from, ...new Set(changes.filter((day) => day > from && day < to).sort())]
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
