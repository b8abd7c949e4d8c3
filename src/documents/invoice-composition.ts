import { mix } from '../brand/palette.ts'
import { invoiceTotals } from '../domain/invoice-totals.ts'
import { type Drawing, heading } from './invoice-drawing.ts'
import { partsOf } from './line-groups.ts'
import { hairline } from './pairs.ts'
import { PAGE, TEXT_WIDTH } from './sheet.ts'

interface Slice {
  label: string
  cents: number
  colour: string
}

const BAR = 20
const ROW = 15.5

/** One bar with the parts of the amount, and each part with its sum: they add up to the amount above. */
export function composition(drawing: Drawing): void {
  const { sheet, invoice, t, format, style } = drawing
  const slices = slicesOf(drawing)
  if (slices.length < 3) return
  heading(drawing, t.composition.title, BAR + 8 + (slices.length + 1) * ROW)
  const bars = slices.filter(({ cents }) => cents > 0)
  const whole = bars.reduce((sum, { cents }) => sum + cents, 0)
  const share = (cents: number): string => format.percent(cents / whole)
  const spoken = bars.map(({ label, cents }) => `${label} ${share(cents)}`).join(', ')
  const { y } = sheet
  sheet.mark(
    'Figure',
    () => {
      let { left: x } = PAGE
      for (const [index, { cents, colour }] of bars.entries()) {
        const width = (TEXT_WIDTH * cents) / whole
        const gap = index === bars.length - 1 ? 0 : 1.4
        sheet.doc.rect(x, y, Math.max(0.5, width - gap), BAR).fill(colour)
        x += width
      }
    },
    { alt: t.composition.alt(spoken), bbox: [PAGE.left, y, PAGE.right, y + BAR] },
  )
  sheet.y = y + BAR + 6
  sheet.within('Table', () => {
    for (const slice of slices) {
      row(drawing, slice, slice.cents > 0 ? share(slice.cents) : '')
      sheet.decorate(() => hairline(sheet, PAGE.left, sheet.y - 2, PAGE.right, sheet.colours.line))
    }
    const total = { label: t.composition.sum, cents: invoice.totals.totalCents, colour: '' }
    sheet.y += 1
    row({ ...drawing, style: { ...style, cell: style.strong, cellNumber: strongNumber(drawing) } }, total, '')
  })
  sheet.y += 6
}

const strongNumber = ({ style }: Drawing): Drawing['style']['cellNumber'] => ({
  ...style.strong,
  align: 'right',
  figures: true,
})

function row({ sheet, format, style }: Drawing, { label, cents, colour }: Slice, share: string): void {
  const { y } = sheet
  if (colour !== '') sheet.decorate(() => sheet.doc.rect(PAGE.left, y + 1.8, 8.5, 8.5).fill(colour))
  sheet.within('TR', () => {
    const indent = colour === '' ? 0 : 15
    const name = { ...style.cell, x: PAGE.left + indent, y, width: 280 }
    sheet.paragraph('TH', label, name, { scope: 'Row' })
    sheet.paragraph('TD', share, {
      ...style.cellNumber,
      colour: sheet.colours.quiet,
      x: PAGE.right - 160,
      y,
      width: 60,
    })
    sheet.paragraph('TD', format.eur(cents), { ...style.cellNumber, x: PAGE.right - 90, y, width: 90 })
  })
  sheet.y = y + ROW
}

/** From the brand's colour to light: also told apart when printed in black and white. */
function slicesOf({ sheet, invoice, t }: Drawing): Slice[] {
  const { accent, ink } = sheet.colours
  const tones = {
    energy: accent,
    base: mix(accent, '#ffffff', 0.32),
    grid: mix(ink, '#ffffff', 0.18),
    levies: mix(ink, '#ffffff', 0.45),
    tax: mix(ink, '#ffffff', 0.65),
    credits: mix(accent, '#ffffff', 0.75),
  }
  const parts = partsOf(invoice.lines.filter(({ kind }) => kind !== 'instalments_paid')).map(
    ({ part, kinds, netCents }) => ({
      // A single credit is called by its name.
      label:
        part === 'credits' && kinds.length === 1 && kinds[0] ? t.lines.names[kinds[0]] : t.composition[part],
      cents: netCents,
      colour: tones[part],
    }),
  )
  // Instalments are taken off with the tax they contained: the tax shown is the one on the use itself.
  const taken = invoice.lines.filter(({ kind }) => kind === 'instalments_paid')
  const { vatCents } = invoiceTotals(invoice.lines.filter((line) => !taken.includes(line)))
  const vat = { label: t.composition.vat, cents: vatCents, colour: mix(ink, '#ffffff', 0.8) }
  const slices = vatCents === 0 ? parts : [...parts, vat]
  if (taken.length === 0) return slices
  const rest = invoice.totals.totalCents - slices.reduce((sum, { cents }) => sum + cents, 0)
  return [...slices, { label: t.composition.instalments, cents: rest, colour: tones.credits }]
}
