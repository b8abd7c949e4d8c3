import type { Brand } from '../brand/brand.ts'
import type { Supplier } from '../documents/supplier.ts'
import type { CheckoutStep } from '../features/checkouts/checkout.ts'
import type { OrderSummary } from '../features/checkouts/order-summary.ts'
import type { OrderSection } from '../mail/order-mail.tsx'
import {
  addressLines,
  customerLines,
  meterText,
  noticeText,
  paymentText,
  priceRows,
  reasonText,
  type Row,
  tariffText,
  totalRow,
  type Words,
} from './order-words.ts'

/** Whom the contract is with. */
export interface Seller {
  name: string
  /** Address, telephone and e-mail, a line each. */
  lines: readonly string[]
  /** Whom to turn to when there is a problem (§ 41 (1) no. 11 EnWG). */
  contacts: readonly { name: string; text: string; lines: readonly string[] }[]
}

/** The supplier as its invoices name it; until a profile is set, the brand with its ways of contact. */
export function sellerOf(supplier: Supplier | null, brand: Brand, { format }: Words): Seller {
  if (!supplier) {
    const { phone, email } = brand.support
    return { name: brand.name, lines: [phone, email].filter((line) => line !== undefined), contacts: [] }
  }
  const { address, hotline, contacts } = supplier
  const { locale } = format
  return {
    name: supplier.legalName,
    lines: [
      `${address.street} ${address.houseNumber}`,
      `${address.zip} ${address.city}`,
      hotline.phone,
      supplier.email,
    ],
    contacts: [contacts.disputes, contacts.regulator].map(({ name, text, lines }) => ({
      name: name[locale],
      text: text[locale],
      lines,
    })),
  }
}

/** What was chosen in one step, or what goes with it (`null`). */
export interface SummaryGroup {
  step: CheckoutStep | null
  title: string
  rows: readonly Row[]
}

/** The contract summary (§ 41 (4) EnWG), with what § 41 (1) EnWG adds to it, by the step that each part comes from. */
export function summaryGroups(
  words: Words,
  summary: OrderSummary,
  seller: Seller,
  number: string | null,
): SummaryGroup[] {
  const { t, format } = words
  const { customer, meter, billing } = summary
  const isFeedIn = summary.plan.type === 'feed_in'
  const usage = t('checkoutOrder.sheet.estimated', { usage: format.kwh(summary.usageWhPerYear) })
  const group = (step: CheckoutStep, rows: readonly (Row | false)[]): SummaryGroup => ({
    step,
    title: t(`checkout.step.${step}`),
    rows: rows.filter((row) => row !== false),
  })
  return [
    group('quote', [
      [t('checkoutOrder.sheet.tariff'), tariffText(words, summary)],
      [t(isFeedIn ? 'checkoutOrder.sheet.usageFeedIn' : 'checkoutOrder.sheet.usage'), usage],
      ...priceRows(words, summary),
      totalRow(words, summary),
      summary.module1 && [t('checkoutOrder.sheet.module1'), t('checkoutOrder.sheet.module1Text')],
    ]),
    group('place', [
      [
        t(isFeedIn ? 'checkoutOrder.sheet.deliveryFeedIn' : 'checkoutOrder.sheet.delivery'),
        addressLines(summary.delivery),
      ],
      billing !== null && [t('checkoutOrder.sheet.billing'), addressLines(billing)],
    ]),
    group('supply', [
      [t('checkoutOrder.sheet.reason'), reasonText(words, summary)],
      [t('checkoutOrder.sheet.meter'), meterText(words, summary)],
      meter.malo !== null && [t('checkoutOrder.sheet.malo'), meter.malo],
      [t('checkoutOrder.sheet.start'), format.date(summary.startOn)],
    ]),
    group('person', [
      [t('checkoutOrder.sheet.customer'), customerLines(summary)],
      customer.vatId !== null && [t('checkoutOrder.sheet.vatId'), customer.vatId],
      [t('checkoutOrder.sheet.email'), customer.email],
    ]),
    group('payment', [[t('checkoutOrder.sheet.payment'), paymentText(words, summary)]]),
    sellerGroup(words, seller, number),
    contractGroup(words, summary),
  ]
}

function sellerGroup({ t }: Words, { name, lines }: Seller, number: string | null): SummaryGroup {
  return {
    step: null,
    title: t('checkoutOrder.sheet.sellerTitle'),
    rows: [
      [t('checkoutOrder.sheet.supplier'), [name, ...lines].join('\n')],
      ...(number === null ? [] : [[t('checkoutOrder.sheet.number'), number] as const]),
    ],
  }
}

