import { describe, expect, it } from 'vitest'
import { mergeBrand } from '../brand/brand.ts'
import { NORDLICHT_BRAND, SONNWERK_BRAND } from '../demo/brands.ts'
import { reversedLines } from '../domain/invoice-totals.ts'
import { createFormat } from '../ui/format.ts'
import { invoiceXml } from './cii.ts'
import { priceText, quantityText } from './invoice-lines-table.ts'
import { renderInvoicePdf } from './invoice-pdf.ts'
import { de } from './invoice-texts.de.ts'
import { en } from './invoice-texts.en.ts'
import { feedInCreditLines, instalmentOf, testInvoice, usageLines } from './test-invoices.ts'
import { nodesOf, plain, readPdf, textItems, untaggedText } from './test-pdf.ts'

const company = {
  ...testInvoice().customer,
  kind: 'company' as const,
  name: 'Dilek Yıldız GmbH',
  contact: 'Łukasz Żółć',
  vatId: 'DE129475270',
}

describe('the PDF of an invoice', () => {
  it.each([
    ['de', de],
    ['en', en],
  ] as const)('says every line, every sum, what is due and when, in %s', async (locale, t) => {
    const invoice = testInvoice()
    const format = createFormat(locale)
    const { text } = await readPdf(await renderInvoicePdf(invoice, locale))
    for (const line of invoice.lines) {
      const row = [
        t.lines.names[line.kind],
        quantityText(t, format, line),
        priceText(t, format, line),
        format.eur(line.netCents),
      ]
      expect(text).toContain(plain(row.join(' ')))
    }
    const { netCents, vatCents, totalCents } = invoice.totals
    expect([netCents, vatCents, totalCents]).toEqual([7992, 1518, 9510])
    for (const cents of [netCents, vatCents, totalCents]) expect(text).toContain(plain(format.eur(cents)))
    expect(text).toContain(plain(`${t.dueOn} ${format.date('2025-12-04')}`))
    for (const said of [
      'Anna Sommer Weserstraße 41 12045 Berlin',
      'H62SU12A-002',
      '41373559241',
      '1APA0195124010',
      'DE00 1069 6664 6100 0000 0000 0000 1234 5',
      'M-H62SU12A',
      'DE98ZZZ09999999999',
      'Lichtstrom & Söhne GmbH',
      'HRB 000000 B',
      'DE136695976',
      'Beispielnetz Berlin GmbH',
      '9904550000000',
      'Schlichtungsstelle Energie e. V.',
      'verbraucherservice-energie@bnetza.de',
      'www.bfee-online.de',
    ])
      expect(text).toContain(said)
    expect(text).toContain(plain(format.date('2025-12-04')))
    expect(text).toContain(locale === 'de' ? '5 % weniger als im Vorjahr' : '5% less than last year')
  })

  it('is tagged: language, title, headings in order, tables with heads, figures with their content in words', async () => {
    const pdf = await renderInvoicePdf(testInvoice(), 'de')
    const { trees, info, isMarked, raw } = await readPdf(pdf)
    expect(isMarked).toBe(true)
    expect(info['Language']).toBe('de-DE')
    expect(info['Title']).toBe('Ihre Stromrechnung Oktober 2025 (H62SU12A-002)')
    expect(raw).toContain('/DisplayDocTitle true')
    expect(raw).toMatch(/<pdfaid:part>3<\/pdfaid:part>\s*<pdfaid:conformance>A</)
    expect(raw).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(nodesOf(trees, 'H1')).toHaveLength(1)
    expect(nodesOf(trees, 'H2').length).toBeGreaterThanOrEqual(5)
    const heads = nodesOf(trees, 'TH')
    expect(heads.length).toBeGreaterThan(30)
    const figures = nodesOf(trees, 'Figure').map(({ alt }) => plain(alt ?? ''))
    expect(figures).toHaveLength(5)
    expect(figures[1]).toBe('Balkendiagramm. Oktober 2025: 298 kWh; Gleicher Zeitraum im Vorjahr: 312 kWh')
    expect(figures[2]).toContain('Sie: 3.900 kWh voraussichtlich im Jahr; 1 Person: 1.500 kWh')
    expect(nodesOf(trees, 'Link').length).toBeGreaterThanOrEqual(8)
    expect(untaggedText(pdf)).toEqual([])
  })

  it('embeds every font it uses', async () => {
    for (const brand of [mergeBrand(SONNWERK_BRAND), mergeBrand(NORDLICHT_BRAND)]) {
      const { raw } = await readPdf(await renderInvoicePdf(testInvoice(usageLines(), { brand }), 'de'))
      const used = raw.match(/\/Subtype \/Type0/g) ?? []
      expect(used.length).toBeGreaterThanOrEqual(3)
      expect(raw.match(/\/FontFile2 \d/g)).toHaveLength(used.length)
      expect(raw).not.toMatch(/\/Subtype \/Type1\b|Helvetica/)
    }
  })

  it('attaches the EN 16931 invoice for a company as an alternative, and nothing for a person', async () => {
    const invoice = testInvoice(usageLines(), { customer: company, yearlyUse: null })
    const { attachments, raw, text } = await readPdf(await renderInvoicePdf(invoice, 'de'))
    expect(attachments).toEqual({ 'factur-x.xml': invoiceXml(invoice, 'de') })
    expect(raw).toContain('/AFRelationship /Alternative')
    expect(raw).toMatch(/\/AF \[\d+ 0 R\]/)
    expect(raw).toContain('<fx:ConformanceLevel>EN 16931</fx:ConformanceLevel>')
    expect(raw).toContain('<pdfaSchema:prefix>fx</pdfaSchema:prefix>')
    expect(text).toContain('Dilek Yıldız GmbH')
    expect(text).toContain('Łukasz Żółć')
    const person = await readPdf(await renderInvoicePdf(testInvoice(), 'de'))
    expect(person.attachments).toEqual({})
    expect(person.raw).not.toContain('fx:')
  })

  it('gives the same bytes for the same invoice', async () => {
    const invoice = testInvoice(usageLines(), { customer: company })
    const first = await renderInvoicePdf(invoice, 'de')
    await renderInvoicePdf(testInvoice(feedInCreditLines(), { brand: mergeBrand(NORDLICHT_BRAND) }), 'en')
    expect((await renderInvoicePdf(invoice, 'de')).equals(first)).toBe(true)
    expect(first.toString('latin1')).toContain('(D:20251104120000Z)')
  })

  it('says that a void takes back, and which invoice', async () => {
    const invoice = testInvoice(reversedLines(usageLines()), {
      type: 'void',
      number: 'H62SU12A-003',
      meter: null,
      lastYearWh: null,
      yearlyUse: null,
      payment: { kind: 'none' },
      earlier: { relation: 'voids', number: 'H62SU12A-002', issuedOn: '2025-11-04' },
    })
    const { text, pages } = await readPdf(await renderInvoicePdf(invoice, 'de'))
    expect(text).toContain('Storno der Rechnung H62SU12A-002')
    expect(text).toContain('hebt die Rechnung H62SU12A-002 vom 4. November 2025 vollständig auf')
    expect(text).toContain('−298,123 kWh')
    expect(text).toContain('Rechnungsbetrag brutto −95,10 €')
    expect(pages).toHaveLength(2)
  })

  it('calls a credit for feeding in "Gutschrift" and says when it is paid out (§ 14 (2) UStG)', async () => {
    const invoice = testInvoice(feedInCreditLines(), {
      contract: { ...testInvoice().contract, kind: 'feed_in', tariff: 'fixed' },
      payment: { kind: 'payout', iban: 'DE02120300000000202051', by: '2025-11-18' },
    })
    const { text } = await readPdf(await renderInvoicePdf(invoice, 'de'))
    expect(text).toContain('Gutschrift H62SU12A-002')
    expect(text).toContain('21,49 €')
    expect(text).toContain('bis zum 18. November 2025 auf Ihr Konto DE… 2051')
    expect(text).toContain('ohne Umsatzsteuer (§ 19 UStG)')
    expect(text).toContain('Ihre Einspeisung im Vergleich')
    expect(text).not.toMatch(/(Ihr|nach) Verbrauch /)
    expect(text).not.toContain('DE02120300000000202051 ')
  })

  it('asks for an instalment with tax on two pages', async () => {
    const invoice = testInvoice(instalmentOf(9500), {
      type: 'prepayment',
      meter: null,
      lastYearWh: null,
      yearlyUse: null,
      payment: { kind: 'transfer', by: '2025-12-04' },
    })
    const { text, pages } = await readPdf(await renderInvoicePdf(invoice, 'en'))
    expect(text).toContain('€95.00')
    expect(text).toContain('€79.83')
    expect(text).toContain('DE02 1203 0000 0000 2020 51')
    expect(pages).toHaveLength(2)
  })

  it('repeats the heads of a long table and never leaves its sums alone', async () => {
    const lines = Array.from({ length: 7 }, () => usageLines()).flat()
    const { pages } = await readPdf(await renderInvoicePdf(testInvoice(lines), 'de'))
    const withTotal = pages.find((page) => page.includes('Rechnungsbetrag brutto')) ?? ''
    expect(
      pages.filter((page) => page.includes('Posten Menge Preis netto Betrag netto')).length,
    ).toBeGreaterThan(2)
    const before = withTotal.slice(0, withTotal.indexOf('Summe netto'))
    expect(before).toMatch(/kWh|Tage/)
  })

  it('takes back a credit by asking for it again', async () => {
    const invoice = testInvoice(reversedLines(feedInCreditLines()), {
      type: 'void',
      meter: null,
      lastYearWh: null,
      yearlyUse: null,
      contract: { ...testInvoice().contract, kind: 'feed_in' },
      earlier: { relation: 'voids', number: 'H62SU12A-002', issuedOn: '2025-11-04' },
    })
    const { text } = await readPdf(await renderInvoicePdf(invoice, 'de'))
    expect(text).toContain('Wir buchen 21,49 € am 4. Dezember 2025 von Ihrem Konto DE… 2051 ab.')
    const unpaid = await readPdf(await renderInvoicePdf({ ...invoice, payment: { kind: 'none' } }, 'de'))
    expect(unpaid.text).toContain('Das Guthaben zahlen wir nicht aus.')
  })

  it('keeps everything on the paper, however many lines and however long the names', async () => {
    const long =
      'Gemeinnützige Wohnungsbaugenossenschaft Donaudampfschifffahrtselektrizitätenhauptbetriebswerk eG'
    for (let count = 1; count <= 5; count += 1) {
      const lines = Array.from({ length: count }, () => usageLines()).flat()
      const invoice = testInvoice(lines, {
        customer: { ...company, name: long },
        supplier: { ...testInvoice().supplier, legalName: long },
        contract: { ...testInvoice().contract, planName: long },
      })
      const items = await textItems(await renderInvoicePdf(invoice, 'de'))
      expect(items.filter(({ x, right, y }) => x < 40 || right > 555 || y < 20)).toEqual([])
      // Below the text of the later pages stands nothing but their number.
      const foot = items.filter(
        ({ page, y, text }) => page > 1 && y < 68 && !/^(Seite|Rechnungsnummer) /.test(text),
      )
      expect(foot).toEqual([])
    }
  })
})
