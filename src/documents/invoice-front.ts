import { type Drawing, addressLine, grouped, streetOf, townOf } from './invoice-drawing.ts'
import { drawLogo } from './logo.ts'
import { drawPairs, hairline } from './pairs.ts'
import { mm, PAGE } from './sheet.ts'

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
  const sender = { ...style.small, size: 7.5, x: PAGE.left, y: mm(56), width }
  const below = sheet.paragraph('P', `${supplier.legalName} · ${addressLine(supplier.address)}`, sender)
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

/** Who issues the invoice: register, directors and tax numbers, at the foot of the first page. */
export function companyFooter({ sheet, invoice, t, style }: Drawing): void {
  const { supplier } = invoice
  const { address, register, bankAccount } = supplier
  const taxes = [
    `${t.footer.vatId} ${supplier.vatId}`,
    supplier.taxNumber === null ? null : `${t.footer.taxNumber} ${supplier.taxNumber}`,
    supplier.creditorId === null ? null : `${t.footer.creditorId}\u00A0${supplier.creditorId}`,
  ]
  const columns = [
    [supplier.legalName, streetOf(address), townOf(address)],
    [
      t.footer.register(register.court, register.number),
      `${t.footer.managing}: ${supplier.managingDirectors.join(', ')}`,
    ],
    taxes.filter((line) => line !== null),
    [
      bankAccount.bank,
      `IBAN ${grouped(bankAccount.iban)}`,
      ...(bankAccount.bic === null ? [] : [`BIC ${bankAccount.bic}`]),
    ],
  ]
  const gap = mm(5)
  // The last two hold the long numbers.
  const widths = [mm(29), mm(33), mm(43), mm(45)]
  const tiny = { ...style.small, size: 7.5, leading: 1.35 }
  const height = Math.max(
    ...columns.map((lines, index) => sheet.heightOf(lines.join('\n'), tiny, widths[index] ?? 0)),
  )
  const y = mm(283) - height
  sheet.decorate(() => hairline(sheet, PAGE.left, y - 5, PAGE.right, sheet.colours.line))
  let { left: x } = PAGE
  for (const [index, lines] of columns.entries()) {
    const width = widths[index] ?? 0
    sheet.paragraph('P', lines.join('\n'), { ...tiny, x, y, width })
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
