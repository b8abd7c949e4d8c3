import { mix } from '../brand/palette.ts'
import { type Drawing, heading } from './invoice-drawing.ts'
import { mm, PAGE, TEXT_WIDTH } from './sheet.ts'
import { ENERGY_KINDS, type EnergyKind, type EnergyMix } from './supplier.ts'
import { drawTable } from './table.ts'

const BAR = 15
const LABELS = mm(46)

/** Stromkennzeichnung (§ 42 EnWG): the supplier's sources next to the German average, as a graphic and as a table. */
export function mixSection(drawing: Drawing): void {
  const { sheet, invoice, t, format, style } = drawing
  const { energyMix, legalName } = invoice.supplier
  if (energyMix === null || invoice.contract.kind === 'feed_in') return
  heading(drawing, t.mix.title, 230)
  const place = { x: PAGE.left, width: TEXT_WIDTH }
  const tones = colours(drawing)
  for (const [name, side] of [
    [legalName, energyMix.supplier],
    [t.mix.germany, energyMix.germany],
  ] as const) {
    stack(drawing, name, side, tones)
  }
  sheet.y += 4
  const { ink, line } = sheet.colours
  const percent = (value: number): string => `${format.number(value, 1)}\u00A0%`
  // A source that neither side has says nothing.
  const kinds = ENERGY_KINDS.filter((kind) => of(energyMix.supplier, kind) + of(energyMix.germany, kind) > 0)
  const rows = kinds.map((kind) => ({
    cells: [t.mix.kinds[kind], percent(of(energyMix.supplier, kind)), percent(of(energyMix.germany, kind))],
    look: 'line' as const,
    swatch: tones[kind],
    keepWithNext: true,
  }))
  const emissions = ([side, other]: readonly [EnergyMix['supplier'], EnergyMix['supplier']]) => [
    {
      cells: [
        t.mix.co2,
        `${format.number(side.co2GramsPerKwh)}\u00A0g/kWh`,
        `${format.number(other.co2GramsPerKwh)}\u00A0g/kWh`,
      ],
      look: 'line' as const,
      keepWithNext: true,
    },
    {
      cells: [
        t.mix.waste,
        `${format.number(side.radioactiveWasteMilligramsPerKwh, 2)}\u00A0mg/kWh`,
        `${format.number(other.radioactiveWasteMilligramsPerKwh, 2)}\u00A0mg/kWh`,
      ],
      look: 'line' as const,
    },
  ]
  drawTable(
    sheet,
    [
      { title: t.mix.kind, width: TEXT_WIDTH - 250 },
      { title: legalName, width: 125, align: 'right' },
      { title: t.mix.germany, width: 125, align: 'right' },
    ],
    [...rows, ...emissions([energyMix.supplier, energyMix.germany])],
    {
      cell: { ...style.cell, size: 8.5, leading: 1.2 },
      number: { ...style.cellNumber, size: 8.5, leading: 1.2 },
      note: style.small,
      head: style.small,
      strong: style.subheading,
      total: style.subheading,
      line,
      ink,
    },
  )
  sheet.y += 5
  const source = `${t.mix.intro(energyMix.year)}. ${energyMix.source[format.locale]}`
  sheet.y = sheet.paragraph('P', source, { ...style.small, ...place, y: sheet.y }) + 12
}

const of = ({ shares }: EnergyMix['supplier'], kind: EnergyKind): number =>
  shares.find((share) => share.kind === kind)?.percent ?? 0

function stack(
  { sheet, t, format, style }: Drawing,
  name: string,
  side: EnergyMix['supplier'],
  tones: Record<EnergyKind, string>,
): void {
  const { y } = sheet
  const [x, width] = [PAGE.left + LABELS, TEXT_WIDTH - LABELS]
  const shares = ENERGY_KINDS.map((kind) => ({ kind, percent: of(side, kind) })).filter(
    ({ percent }) => percent > 0,
  )
  const alt = t.mix.alt(
    `${name}: ${shares.map(({ kind, percent }) => `${t.mix.kinds[kind]} ${format.number(percent, 1)} %`).join(', ')}`,
  )
  sheet.mark(
    'Figure',
    () => {
      sheet.write(name, { ...style.cell, leading: 1.2, x: PAGE.left, y: y + 2.5, width: LABELS - 8 })
      let at = x
      for (const { kind, percent } of shares) {
        const long = (width * percent) / 100
        sheet.doc.rect(at, y, Math.max(0.5, long - 1), BAR).fill(tones[kind])
        if (long > 30) {
          const { paper, ink } = { paper: '#ffffff', ink: sheet.colours.ink }
          const colour = kind === 'renewable_funded' || kind === 'coal' || kind === 'nuclear' ? paper : ink
          sheet.write(`${format.number(percent)}\u00A0%`, {
            ...style.smallStrong,
            colour,
            x: at + 4,
            y: y + 2,
            width: long,
          })
        }
        at += long
      }
    },
    { alt, bbox: [PAGE.left, y, PAGE.right, y + BAR] },
  )
  sheet.y = y + Math.max(BAR, sheet.heightOf(name, { ...style.cell, leading: 1.2 }, LABELS - 8)) + 4
}

/** Renewables in the brand's colour, the others in greys: apart from each other in black and white too. */
function colours({ sheet }: Drawing): Record<EnergyKind, string> {
  const { accent, ink } = sheet.colours
  return {
    renewable_funded: accent,
    renewable_unfunded: mix(accent, '#ffffff', 0.55),
    nuclear: mix(ink, '#ffffff', 0.35),
    coal: mix(ink, '#ffffff', 0.12),
    gas: mix(ink, '#ffffff', 0.6),
    other_fossil: mix(ink, '#ffffff', 0.78),
  }
}
