import type { Locale } from '../ui/i18n.ts'
import { createFormat, type Format } from '../ui/format.ts'
import { invoiceXml } from './cii.ts'
import { attachInvoiceXml, identifyArchive } from './factur-x.ts'
import { brandFonts } from './fonts.ts'
import { amountBox, glance, headline, paymentDetails, titleOf } from './invoice-amount.ts'
import { comparisonSection } from './invoice-comparison.ts'
import { composition } from './invoice-composition.ts'
import { contractSection } from './invoice-contract.ts'
import { createStyles, type Drawing } from './invoice-drawing.ts'
import {
  addressField,
  companyFooter,
  foldMarks,
  informationBlock,
  letterhead,
  pageNumbers,
  reserveFooter,
} from './invoice-front.ts'
import { linesTable } from './invoice-lines-table.ts'
import { meterSection } from './invoice-meter.ts'
import { mixSection } from './invoice-mix.ts'
import type { InvoiceDocument } from './invoice-model.ts'
import { rightsSection } from './invoice-rights.ts'
import { de } from './invoice-texts.de.ts'
import { en } from './invoice-texts.en.ts'
import { Sheet } from './sheet.ts'

/**
 * The invoice as a tagged PDF/A-3: the first page answers what, how much, until when and how it is paid, the next how
 * the amount comes about, then what was measured, then whom to turn to. A company's carries the EN 16931 invoice inside
 * (ZUGFeRD, Factur-X). The same model gives the same bytes.
 */
export async function renderInvoicePdf(invoice: InvoiceDocument, locale: Locale): Promise<Buffer> {
  const t = locale === 'de' ? de : en
  const format = unbroken(createFormat(locale))
  const colours = invoice.brand.colours.light
  const drawing: Pick<Drawing, 'invoice' | 't' | 'format'> = { invoice, t, format }
  // Dated by the invoice, not by the clock: whoever asks twice gets the same file.
  const createdAt = new Date(`${invoice.issuedOn}T12:00:00Z`)
  const sheet = new Sheet(
    {
      pdfVersion: '1.7',
      subset: 'PDF/A-3a',
      tagged: true,
      displayTitle: true,
      lang: locale === 'de' ? 'de-DE' : 'en-GB',
      info: {
        Title: plain(`${titleOf(drawing)} (${invoice.number})`),
        Author: plain(invoice.supplier.legalName),
        Creator: plain(invoice.supplier.legalName),
        CreationDate: createdAt,
      },
    },
    brandFonts(invoice.brand),
    colours,
  )
  const bytes = collect(sheet.doc)
  draw({ ...drawing, sheet, style: createStyles(colours) })
  const xml = invoice.customer.kind === 'company' ? invoiceXml(invoice, locale) : null
  if (xml !== null) attachInvoiceXml(sheet.doc, xml, createdAt)
  identifyArchive(sheet.doc, { withInvoiceXml: xml !== null })
  sheet.doc.end()
  return bytes
}

function draw(drawing: Drawing): void {
  const { sheet, invoice } = drawing
  // What has few lines fits on the first page with them; a bill of use shows there what it is made of.
  const isShort = invoice.type !== 'usage' || invoice.contract.kind === 'feed_in'
  reserveFooter(drawing)
  sheet.within('Sect', () => {
    letterhead(drawing)
    addressField(drawing)
    informationBlock(drawing)
    foldMarks(drawing)
    headline(drawing)
    amountBox(drawing)
    paymentDetails(drawing)
    glance(drawing)
    if (!isShort) composition(drawing)
  })
  if (!isShort && sheet.doc.bufferedPageRange().count === 1) sheet.nextPage()
  for (const section of sectionsOf(invoice)) sheet.within('Sect', () => section(drawing))
  sheet.doc.switchToPage(0)
  sheet.within('Sect', () => companyFooter(drawing))
  pageNumbers(drawing)
}

/** A void points to the invoice that it takes back, which says the rest. */
function sectionsOf({ type }: InvoiceDocument): ((drawing: Drawing) => void)[] {
  if (type === 'void') return [linesTable, rightsSection]
  return [linesTable, contractSection, meterSection, comparisonSection, mixSection, rightsSection]
}

/** A date is never parted by the end of a line. */
const unbroken = (format: Format): Format => ({
  ...format,
  date: (day) => format.date(day).replaceAll(' ', '\u00A0'),
})

/** pdfkit writes these into XML as they are. */
const plain = (text: string): string =>
  text.replaceAll('&', '+').replace(/[<>]/g, '').replaceAll('\u00A0', ' ')

function collect(doc: PDFKit.PDFDocument): Promise<Buffer> {
  const chunks: Buffer[] = []
  return new Promise((resolve, reject) => {
    doc.on('data', (chunk: Buffer) => chunks.push(chunk))
    doc.on('end', () => resolve(Buffer.concat(chunks)))
    doc.on('error', reject)
  })
}
