import { inFours } from '../domain/iban.ts'
import { type Drawing, addressLine, streetOf, townOf } from './invoice-drawing.ts'
import { drawLogo } from './logo.ts'
import { drawPairs, hairline } from './pairs.ts'
import { mm, PAGE, TEXT_WIDTH } from './sheet.ts'

/** The brand's sign at the top left of the first page. */
export function letterhead({ sheet, invoice }: Drawing): void {
  const { brand } = invoice
  const { ink } = sheet.colours
  const [top, height, size] = [mm(15), mm(11.5), 18]
  let width = 0
  const logo = () =>
    (width = brand.logo === null ? 0 : drawLogo(sheet.doc, brand.logo, box(top, height, ink)))
  if (brand.logoHasName) {
    const bbox: [number, number, number, number] = [PAGE.left, top, PAGE.right, top + height]
    sheet.mark('Figure', logo, { alt: brand.name, bbox })
  } else sheet.decorate(logo)
  if (width > 0 && brand.logoHasName) return
  sheet.paragraph('P', brand.name, {
    role: 'display',
    size,
    colour: ink,
    x: PAGE.left + (width > 0 ? width + mm(2.5) : 0),
    y: top + height / 2 - size * 0.7,
    width: mm(110),
  })
}

const box = (y: number, height: number, colour: string) => ({ x: PAGE.left, y, height, colour })

/**
 * The address field of DIN 5008, form B, which a window envelope shows: 85 × 45 mm, 20 mm from the left and 45 mm from
 * the top; the sender in small print above it.
 */
export function addressField({ sheet, invoice, t, style }: Drawing): void {
  const { supplier, customer } = invoice
  const width = mm(80)
  const sender = { ...style.small, size: 7.5 }
  const said = `${supplier.legalName} · ${addressLine(supplier.address)}`
  // A long name grows upwards: the address below it stays where the window is.
  const top = mm(60) - sheet.heightOf(said, sender, width)
  const below = sheet.paragraph('P', said, { ...sender, x: PAGE.left, y: top, width })
  sheet.decorate(() => hairline(sheet, PAGE.left, below + 1, PAGE.left + width, sheet.colours.line))
  const lines = [
    customer.name,
    ...(customer.contact === null ? [] : [t.attention(customer.contact)]),
    streetOf(customer.address),
    townOf(customer.address),
  ]
  sheet.paragraph('P', lines.join('\n'), {
    ...style.body,
    size: 10.5,
    x: PAGE.left,
    y: mm(62.7),
    width,
  })
}

/** Numbers and dates, at the right beside the address field. */
export function informationBlock({ sheet, invoice, t, format, style }: Drawing): void {
  const { supplier, supply } = invoice
  const x = mm(125)
  const width = PAGE.right - x
  const below = drawPairs(
    sheet,
    [
      [t.number, invoice.number],
      [t.issued, format.date(invoice.issuedOn)],
      [t.contractNumber, invoice.contract.number],
      [t.malo, supply.malo],
      [t.meterNumber, supply.meterNumber],
    ],
    {
      x,
      y: mm(50),
      width,
      labelWidth: mm(28),
      label: style.small,
      value: { ...style.smallStrong, size: 8.5 },
      gap: 1.5,
    },
  )
  let y = below + 7
  y = sheet.paragraph('P', t.questions, { ...style.smallStrong, size: 8.5, x, y, width })
  const { phone, hours } = supplier.hotline
  const said = hours === null ? phone : `${phone} (${hours[format.locale]})`
  y = sheet.link(said, `tel:${phone.replace(/[^+0-9]/g, '')}`, { ...style.small, x, y, width })
  sheet.link(supplier.email, `mailto:${supplier.email}`, { ...style.small, x, y, width })
}

/** Where to fold for the envelope, and the middle for a punch (DIN 5008). */
export function foldMarks({ sheet }: Drawing): void {
  sheet.decorate(() => {
    for (const at of [105, 148.5, 210])
      hairline(sheet, mm(4.5), mm(at), mm(at === 148.5 ? 10 : 8), sheet.colours.line)
  }, 'Pagination')
}

