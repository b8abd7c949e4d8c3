import { inFours } from '../domain/iban.ts'
import { mix } from '../brand/palette.ts'
import { invoiceTotals } from '../domain/invoice-totals.ts'
import { addDays } from '../domain/local-time.ts'
import { type Drawing } from './invoice-drawing.ts'
import type { Payment } from './invoice-model.ts'
import { drawPairs } from './pairs.ts'
import { mm, PAGE, TEXT_WIDTH } from './sheet.ts'

/** "Oktober 2025", "September 2025 – August 2026", or the days where a month is not a whole one. */
export function periodName({ invoice, format }: Pick<Drawing, 'invoice' | 'format'>): string {
  const { periodStart: first, periodEnd: last } = invoice
  if (!first.endsWith('-01') || !addDays(last, 1).endsWith('-01')) return format.span(first, last)
  const [from, to] = [first, last].map((day) => format.month(day).replaceAll(' ', '\u00A0'))
  return from === to ? String(to) : `${from}\u00A0– ${to}`
}

export function titleOf({ invoice, t, format }: Pick<Drawing, 'invoice' | 't' | 'format'>): string {
  const { type, contract, isFinal, totals, earlier } = invoice
  if (type === 'void') return t.title.void(earlier?.number ?? '')
  const period = periodName({ invoice, format })
  if (type === 'prepayment') return t.title.prepayment(period)
  if (contract.kind === 'feed_in' && totals.totalCents <= 0) return t.title.feedIn(period)
  if (isFinal) return t.title.final(period)
  return totals.totalCents < 0 ? t.title.credit(period) : t.title.usage(period)
}

/** What kind of document this is, in the words of § 14 UStG: a credit that the receiver issues must be called "Gutschrift". */
export function kindOf({ invoice, t }: Pick<Drawing, 'invoice' | 't'>): string {
  const { type, contract, totals } = invoice
  if (type !== 'usage') return t.kind[type]
  return contract.kind === 'feed_in' && totals.totalCents <= 0 ? t.kind.feedIn : t.kind.usage
}

export function headline(drawing: Drawing): void {
  const { sheet, invoice, style } = drawing
  const kicker = `${kindOf(drawing)} ${invoice.number}`
  const place = { x: PAGE.left, width: TEXT_WIDTH }
  sheet.y = sheet.paragraph('P', kicker, { ...style.accent, ...place, y: mm(99) })
  sheet.y = sheet.paragraph('H1', titleOf(drawing), { ...style.title, ...place, y: sheet.y + 1 }) + 11
}

/** How much, until when, how: the two that § 40 (1) EnWG wants emphasised are the largest on the page. */
export function amountBox(drawing: Drawing): void {
  const { sheet, invoice, t, format, style } = drawing
  const { accentSoft, accent } = sheet.colours
  const { totalCents } = invoice.totals
  const [x, y, pad] = [PAGE.left, sheet.y, mm(6)]
  const due = dueOf(invoice)
  const split = due === null ? mm(70) : mm(62)
  const sentences = paymentSentences(drawing)
  const right = { x: x + split, width: TEXT_WIDTH - split - pad }
  const dueHeight = due === null ? 0 : style.small.size * 1.42 + style.due.size * 1.2 + 3
  const height = Math.max(mm(25), dueHeight + sheet.heightOf(sentences, style.body, right.width) + mm(9))
  sheet.decorate(() => {
    sheet.doc.roundedRect(x, y, TEXT_WIDTH, height, invoice.brand.radius * 0.55).fill(accentSoft)
    sheet.doc.rect(x + split - mm(5), y + mm(5), 0.8, height - mm(10)).fill(mix(accentSoft, accent, 0.45))
  })
  const label =
    invoice.type === 'void'
      ? t.amount.void
      : totalCents < 0
        ? t.amount.credit
        : totalCents > 0
          ? t.amount.pay
          : t.amount.none
  const left = { x: x + pad, width: split - pad - mm(6) }
  const blockHeight = style.body.size * 1.42 + style.amount.size * 1.1
  const top = y + (height - blockHeight) / 2 - 2
  const below = sheet.paragraph('P', label, { ...style.strong, ...left, y: top })
  const shown = format.eur(Math.abs(totalCents))
  sheet.paragraph('P', shown, { ...fitting(drawing, shown, left.width), ...left, y: below })
  let rightY = y + (height - dueHeight - sheet.heightOf(sentences, style.body, right.width)) / 2
  if (due !== null) {
    rightY = sheet.paragraph('P', t.dueOn, { ...style.small, colour: sheet.colours.ink, ...right, y: rightY })
    rightY = sheet.paragraph('P', format.date(due), { ...style.due, ...right, y: rightY }) + 3
  }
  sheet.paragraph('P', sentences, { ...style.body, ...right, y: rightY })
  sheet.y = y + height + 9
}

function fitting({ sheet, style }: Drawing, text: string, width: number): Drawing['style']['amount'] {
  const wide = sheet.widthOf(text, style.amount)
  return wide <= width ? style.amount : { ...style.amount, size: (style.amount.size * width * 0.99) / wide }
}

