import type { OrderSummary } from '../features/checkouts/order-summary.ts'
import type { Day, Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'

/** A language: its words, and its numbers and dates. */
export interface Words {
  t: T
  format: Format
}

export type Row = readonly [label: string, value: string]

/** Prices as they are advertised: the working price with the base price complete beside it (§ 14 (1) PAngV). */
export function priceRows({ t, format }: Words, { plan, price }: OrderSummary): Row[] {
  const { dynamic } = price
  const isFeedIn = plan.type === 'feed_in'
  const unit = format.ctPerKwh(Math.abs(price.unitMicroEurPerKwh), 2)
  // What is agreed to the last digit, as the offer has it: rounded it would be another price.
  const rest = dynamic === null ? '' : `${format.ct(dynamic.restMicroEurPerKwh, 3)}\u00a0ct`
  const base = format.eur(price.baseCents)
  if (isFeedIn) {
    return [
      [
        t('checkoutOrder.order.payout'),
        dynamic === null
          ? t('checkoutOrder.order.payoutFixed', { price: unit })
          : t('checkoutOrder.order.payoutDynamic', { rest, price: unit }),
      ],
      [t('checkoutOrder.order.base'), t('checkoutOrder.order.baseTextFeedIn', { amount: base })],
    ]
  }
  return [
    [
      t('checkoutOrder.order.working'),
      dynamic === null
        ? t('checkoutOrder.order.workingFixed', { price: unit })
        : t('checkoutOrder.order.workingDynamic', { rest, price: unit }),
    ],
    [t('checkoutOrder.order.base'), t('checkoutOrder.order.baseText', { amount: base })],
  ]
}

/** What it comes to in a month, as far as anybody can know. */
export function totalRow({ t, format }: Words, { plan, price }: OrderSummary): Row {
  const usage = format.kwh(price.monthlyWh)
  return plan.type === 'feed_in'
    ? [
        t('checkoutOrder.order.totalFeedIn'),
        t('checkoutOrder.order.totalTextFeedIn', { amount: format.eur(-price.amountCents), usage }),
      ]
    : [
        t('checkoutOrder.order.total'),
        t('checkoutOrder.order.totalText', { amount: format.eur(price.amountCents), usage }),
      ]
}

export function noticeText({ t }: Words, { plan }: OrderSummary): string {
  const { noticeDays } = plan
  if (noticeDays === 0) return t('checkoutOrder.order.noticeNone')
  return t('checkoutOrder.order.noticeDays', { count: noticeDays })
}

/**
 * What must stand directly above the order button (§ 312j (2) BGB with Art. 246a § 1 (1) EGBGB): what is ordered, the total
 * price with its parts, the term, the least time it binds. `earlyStart`: when supply begins for who ticks the box.
 */
export function orderRows(words: Words, summary: OrderSummary, earlyStart: Day | null): Row[] {
  const { t, format } = words
  const { plan, delivery } = summary
  const isFeedIn = plan.type === 'feed_in'
  const goods = {
    place: `${delivery.street} ${delivery.houseNumber}, ${delivery.zip} ${delivery.city}`,
    plan: plan.name,
    usage: format.kwh(summary.usageWhPerYear),
  }
  const start = format.date(summary.startOn)
  return [
    isFeedIn
      ? [t('checkoutOrder.order.youFeedIn'), t('checkoutOrder.order.goodsFeedIn', goods)]
      : [t('checkoutOrder.order.you'), t('checkoutOrder.order.goods', goods)],
    totalRow(words, summary),
    ...priceRows(words, summary),
    [
      t('checkoutOrder.order.start'),
      earlyStart === null
        ? t('checkoutOrder.order.startText', { start })
        : t('checkoutOrder.order.startEither', { late: start, early: format.date(earlyStart) }),
    ],
    [t('checkoutOrder.order.term'), t('checkoutOrder.order.termText')],
    [t('checkoutOrder.order.notice'), noticeText(words, summary)],
  ]
}

export const customerLines = ({ customer }: OrderSummary): string => {
  const person = `${customer.firstName} ${customer.lastName}`
  return customer.companyName === null ? person : `${customer.companyName}\n${person}`
}

export const addressLines = ({ street, houseNumber, zip, city }: OrderSummary['delivery']): string =>
  `${street} ${houseNumber}\n${zip} ${city}`

/** As it stands on the meter: 1APA0195124010 is printed "1 APA01 9512 4010" (DIN 43863-5). Others as they are. */
const printed = (meterNumber: string): string =>
  meterNumber.replace(/^([1-9A-G])([A-Z]{3}[0-9A-F]{2})(\d{4})(\d{4})$/, '$1 $2 $3 $4')

export const meterText = ({ t }: Words, { meter }: OrderSummary): string =>
  t('checkoutOrder.sheet.meterText', {
    number: printed(meter.number),
    type: t(`checkoutOrder.sheet.${meter.type}`),
  })

export function reasonText({ t }: Words, { reason, previousSupplier }: OrderSummary): string {
  if (reason === 'supplier_change') {
    return t('checkoutOrder.sheet.supplier_change', { supplier: previousSupplier ?? '' })
  }
  return t(`checkoutOrder.sheet.${reason}`)
}

export function paymentText({ t }: Words, { payment }: OrderSummary): string {
  if (payment.kind === 'transfer') return t('checkoutOrder.sheet.transfer')
  const account = {
    iban: (payment.maskedIban ?? '').replace(/\*+/, ' •••• '),
    holder: payment.accountHolder ?? '',
  }
  return payment.kind === 'debit'
    ? t('checkoutOrder.sheet.debit', account)
    : t('checkoutOrder.sheet.paidOut', account)
}

export function tariffText({ t }: Words, { plan }: OrderSummary): string {
  const kind = plan.type === 'feed_in' ? 'FeedIn' : plan.tariff === 'dynamic' ? 'Dynamic' : 'Fixed'
  return t(`checkoutOrder.sheet.tariff${kind}`, { plan: plan.name })
}