/** Who issues the invoice: register, directors, tax numbers and bank, a column each (§ 35a GmbHG). */
function companyColumns({ invoice, t }: Drawing): string[][] {
  const { legalName, address, register, bankAccount, ...supplier } = invoice.supplier
  return [
    [legalName, streetOf(address), townOf(address)],
    [register.court, register.number, t.footer.managing, ...supplier.managingDirectors],
    [
      `${t.footer.vatId} ${supplier.vatId}`,
      ...(supplier.taxNumber === null ? [] : [`${t.footer.taxNumber} ${supplier.taxNumber}`]),
      ...(supplier.creditorId === null ? [] : [`${t.footer.creditorId} ${supplier.creditorId}`]),
    ],
    [
      bankAccount.bank,
      inFours(bankAccount.iban),
      ...(bankAccount.bic === null ? [] : [`BIC ${bankAccount.bic}`]),
    ],
  ]
}

const footerStyle = ({ style }: Drawing) => ({ ...style.small, size: 7.5, leading: 1.35 })

/** As wide as its lines, and what is left between them; columns too wide for the page are narrowed alike. */
function footerLayout(drawing: Drawing): { widths: number[]; gap: number; height: number } {
  const { sheet } = drawing
  const style = footerStyle(drawing)
  const columns = companyColumns(drawing)
  const natural = columns.map((lines) => Math.max(...lines.map((line) => sheet.widthOf(line, style) + 0.5)))
  const total = natural.reduce((sum, width) => sum + width, 0)
  const room = TEXT_WIDTH - 8 * (columns.length - 1)
  const widths = natural.map((width) => (total <= room ? width : (width * room) / total))
  const gap = total <= room ? (TEXT_WIDTH - total) / (columns.length - 1) : 8
  const heights = columns.map((lines, index) => sheet.heightOf(lines.join('\n'), style, widths[index] ?? 0))
  return { widths, gap, height: Math.max(...heights) }
}

const FOOT = mm(283)

/** Keeps the foot of the first page free. */
export function reserveFooter(drawing: Drawing): void {
  drawing.sheet.bottom = FOOT - footerLayout(drawing).height - 14
}

export function companyFooter(drawing: Drawing): void {
  const { sheet } = drawing
  const { widths, gap, height } = footerLayout(drawing)
  const y = FOOT - height
  sheet.decorate(() => hairline(sheet, PAGE.left, y - 5, PAGE.right, sheet.colours.line))
  let { left: x } = PAGE
  for (const [index, lines] of companyColumns(drawing).entries()) {
    const width = widths[index] ?? 0
    sheet.paragraph('P', lines.join('\n'), { ...footerStyle(drawing), x, y, width })
    x += width + gap
  }
}

/** Number and page on every page, known only when all of them are drawn. */
export function pageNumbers({ sheet, invoice, t, style }: Drawing): void {
  const { start, count } = sheet.doc.bufferedPageRange()
  const tiny = { ...style.small, size: 7.5 }
  for (let index = 0; index < count; index += 1) {
    sheet.doc.switchToPage(start + index)
    sheet.decorate(() => {
      const y = mm(286)
      const width = PAGE.right - PAGE.left
      const page = t.footer.page(index + 1, count)
      sheet.write(page, { ...tiny, align: 'right', x: PAGE.left, y, width })
      sheet.write(`${t.number} ${invoice.number}`, { ...tiny, x: PAGE.left, y, width: width / 2 })
      if (index === 0) return
      const { brand } = invoice
      const top = mm(11)
      const drawn =
        brand.logo === null ? 0 : drawLogo(sheet.doc, brand.logo, box(top, mm(5), sheet.colours.ink))
      if (drawn > 0 && brand.logoHasName) return
      const name = { role: 'display' as const, size: 9, colour: sheet.colours.ink, width: mm(80) }
      sheet.write(brand.name, { ...name, x: PAGE.left + (drawn > 0 ? drawn + 4 : 0), y: top + mm(2.5) - 6.3 })
    }, 'Pagination')
  }
}
