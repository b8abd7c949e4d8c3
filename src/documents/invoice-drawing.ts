import type { Palette } from '../brand/palette.ts'
import type { Format } from '../ui/format.ts'
import type { InvoiceDocument } from './invoice-model.ts'
import type { InvoiceTexts } from './invoice-texts.de.ts'
import type { Sheet } from './sheet.ts'
import type { TextStyle } from './typesetter.ts'
import type { PostalAddress } from './supplier.ts'

/** What every part of the document draws with. */
export interface Drawing {
  sheet: Sheet
  invoice: InvoiceDocument
  t: InvoiceTexts
  format: Format
  style: Styles
}

export type Styles = ReturnType<typeof createStyles>

/** The steps of size and colour; nothing that must be read is smaller than 7.5 points. */
export function createStyles({ ink, quiet, accent }: Palette) {
  const text = (size: number, colour: string, rest: Partial<TextStyle> = {}): TextStyle => ({
    size,
    colour,
    ...rest,
  })
  return {
    title: text(21, ink, { role: 'display', leading: 1.18 }),
    heading: text(13.5, ink, { role: 'display', leading: 1.25 }),
    subheading: text(9.5, ink, { role: 'strong' }),
    amount: text(31, ink, { role: 'display', leading: 1.1 }),
    due: text(15, ink, { role: 'display', leading: 1.2 }),
    figure: text(14, ink, { role: 'display', leading: 1.25 }),
    body: text(9.5, ink, { leading: 1.42 }),
    strong: text(9.5, ink, { role: 'strong', leading: 1.42 }),
    quiet: text(9, quiet, { leading: 1.4 }),
    small: text(8, quiet, { leading: 1.42 }),
    smallStrong: text(8, ink, { role: 'strong', leading: 1.42 }),
    cell: text(9, ink, { leading: 1.35 }),
    cellNumber: text(9, ink, { leading: 1.35, align: 'right', figures: true }),
    accent: text(9, accent, { role: 'strong', leading: 1.4 }),
  }
}

export const streetOf = ({ street, houseNumber }: PostalAddress): string => `${street} ${houseNumber}`
export const townOf = ({ zip, city }: PostalAddress): string => `${zip} ${city}`
export const addressLine = (address: PostalAddress): string => `${streetOf(address)}, ${townOf(address)}`

/** A section's heading, kept together with at least so much of what follows. */
export function heading({ sheet, style }: Drawing, text: string, keep: number): void {
  const height = sheet.heightOf(text, style.heading, 460)
  sheet.need(height + 8 + keep)
  sheet.y = sheet.paragraph('H2', text, { ...style.heading, x: left, y: sheet.y, width: 460 }) + 6
}

// DIN 5008: the text begins 25 mm from the edge.
const left = (25 * 72) / 25.4
