import { meanPriceMicroEurPerKwh } from './energy.ts'
import { type Day, daysBetween } from './local-time.ts'
import { centsFromNano, MICRO_PER_CENT, netOf, VAT_PERCENT } from './money.ts'
import {
  type ContractTerms,
  type DayRates,
  ENERGY_COMPONENTS,
  type EnergyComponent,
  moduleOneCreditPerYear,
  type YearlyComponent,
} from './tariff.ts'
import { shareNano, yearShare } from './year-share.ts'

export type InvoiceLineKind =
  | 'energy_spot'
  | 'procurement'
  | 'energy_fixed'
  | EnergyComponent
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
}

interface Piece {
  from: Day
  to: Day
  quantity: number
  priceMicroEur: number
  nanoEur: number
}

/**
 * The lines of a bill for consumption, in the order § 40 (3) EnWG and the reader's eye ask for: energy, grid, levies and
 * tax each on their own, then what is charged by the day. A part whose price changes inside the period gets one line
 * per price, so that every line is quantity times price.
 */
export function consumptionLines(terms: ContractTerms, segments: readonly UsageSegment[]): InvoiceLine[] {
  const perKwh = (kind: InvoiceLineKind, price: (rates: DayRates) => number): InvoiceLine[] =>
    joinEqualPrices(
      segments.map(({ from, to, energyWh, rates }) => {
        const priceMicroEur = price(rates)
        return { from, to, quantity: energyWh, priceMicroEur, nanoEur: energyWh * priceMicroEur }
      }),
    ).map((piece) => asLine(kind, piece, 'Wh'))

  return [
    ...energyLines(terms, segments, perKwh),
    ...ENERGY_COMPONENTS.flatMap((kind) => perKwh(kind, (rates) => rates.energy[kind])),
    ...yearlyLines(segments, 'base_fee', (rates) => rates.yearly.base_fee),
    ...yearlyLines(segments, 'grid_base', (rates) => rates.yearly.grid_base),
    ...yearlyLines(segments, 'metering', (rates) => rates.yearly.metering),
    ...(terms.module1 ? moduleOneLines(segments) : []),
  ]
}

function energyLines(
  terms: ContractTerms,
  segments: readonly UsageSegment[],
  perKwh: (kind: InvoiceLineKind, price: () => number) => InvoiceLine[],
): InvoiceLine[] {
  if (terms.tariff === 'fixed') return perKwh('energy_fixed', () => terms.workingPriceMicroEurPerKwh ?? 0)
  return [
    exchangeLine('energy_spot', segments, 1, VAT_PERCENT),
    ...perKwh('procurement', () => terms.markupMicroEurPerKwh),
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

/** Never more than the grid fees of the same days: the reduction cannot make the grid pay (BNetzA BK8-22/010-A). */
function moduleOneLines(segments: readonly UsageSegment[]): InvoiceLine[] {
  return segments.map(({ from, to, energyWh, rates }) => {
    const credit = dayPiece(from, to, moduleOneCreditPerYear(rates.energy.grid_energy))
    const gridBase = dayPiece(from, to, rates.yearly.grid_base)
    const limit = energyWh * rates.energy.grid_energy + gridBase.nanoEur
    const nanoEur = -Math.min(credit.nanoEur, limit)
    return asLine('grid_fee_reduction', { ...credit, priceMicroEur: -credit.priceMicroEur, nanoEur }, 'day')
  })
}

function dayPiece(from: Day, to: Day, microEurPerYear: number): Piece {
  const days = daysBetween(from, to)
  const nanoEur = shareNano(microEurPerYear, yearShare(from, to))
  return { from, to, quantity: days, priceMicroEur: Math.round(nanoEur / days / 1000), nanoEur }
}

function joinEqualPrices(pieces: readonly Piece[]): Piece[] {
  const joined: Piece[] = []
  for (const piece of pieces) {
    const last = joined.at(-1)
    if (last && last.priceMicroEur === piece.priceMicroEur && last.to === piece.from) {
      last.to = piece.to
      last.quantity += piece.quantity
      last.nanoEur += piece.nanoEur
    } else {
      joined.push({ ...piece })
    }
  }
  return joined
}

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
