import { inFours } from '../domain/iban.ts'
import { addressLine, type Drawing, heading } from './invoice-drawing.ts'
import type { InvoiceDocument, Partner } from './invoice-model.ts'
import { drawPairs, type Pair, pairsHeight } from './pairs.ts'
import { mm, PAGE, TEXT_WIDTH } from './sheet.ts'

/** Term, prices, termination, place and market partners (§ 40 (2) nos. 2 to 5 and 13 EnWG). */
export function contractSection(drawing: Drawing): void {
  const { sheet, style } = drawing
  const pairs = contractPairs(drawing)
  const box = {
    width: TEXT_WIDTH,
    labelWidth: mm(50),
    label: { ...style.cell, colour: sheet.colours.quiet },
    value: style.cell,
    gap: 4,
  }
  heading(drawing, drawing.t.contract.title, pairsHeight(sheet, pairs, box))
  sheet.y = drawPairs(sheet, pairs, { ...box, x: PAGE.left, y: sheet.y, rule: sheet.colours.line }) + 11
}

function contractPairs(drawing: Drawing): Pair[] {
  const { invoice, t, format } = drawing
  const { contract, supply, supplier } = invoice
  const isFeedIn = contract.kind === 'feed_in'
  const name = isFeedIn ? t.contract.feedIn(contract.planName) : t.contract.outside(contract.planName)
  const start = format.date(contract.startOn)
  const metering = supplier.meteringIncluded ? t.contract.meteringIn : t.contract.meteringOut
  return [
    [t.contract.tariff, name],
    [t.contract.price, priceOf(drawing)],
    [
      t.contract.baseFee,
      contract.baseFeeCents === 0 ? null : t.contract.perMonth(format.eur(contract.baseFeeCents)),
    ],
    [t.contract.metering, isFeedIn ? null : metering],
    [
      t.contract.since,
      contract.lastDay === null
        ? t.contract.running(start)
        : t.contract.ending(start, format.date(contract.lastDay)),
    ],
    [t.contract.end, endOf(drawing)],
    [t.contract.place, addressLine(supply.address)],
    [t.contract.melo, supply.melo === null ? null : inFours(supply.melo)],
    ...operators(t, supply),
  ]
}

function priceOf({ invoice, t, format }: Drawing): string {
  const { kind, tariff, energyMicroEurPerKwh } = invoice.contract
  const cents = format.ct(Math.abs(energyMicroEurPerKwh), 2)
  if (tariff === 'dynamic') {
    const isLess = kind === 'feed_in' || energyMicroEurPerKwh < 0
    const price = isLess ? t.contract.spotLess(cents) : t.contract.spot(cents)
    return kind === 'feed_in' ? price : `${price}. ${t.contract.pass}`
  }
  return kind === 'feed_in' ? t.contract.paid(cents) : `${t.contract.fixed(cents)}. ${t.contract.pass}`
}

function endOf({ invoice, t, format }: Drawing): string | null {
  const { nextEnd, noticeDays, lastDay } = invoice.contract
  if (nextEnd !== null) return t.contract.endsOn(format.date(nextEnd), noticeDays)
  return lastDay === null ? null : t.contract.ended(format.date(lastDay))
}

/** § 40 (2) no. 5 EnWG: who measures, and the code number of the grid operator; often one and the same. */
function operators(t: Drawing['t'], { gridOperator, meteringOperator }: InvoiceDocument['supply']): Pair[] {
  if (gridOperator.code === meteringOperator.code)
    return [[t.contract.bothOperators, partner(t, gridOperator)]]
  return [
    [t.contract.gridOperator, partner(t, gridOperator)],
    [t.contract.meteringOperator, partner(t, meteringOperator)],
  ]
}

const partner = (t: Drawing['t'], { name, code }: Partner): string =>
  name === null ? t.contract.code(code) : `${name}, ${t.contract.code(code)}`