function contractGroup(words: Words, summary: OrderSummary): SummaryGroup {
  const { t, format } = words
  const { withdrawableUntil } = summary
  const none = t('checkoutOrder.sheet.none')
  const rows: (Row | false)[] = [
    [t('checkoutOrder.order.term'), t('checkoutOrder.sheet.termText')],
    [t('checkoutOrder.sheet.minimum'), none],
    [t('checkoutOrder.order.notice'), noticeText(words, summary)],
    [t('checkoutOrder.sheet.bonus'), none],
    [t('checkoutOrder.sheet.billingCycle'), t(`checkoutOrder.sheet.${billingOf(summary)}`)],
    withdrawableUntil !== null && [t('checkoutOrder.sheet.withdrawal'), format.date(withdrawableUntil)],
    summary.plan.type === 'consumption' && [
      t('checkoutOrder.sheet.priceChange'),
      t('checkoutOrder.sheet.priceChangeText'),
    ],
  ]
  return {
    step: null,
    title: t('checkoutOrder.sheet.contractTitle'),
    rows: rows.filter((row) => row !== false),
  }
}

/** The same without its steps, the supplier first. */
export function contractSection({ t }: Words, groups: readonly SummaryGroup[]): OrderSection {
  const [seller, ...rest] = groups.filter(({ step }) => step === null)
  const chosen = groups.filter(({ step }) => step !== null)
  return {
    title: t('checkoutOrder.sheet.contract'),
    rows: [...(seller ? [seller] : []), ...chosen, ...rest].flatMap(({ rows }) => rows),
  }
}

/** A conventional meter at a fixed price is billed once a year, everything else by the month (see createSubscription). */
function billingOf({ plan, meter }: OrderSummary): 'monthlyFeedIn' | 'yearly' | 'monthly' {
  if (plan.type === 'feed_in') return 'monthlyFeedIn'
  return meter.type === 'analog' && plan.tariff === 'fixed' ? 'yearly' : 'monthly'
}

/** Each part of the monthly amount, as on the bill to come. */
export function partsSection({ t, format }: Words, { plan, price }: OrderSummary): OrderSection {
  const sign = plan.type === 'feed_in' ? -1 : 1
  const amount = (cents: number) => format.eur(sign * cents)
  return {
    title: t('checkoutOrder.sheet.parts'),
    rows: [
      ...[...price.variable, ...price.base].map(
        ({ kind, amountCents }) => [t(`invoices.line.${kind}`), amount(amountCents)] as const,
      ),
      [t('checkoutOrder.sheet.partsTotal'), amount(price.amountCents)],
    ],
    paragraphs: [t('checkoutOrder.sheet.partsOn', { date: format.date(price.pricesOn) })],
  }
}

/** What § 41 (1) no. 5, 8, 9 and 10 EnWG wants in a contract of supply, beside what its summary says. */
export function moreSection(
  { t }: Words,
  { plan }: OrderSummary,
  { origin, offersUrl }: { origin: string; offersUrl: string },
): OrderSection {
  const ending: Row = [
    t('checkoutOrder.sheet.ending'),
    t('checkoutOrder.sheet.endingText', { url: `${origin}/cancel` }),
  ]
  const supply: Row[] = [
    [t('checkoutOrder.sheet.switching'), t('checkoutOrder.sheet.switchingText')],
    [t('checkoutOrder.sheet.liability'), t('checkoutOrder.sheet.liabilityText')],
    [t('checkoutOrder.sheet.offers'), t('checkoutOrder.sheet.offersText', { url: offersUrl })],
  ]
  return {
    title: t('checkoutOrder.sheet.more'),
    rows: plan.type === 'feed_in' ? [ending] : [ending, ...supply],
  }
}

/** The mandate in its wording; null where none is given. */
export function mandateSection(
  { t }: Words,
  { payment }: OrderSummary,
  number: string | null,
): OrderSection | null {
  const { creditor } = payment
  if (creditor === null) return null
  return {
    title: t('checkoutOrder.sheet.mandate'),
    rows: [
      [t('mandate.creditor'), creditor.name],
      [t('mandate.creditorId'), creditor.id],
      [t('checkoutOrder.sheet.reference'), number ?? t('checkoutOrder.sheet.referenceLater')],
      [t('mandate.kind'), t('mandate.recurring')],
    ],
    paragraphs: [t('mandate.text', { creditor: creditor.name }), t('mandate.refund')],
  }
}

export function helpSections({ t }: Words, { contacts }: Seller): OrderSection[] {
  if (contacts.length === 0) return []
  return [
    {
      title: t('checkoutOrder.sheet.help'),
      paragraphs: contacts.flatMap(({ text, lines }) => [text, lines.join('\n')]),
    },
  ]
}
