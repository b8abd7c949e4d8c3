import { type Drawing, heading } from './invoice-drawing.ts'
import { mm, PAGE, TEXT_WIDTH } from './sheet.ts'
import type { ConsumerContact } from './supplier.ts'

const GAP = mm(8)

/** Dispute resolution, regulator, energy advice and changing supplier (§ 40 (2) nos. 9 to 12 EnWG), in two columns. */
export function rightsSection(drawing: Drawing): void {
  const { sheet, invoice } = drawing
  const { disputes, regulator, advice, switching } = invoice.supplier.contacts
  const width = (TEXT_WIDTH - GAP) / 2
  const columns = [
    [disputes, switching],
    [regulator, advice],
  ]
  const heights = columns.map((contacts) =>
    contacts.reduce((sum, contact) => sum + heightOf(drawing, contact, width) + BETWEEN, -BETWEEN),
  )
  const height = Math.max(...heights)
  heading(drawing, drawing.t.rights.title, height)
  const top = sheet.y
  for (const [index, contacts] of columns.entries()) {
    let y = top
    for (const contact of contacts) {
      y = draw(drawing, contact, PAGE.left + index * (width + GAP), y, width) + BETWEEN
    }
  }
  sheet.y = top + height
}

const BETWEEN = 8

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
): number {
  const { locale } = format
  let y = sheet.paragraph('H3', name[locale], { ...style.smallStrong, x, y: top, width })
  y = sheet.paragraph('P', text[locale], { ...style.small, x, y, width }) + 2
  for (const line of lines) {
    const url = addressOf(line)
    const box = { ...style.small, x, y, width, colour: sheet.colours.ink }
    y = url === null ? sheet.paragraph('P', line, box) : sheet.link(line, url, box)
  }
  return y
}

function addressOf(line: string): string | null {
  if (/^www\.\S+$/.test(line)) return `https://${line}`
  if (/^https?:\/\/\S+$/.test(line)) return line
  return /^\S+@\S+\.\S+$/.test(line) ? `mailto:${line}` : null
}
