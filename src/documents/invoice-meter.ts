import { type Drawing, heading } from './invoice-drawing.ts'
import type { DocumentReading, MeterValues } from './invoice-model.ts'
import { mm, PAGE, TEXT_WIDTH } from './sheet.ts'
import { drawTable, type TableRow } from './table.ts'

/** Readings and values with how each was obtained (§ 40 (2) no. 6 EnWG), and every estimate in plain sight (§ 40a (2)). */
export function meterSection(drawing: Drawing): void {
  const { sheet, invoice, t, style } = drawing
  const { meter } = invoice
  if (meter === null) return
  heading(drawing, invoice.contract.kind === 'feed_in' ? t.meter.titleFeedIn : t.meter.title, 70)
  for (const text of estimates(drawing, meter)) estimateNotice(drawing, text)
  const place = { x: PAGE.left, width: TEXT_WIDTH }
  if (meter.meterType === 'smart') {
    sheet.y = sheet.paragraph('P', t.meter.smart, { ...style.body, ...place, y: sheet.y }) + 6
  }
  const { ink, line } = sheet.colours
  drawTable(
    sheet,
    [
      { title: `${t.meterNumber} ${invoice.supply.meterNumber}`, width: TEXT_WIDTH - 310 },
      { title: t.meter.obtained, width: 230 },
      { title: t.meter.value, width: 80, align: 'right' },
    ],
    [...readingRows(drawing, meter), ...valueRows(drawing, meter), totalRow(drawing, meter)],
    {
      cell: style.cell,
      number: style.cellNumber,
      note: style.small,
      head: style.small,
      strong: style.subheading,
      total: { ...style.subheading, size: 10 },
      line,
      ink,
    },
  )
  sheet.y += 6
  for (const note of statusNotes(drawing, meter)) {
    sheet.need(24)
    sheet.y = sheet.paragraph('P', note, { ...style.small, ...place, y: sheet.y }) + 3
  }
  sheet.y += 12
}

function readingRows({ t, format }: Drawing, { start, between, end }: MeterValues): TableRow[] {
  return [start, ...between, end]
    .filter((reading): reading is DocumentReading => reading !== null)
    .map(({ day, obtained, valueWh }) => ({
      cells: [
        `${t.meter.day} ${format.date(day)}`,
        t.meter.how[obtained],
        `${format.number(valueWh / 1000, valueWh % 1000 === 0 ? 0 : 1)}\u00A0kWh`,
      ],
      look: 'line',
      keepWithNext: true,
    }))
}

/** Of a smart meter: how many days were measured, and how many were not. */
function valueRows({ t, format }: Drawing, { meterType, days }: MeterValues): TableRow[] {
  if (meterType !== 'smart') return []
  return (['final', 'preliminary', 'substitute', 'estimated'] as const)
    .filter((status) => days[status] > 0)
    .map((status) => ({
      cells: [
        t.meter.statusCaption,
        t.meter.status[status],
        t.lines.days(format.number(days[status]), days[status] === 1),
      ],
      look: 'line',
      keepWithNext: true,
    }))
}

function totalRow({ invoice, t, format }: Drawing, { totalWh }: MeterValues): TableRow {
  const label = invoice.contract.kind === 'feed_in' ? t.meter.fedIn : t.meter.used
  return { cells: [label, '', `${format.number(totalWh / 1000, 3)}\u00A0kWh`], look: 'total' }
}

/** Days that we estimated, and registers in between that the grid operator did: those move no total, yet money. */
function estimates({ t, format }: Drawing, meter: MeterValues): string[] {
  const all = Object.values(meter.days).reduce((sum, count) => sum + count, 0)
  const count = meter.days.estimated
  const days = count === all ? t.meter.allEstimated : t.lines.days(format.number(count), count === 1)
  const guessed = meter.between.filter(({ obtained }) => obtained === 'grid_estimation')
  return [
    ...(count > 0 ? [t.meter.estimate(days, format.kwh(meter.estimatedUsageWhPerYear))] : []),
    ...guessed.map(({ day }) => t.meter.estimateBetween(format.date(day))),
  ]
}

function estimateNotice({ sheet, t, style }: Drawing, text: string): void {
  const pad = mm(4)
  const inside = { x: PAGE.left + pad + 4, width: TEXT_WIDTH - pad * 2 - 4 }
  const height = pad * 1.7 + 15 + sheet.heightOf(text, style.body, inside.width)
  sheet.need(height + 10)
  const { y } = sheet
  // Framed as well as coloured: it must catch the eye on a black and white print too.
  sheet.decorate(() => {
    sheet.doc.rect(PAGE.left, y, TEXT_WIDTH, height).lineWidth(0.8).stroke(sheet.colours.warn)
    sheet.doc.rect(PAGE.left, y, 4, height).fill(sheet.colours.warn)
  })
  const title = { ...style.strong, size: 10.5, ...inside, y: y + pad * 0.8 }
  const below = sheet.paragraph('P', t.meter.estimateTitle, title)
  sheet.paragraph('P', text, { ...style.body, ...inside, y: below + 1 })
  sheet.y = y + height + 10
}

/** Whether a price changed on a day on which nobody read the meter. */
function isSpread({ invoice }: Drawing, { meterType, between }: MeterValues): boolean {
  const read = new Set(between.map(({ day }) => day))
  return (
    meterType === 'analog' &&
    invoice.lines.some(({ unit, from }) => unit === 'Wh' && from > invoice.periodStart && !read.has(from))
  )
}

function statusNotes(drawing: Drawing, meter: MeterValues): string[] {
  const { t, format } = drawing
  const { days } = meter
  const said = (count: number) => t.lines.days(format.number(count), count === 1)
  return [
    ...(isSpread(drawing, meter) ? [t.meter.spreadNote] : []),
    ...(days.substitute > 0 ? [t.meter.substituteNote(said(days.substitute))] : []),
    ...(days.preliminary > 0 ? [t.meter.preliminaryNote(said(days.preliminary))] : []),
  ]
}
