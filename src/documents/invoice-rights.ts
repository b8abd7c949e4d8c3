import { type Drawing, heading } from './invoice-drawing.ts'
import { mm, PAGE, TEXT_WIDTH } from './sheet.ts'
import type { ConsumerContact } from './supplier.ts'

/** Dispute resolution, regulator, energy advice and changing supplier (§ 40 (2) nos. 9 to 12 EnWG), two beside each other. */
export function rightsSection(drawing: Drawing): void {
  const { sheet, invoice } = drawing
  const { disputes, regulator, advice, switching } = invoice.supplier.contacts
  const width = (TEXT_WIDTH - GAP) / 2
  const rows = [
    [disputes, regulator],
    [advice, switching],
  ] as const
  heading(drawing, drawing.t.rights.title, heightOf(drawing, disputes, width))
  for (const row of rows) {
    const height = Math.max(...row.map((contact) => heightOf(drawing, contact, width)))
    sheet.need(height)
    const { y } = sheet
    for (const [index, contact] of row.entries())
      draw(drawing, contact, PAGE.left + index * (width + GAP), y, width)
    sheet.y = y + height + 10
  }
}

const GAP = mm(8)

function heightOf(
  { sheet, format, style }: Drawing,
  { name, text, lines }: ConsumerContact,
  width: number,
): number {
  const { locale } = format
  const line = style.small.size * (style.small.leading ?? 1.4)
  return (
    sheet.heightOf(name[locale], style.smallStrong, width) +
    sheet.heightOf(text[locale], style.small, width) +
    2 +
    lines.length * line
  )
}

function draw(
  { sheet, format, style }: Drawing,
  { name, text, lines }: ConsumerContact,
  x: number,
  top: number,
  width: number,
): void {
  const { locale } = format
  let y = sheet.paragraph('H3', name[locale], { ...style.smallStrong, x, y: top, width })
  y = sheet.paragraph('P', text[locale], { ...style.small, x, y, width }) + 2
  for (const line of lines) {
    const url = addressOf(line)
    const box = { ...style.small, x, y, width, colour: sheet.colours.ink }
    y = url === null ? sheet.paragraph('P', line, box) : sheet.link(line, url, box)
  }
}

function addressOf(line: string): string | null {
  if (/^www\.\S+$/.test(line)) return `https://${line}`
  if (/^https?:\/\/\S+$/.test(line)) return line
  return /^\S+@\S+\.\S+$/.test(line) ? `mailto:${line}` : null
}
