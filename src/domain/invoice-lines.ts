import { meanPriceMicroEurPerKwh } from './energy.ts'
import type { GridLevel, LevelEnergy } from './grid-fee-windows.ts'
import { dayPiece, joinEqualPrices, type Piece } from './invoice-lines-pieces.ts'
import type { Day } from './local-time.ts'
import { centsFromNano, divideRounded, MICRO_PER_CENT, netOf, VAT_PERCENT } from './money.ts'
import { GRID_KIND, gridPrice } from './tariff-price.ts'
import {
  type ContractTerms,
  type DayRates,
  ENERGY_COMPONENTS,
  type EnergyComponent,
  moduleOneCreditPerYear,
  type ReducedGridComponent,
  type YearlyComponent,
} from './tariff.ts'

export type InvoiceLineKind =
  | 'energy_spot'
  | 'procurement'
  | 'energy_fixed'
  | EnergyComponent
  | ReducedGridComponent
  | 'base_fee'
  | YearlyComponent
  | 'grid_fee_reduction'
  | 'feed_in'
  | 'instalment'
  | 'instalments_paid'
  | 'reversal'

/** One line of an invoice. `netCents` is rounded once, from unrounded sums; the unit price is for reading only. */
export interface InvoiceLine {
  kind: InvoiceLineKind
  /** The days `[from, to)` it covers. */
  from: Day
  to: Day
  /** In `unit`: watt-hours or days; 1 for an instalment. */
  quantity: number
  unit: 'Wh' | 'day' | 'piece'
  /** Micro-EUR per kWh, per day or per piece; the use-weighted mean where prices moved. */
  unitPriceMicroEur: number
  unitPriceIsMean: boolean
  netCents: number
  vatPercent: number
}

/** A stretch of the billed period in which the contract's rates stay the same. */
export interface UsageSegment {
  from: Day
  to: Day
  energyWh: number
  /** Quarter-hour energies times exchange prices (or feed-in payouts), nano-EUR, unrounded. */
  exchangeNanoEur: number
  rates: DayRates
  /** With module 3: what fell on its low and high hours. What is not known by the hour counts at the standard price. */
  levels?: LevelEnergy
}

/**
 * The lines of a bill for consumption, in the order § 40 (3) EnWG and the reader's eye ask for: energy, grid, levies and
 * tax each on their own, then what is charged by the day. A part whose price changes inside the period gets one line
 * per price, so that every line is quantity times price.
 */
export function consumptionLines(terms: ContractTerms, segments: readonly UsageSegment[]): InvoiceLine[] {
  const gridEnergy = gridLines(segments)
  const gridBase = yearlyLines(segments, 'grid_base', (rates) => rates.yearly.grid_base)
  return [
    ...energyLines(terms, segments),
    ...gridEnergy,
    ...ENERGY_COMPONENTS.flatMap((kind) =>
      kind === 'grid_energy' ? [] : perKwhLines(segments, kind, (rates) => rates.energy[kind]),
    ),
    ...yearlyLines(segments, 'base_fee', (rates) => rates.yearly.base_fee),
    ...gridBase,
    ...yearlyLines(segments, 'metering', (rates) => rates.yearly.metering),
    ...moduleOneLines(
      segments.filter(({ rates }) => rates.modules.module1),
      [...gridEnergy, ...gridBase],
    ),
  ]
}

function perKwhLines(
  segments: readonly UsageSegment[],
  kind: InvoiceLineKind,
  price: (rates: DayRates) => number,
  energyWh: (segment: UsageSegment) => number = (segment) => segment.energyWh,
): InvoiceLine[] {
  return joinEqualPrices(
    segments.map((segment) => {
      const [quantity, priceMicroEur] = [energyWh(segment), price(segment.rates)]
      return {
        from: segment.from,
        to: segment.to,
        quantity,
        priceMicroEur,
        nanoEur: quantity * priceMicroEur,
      }
    }),
  ).map((piece) => asLine(kind, piece, 'Wh'))
}

/** The grid's working price: one line, or with module 3 one for each of its levels that energy fell on. */
function gridLines(segments: readonly UsageSegment[]): InvoiceLine[] {
  const [reduced, usual] = [true, false].map((module2) =>
    segments.filter(({ rates }) => rates.modules.module2 === module2),
  ) as [UsageSegment[], UsageSegment[]]
  const atLevel = (level: GridLevel, energyWh: (segment: UsageSegment) => number) =>
    perKwhLines(usual, GRID_KIND[level], (rates) => gridPrice(rates, level), energyWh)
  return [
    ...atLevel('low', ({ levels }) => levels?.lowWh ?? 0).filter(({ quantity }) => quantity > 0),
    ...atLevel('standard', ({ energyWh, levels }) =>
      levels ? energyWh - levels.lowWh - levels.highWh : energyWh,
    ),
    ...atLevel('high', ({ levels }) => levels?.highWh ?? 0).filter(({ quantity }) => quantity > 0),
    ...perKwhLines(reduced, 'grid_energy_module_2', (rates) => rates.energy.grid_energy),
  ]
}