function dueOf({ payment }: Drawing['invoice']): Drawing['invoice']['dueOn'] {
  if (payment.kind === 'debit') return payment.on
  return payment.kind === 'transfer' ? payment.by : null
}

function paymentSentences({ invoice, t, format }: Drawing): string {
  const { payment, earlier, totals } = invoice
  const amount = format.eur(Math.abs(totals.totalCents))
  const how = settled(payment, amount, t, format)
  if (earlier === null) return how
  const date = format.date(earlier.issuedOn)
  if (earlier.relation === 'corrects') return `${how}\n${t.payment.corrects(earlier.number, date)}`
  const unsettled = totals.totalCents > 0 ? t.payment.voidCredit : t.payment.voidOpen
  const then = payment.kind === 'none' ? unsettled : how
  return `${t.payment.void(earlier.number, date)} ${then}`
}

function settled(payment: Payment, amount: string, t: Drawing['t'], format: Drawing['format']): string {
  if (payment.kind === 'none') return t.payment.none
  if (payment.kind === 'debit') return t.payment.debit(amount, format.date(payment.on), masked(payment.iban))
  const by = format.date(payment.by)
  if (payment.kind === 'transfer') return t.payment.transfer(by)
  return payment.iban === null ? t.payment.payoutAsk(by) : t.payment.payout(by, masked(payment.iban))
}

/** Enough to know the account by, too little to use it. */
const masked = (iban: string): string => `${iban.slice(0, 2)}…\u00A0${iban.slice(-4)}`

/** The mandate of a collection announced here (pre-notification), or the account to transfer to. */
export function paymentDetails({ sheet, invoice, t, style }: Drawing): void {
  const { payment, supplier } = invoice
  const place = { x: PAGE.left, y: sheet.y, width: TEXT_WIDTH }
  if (payment.kind === 'debit') {
    const details = t.payment.debitDetails(payment.mandateReference, payment.creditorId)
    sheet.y = sheet.paragraph('P', details, { ...style.small, ...place }) + 6
  }
  if (payment.kind !== 'transfer') return
  const { holder, iban, bic, bank } = supplier.bankAccount
  sheet.y =
    drawPairs(
      sheet,
      [
        [t.payment.account, holder],
        ['IBAN', inFours(iban)],
        [t.payment.bank, bic === null ? bank : `${bank}, BIC ${bic}`],
        [t.payment.purpose, invoice.number],
      ],
      { ...place, labelWidth: mm(36), label: style.quiet, value: style.strong },
    ) + 6
}

/** Use, mean price and kind of values, side by side. */
export function glance(drawing: Drawing): void {
  const { sheet, invoice, t, format, style } = drawing
  const { meter } = invoice
  if (meter === null) return
  const isFeedIn = invoice.contract.kind === 'feed_in'
  const status =
    (['estimated', 'substitute', 'preliminary'] as const).find((kind) => meter.days[kind] > 0) ?? 'final'
  const days = Object.values(meter.days).reduce((sum, count) => sum + count, 0)
  const price = meanPrice(drawing)
  const { ink, warn } = sheet.colours
  const tiles = [
    [isFeedIn ? t.glance.fedIn : t.glance.usage, format.kwh(meter.totalWh), t.glance.days(days), ink],
    ...(price === null
      ? []
      : [[t.glance.average, price, isFeedIn ? t.glance.paidOut : t.glance.averageNote, ink]]),
    [
      t.glance.values,
      t.glance.valueKind[status],
      format.spanShort(invoice.periodStart, invoice.periodEnd),
      status === 'estimated' ? warn : ink,
    ],
  ] as const
  const width = TEXT_WIDTH / tiles.length
  sheet.y += 4
  const { y } = sheet
  for (const [index, [label = '', figure = '', note = '', colour = ink]] of tiles.entries()) {
    const place = { x: PAGE.left + index * width, width: width - 10 }
    let below = sheet.paragraph('P', label, { ...style.small, ...place, y })
    below = sheet.paragraph('P', figure, { ...style.figure, colour, ...place, y: below })
    below = sheet.paragraph('P', note, { ...style.small, ...place, y: below + 1 })
    sheet.y = Math.max(sheet.y, below)
  }
  sheet.y += 14
}

/** What a kilowatt-hour came to with everything, instalments apart; of feeding in, what was paid for one. */
function meanPrice({ invoice, format }: Drawing): string | null {
  const { meter, lines, contract } = invoice
  if (meter === null || meter.totalWh <= 0) return null
  const isFeedIn = contract.kind === 'feed_in'
  const cents = isFeedIn
    ? lines.filter(({ kind }) => kind === 'feed_in').reduce((sum, line) => sum - line.netCents, 0)
    : invoiceTotals(lines.filter(({ kind }) => kind !== 'instalments_paid')).totalCents
  return format.ctPerKwh(Math.round((cents * 10_000_000) / meter.totalWh), isFeedIn ? 2 : 1)
}
