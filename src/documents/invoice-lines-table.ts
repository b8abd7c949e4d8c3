import type { InvoiceLine } from '../domain/invoice-lines.ts'
import { addDays } from '../domain/local-time.ts'
import { type Drawing, heading } from './invoice-drawing.ts'
import type { InvoiceDocument } from './invoice-model.ts'
import { groupLines } from './line-groups.ts'
import { PAGE, TEXT_WIDTH } from './sheet.ts'
import { drawTable, type TableRow } from './table.ts'

/** Every line of the bill, the net sum, the tax of each rate and the total (§ 40 (3) EnWG, § 14 (4) UStG). */
export function linesTable(drawing: Drawing): void {
  const { sheet, invoice, t, format, style } = drawing
  const isFeedIn = invoice.contract.kind === 'feed_in'
  const title = invoice.type === 'void' ? t.lines.titleVoid : isFeedIn ? t.lines.titleFeedIn : t.lines.title
  heading(drawing, title, 110)
  const intro = t.lines.intro(format.date(invoice.periodStart), format.date(invoice.periodEnd))
  sheet.y = sheet.paragraph('P', intro, { ...style.quiet, x: PAGE.left, y: sheet.y, width: TEXT_WIDTH }) + 7
  const { ink, line } = sheet.colours
  drawTable(
    sheet,
    [
      { title: t.lines.item, width: TEXT_WIDTH - 276 },
      { title: t.lines.quantity, width: 92, align: 'right' },
      { title: t.lines.price, width: 104, align: 'right' },
      { title: t.lines.amount, width: 80, align: 'right' },
    ],
    [...lineRows(drawing), ...sumRows(drawing)],
    {
      cell: style.cell,
      number: style.cellNumber,
      note: { ...style.small, size: 7.5 },
      head: style.small,
      strong: style.subheading,
      total: { ...style.subheading, size: 11 },
      line,
      ink,
    },
  )
  sheet.y += 6
  for (const note of notes(drawing)) {
    sheet.need(24)
    sheet.y = sheet.paragraph('P', note, { ...style.small, x: PAGE.left, y: sheet.y, width: TEXT_WIDTH }) + 3
  }
  sheet.y += 12
}

function lineRows(drawing: Drawing): TableRow[] {
  const { invoice, t } = drawing
  const groups = groupLines(invoice.lines)
  const rows = groups.flatMap(({ group, lines }): TableRow[] => [
    ...(groups.length > 1
      ? [{ cells: [t.lines.groups[group]], look: 'group' as const, keepWithNext: true }]
      : []),
    ...lines.map((line) => lineRow(drawing, line)),
  ])
  const last = rows.at(-1)
  // The sums never stand alone at the top of a page.
  if (last) last.keepWithNext = true
  return rows
}

/** A credit for feeding in counts what the customer gets as positive, like the amount above the table. */
function creditSign({ type, contract, totals }: InvoiceDocument): 1 | -1 {
  return type === 'usage' && contract.kind === 'feed_in' && totals.totalCents < 0 ? -1 : 1
}

function lineRow({ invoice, t, format }: Drawing, line: InvoiceLine): TableRow {
  const sign = creditSign(invoice)
  const last = addDays(line.to, -1)
  const isWhole = line.from === invoice.periodStart && last === invoice.periodEnd
  return {
    cells: [
      t.lines.names[line.kind],
      quantityText(t, format, line),
      priceText(t, format, { ...line, unitPriceMicroEur: line.unitPriceMicroEur * sign }),
      format.eur(line.netCents * sign),
    ],
    ...(!isWhole && { note: format.spanShort(line.from, last) }),
    look: 'line',
  }
}

export function quantityText(t: Drawing['t'], format: Drawing['format'], line: InvoiceLine): string {
  if (line.unit === 'Wh') return `${format.number(line.quantity / 1000, 3)}\u00A0kWh`
  const count = format.number(line.quantity)
  return t.lines[line.unit === 'day' ? 'days' : 'months'](count, line.quantity === 1)
}

/** As exact as it was reckoned with: cents with three places, four where they are needed. */
export function priceText(t: Drawing['t'], format: Drawing['format'], line: InvoiceLine): string {
  const { unitPriceMicroEur: price, unit } = line
  // Instalments may have been of different amounts.
  if (unit === 'piece') return line.unitPriceIsMean ? '' : format.eurFine(price)
  const cents = format.ct(price, price % 10 === 0 ? 3 : 4)
  if (unit === 'day') return `${cents}\u00A0ct ${t.lines.perDay}`
  const shown = `${cents}\u00A0ct/kWh`
  return line.unitPriceIsMean ? t.lines.mean(shown) : shown
}

function sumRows({ invoice, t, format }: Drawing): TableRow[] {
  const { netCents, vat, totalCents } = invoice.totals
  const sign = creditSign(invoice)
  const several = vat.length > 1
  const rows: TableRow[] = [
    { cells: [t.lines.net, '', '', format.eur(netCents * sign)], look: 'sum', keepWithNext: true },
    ...vat.map((rate): TableRow => {
      const label = rate.percent === 0 ? t.lines.noVat : t.lines.vat(format.percent(rate.percent / 100))
      const base = several ? t.lines.onNet(format.eur(rate.netCents * sign)) : ''
      const cells = [label, '', base, format.eur(rate.vatCents * sign)]
      return { cells, look: 'sum', keepWithNext: true }
    }),
  ]
  const isCredit = totalCents < 0 && invoice.type !== 'void'
  const total = format.eur(isCredit ? -totalCents : totalCents)
  return [...rows, { cells: [isCredit ? t.lines.grossCredit : t.lines.gross, '', '', total], look: 'total' }]
}

function notes({ invoice, t }: Drawing): string[] {
  const has = (test: (line: InvoiceLine) => boolean) => invoice.lines.some(test)
  return [
    ...(has(({ unit, unitPriceIsMean }) => unit === 'Wh' && unitPriceIsMean)
      ? [invoice.contract.kind === 'feed_in' ? t.lines.meanNoteFeedIn : t.lines.meanNote]
      : []),
    ...(has(({ kind }) => kind === 'instalments_paid') ? [t.lines.instalments] : []),
  ]
}