function energyLines(terms: ContractTerms, segments: readonly UsageSegment[]): InvoiceLine[] {
  if (terms.tariff === 'fixed') {
    return perKwhLines(segments, 'energy_fixed', () => terms.workingPriceMicroEurPerKwh ?? 0)
  }
  return [
    exchangeLine('energy_spot', segments, 1, VAT_PERCENT),
    ...perKwhLines(segments, 'procurement', () => terms.markupMicroEurPerKwh),
  ]
}

/**
 * The lines of a credit for energy fed in: negative, and without VAT, because households feed in as small businesses
 * (§ 19 UStG). What the supplier charges for the service carries VAT as usual.
 */
export function feedInLines(segments: readonly UsageSegment[]): InvoiceLine[] {
  return [
    exchangeLine('feed_in', segments, -1, 0),
    ...yearlyLines(segments, 'base_fee', (rates) => rates.yearly.base_fee),
  ]
}

/** A monthly instalment: a gross amount agreed beforehand, shown as net and tax. */
export function instalmentLines(grossCents: number, from: Day, to: Day): InvoiceLine[] {
  const netCents = netOf(grossCents)
  return [
    {
      kind: 'instalment',
      from,
      to,
      quantity: 1,
      unit: 'piece',
      unitPriceMicroEur: netCents * MICRO_PER_CENT,
      unitPriceIsMean: false,
      netCents,
      vatPercent: VAT_PERCENT,
    },
  ]
}

function yearlyLines(
  segments: readonly UsageSegment[],
  kind: InvoiceLineKind,
  microEurPerYear: (rates: DayRates) => number,
): InvoiceLine[] {
  const pieces = segments.map(({ from, to, rates }) => ({
    ...dayPiece(from, to, microEurPerYear(rates)),
    priceMicroEur: microEurPerYear(rates),
  }))
  return joinEqualPrices(pieces)
    .map((piece) => asLine(kind, dayPiece(piece.from, piece.to, piece.priceMicroEur), 'day'))
    .filter((line) => line.netCents !== 0)
}

function exchangeLine(
  kind: InvoiceLineKind,
  segments: readonly UsageSegment[],
  sign: 1 | -1,
  vatPercent: number,
): InvoiceLine {
  const first = segments[0]
  if (!first) throw new RangeError('An invoice needs at least one segment')
  const energyWh = segments.reduce((sum, segment) => sum + segment.energyWh, 0)
  const nanoEur = segments.reduce((sum, segment) => sum + segment.exchangeNanoEur, 0)
  return {
    kind,
    from: first.from,
    to: segments.at(-1)?.to ?? first.to,
    quantity: energyWh,
    unit: 'Wh',
    unitPriceMicroEur: sign * meanPriceMicroEurPerKwh(nanoEur, energyWh),
    unitPriceIsMean: true,
    netCents: centsFromNano(sign * nanoEur),
    vatPercent,
  }
}

/**
 * Module 1 by the day, but never more than the grid fees of the same bill: the reduction cannot make the grid pay
 * (BNetzA BK8-22/010-A).
 */
function moduleOneLines(segments: readonly UsageSegment[], gridFees: readonly InvoiceLine[]): InvoiceLine[] {
  const credit = yearlyLines(
    segments,
    'grid_fee_reduction',
    ({ energy }) => -moduleOneCreditPerYear(energy.grid_energy),
  )
  const [first] = credit
  const to = credit.at(-1)?.to
  const limitCents = sumOf(gridFees)
  if (!first || !to || -sumOf(credit) <= limitCents) return credit
  if (limitCents <= 0) return []
  const days = credit.reduce((sum, { quantity }) => sum + quantity, 0)
  return [
    {
      ...first,
      to,
      quantity: days,
      unitPriceMicroEur: -divideRounded(limitCents * MICRO_PER_CENT, days),
      unitPriceIsMean: true,
      netCents: -limitCents,
    },
  ]
}

const sumOf = (lines: readonly InvoiceLine[]): number =>
  lines.reduce((sum, { netCents }) => sum + netCents, 0)

function asLine(kind: InvoiceLineKind, piece: Piece, unit: 'Wh' | 'day'): InvoiceLine {
  return {
    kind,
    from: piece.from,
    to: piece.to,
    quantity: piece.quantity,
    unit,
    unitPriceMicroEur: piece.priceMicroEur,
    unitPriceIsMean: false,
    netCents: centsFromNano(piece.nanoEur),
    vatPercent: VAT_PERCENT,
  }
}
