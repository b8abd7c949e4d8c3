import { mix } from '../brand/palette.ts'
import { type Bar, chartHeight, drawBars } from './bar-chart.ts'
import { periodName } from './invoice-amount.ts'
import { type Drawing, heading } from './invoice-drawing.ts'
import { mm, PAGE, TEXT_WIDTH } from './sheet.ts'

/** Last year's same period and households like this one, as graphics (§ 40 (2) nos. 7 and 8 EnWG). */
export function comparisonSection(drawing: Drawing): void {
  const { invoice, t } = drawing
  const isFeedIn = invoice.contract.kind === 'feed_in'
  if (invoice.meter === null) return
  const groups = groupBars(drawing)
  const lastYear = lastYearBars(drawing)
  heading(drawing, isFeedIn ? t.comparison.titleFeedIn : t.comparison.title, 60 + chartHeight(lastYear))
  lastYearChart(drawing, lastYear)
  if (groups.length > 1) groupChart(drawing, groups)
  drawing.sheet.y += 12
}

function lastYearBars(drawing: Drawing): Bar[] {
  const { sheet, invoice, format, t } = drawing
  const { meter, lastYearWh } = invoice
  if (meter === null || lastYearWh === null) return []
  const soft = mix(sheet.colours.ink, '#ffffff', 0.55)
  return [
    {
      label: t.comparison.thisYear(periodName(drawing)),
      value: meter.totalWh,
      shown: format.kwh(meter.totalWh),
      colour: sheet.colours.accent,
      own: true,
    },
    { label: t.comparison.year, value: lastYearWh, shown: format.kwh(lastYearWh), colour: soft },
  ]
}

function lastYearChart(drawing: Drawing, bars: readonly Bar[]): void {
  const { sheet, invoice, t, format, style } = drawing
  const { meter, lastYearWh } = invoice
  const place = { x: PAGE.left, width: TEXT_WIDTH }
  if (meter === null || lastYearWh === null) {
    const isFeedIn = invoice.contract.kind === 'feed_in'
    const none = isFeedIn ? t.comparison.noLastYearFeedIn : t.comparison.noLastYear
    sheet.y = sheet.paragraph('P', none, { ...style.body, ...place, y: sheet.y }) + 8
    return
  }
  sheet.y = drawBars(sheet, bars, spoken(drawing, bars), chartBox(drawing)) + 3
  const change = lastYearWh > 0 ? meter.totalWh / lastYearWh - 1 : 0
  const percent = format.percent(Math.abs(change))
  const verdict =
    Math.abs(change) < 0.005
      ? t.comparison.same
      : change > 0
        ? t.comparison.more(percent)
        : t.comparison.less(percent)
  if (lastYearWh > 0) {
    const box = { ...style.quiet, x: PAGE.left + LABELS, y: sheet.y, width: TEXT_WIDTH - LABELS }
    sheet.y = sheet.paragraph('P', verdict, box)
  }
  sheet.y += 8
}

function groupBars({ sheet, invoice, t, format }: Drawing): Bar[] {
  const { yearlyUse, supplier } = invoice
  if (yearlyUse === null) return []
  const soft = mix(sheet.colours.ink, '#ffffff', 0.55)
  return [
    {
      label: t.comparison.you,
      value: yearlyUse.wh,
      shown: `${format.kwh(yearlyUse.wh)} ${t.comparison.yearly[yearlyUse.basis]}`,
      colour: sheet.colours.accent,
      own: true,
    },
    ...supplier.comparison.groups.map(({ label, kwhPerYear }) => ({
      label: label[format.locale],
      value: kwhPerYear * 1000,
      shown: `${format.number(kwhPerYear)}\u00A0kWh`,
      colour: soft,
    })),
  ]
}

function groupChart(drawing: Drawing, bars: readonly Bar[]): void {
  const { sheet, invoice, t, format, style } = drawing
  sheet.need(chartHeight(bars) + 60)
  const place = { x: PAGE.left, width: TEXT_WIDTH }
  sheet.y = sheet.paragraph('H3', t.comparison.groups, { ...style.subheading, ...place, y: sheet.y + 4 }) + 4
  sheet.y = drawBars(sheet, bars, spoken(drawing, bars), chartBox(drawing)) + 4
  const source = invoice.supplier.comparison.source[format.locale]
  sheet.y = sheet.paragraph('P', source, { ...style.small, ...place, y: sheet.y })
}

const LABELS = mm(46)

const chartBox = ({ sheet, style }: Drawing) => ({
  x: PAGE.left,
  y: sheet.y,
  width: TEXT_WIDTH,
  labelWidth: LABELS,
  label: style.cell,
  strong: { ...style.cell, role: 'strong' as const },
  axis: sheet.colours.ink,
})

const spoken = ({ t }: Drawing, bars: readonly Bar[]): string =>
  t.comparison.alt(bars.map(({ label, shown }) => `${label}: ${shown}`).join('; '))
