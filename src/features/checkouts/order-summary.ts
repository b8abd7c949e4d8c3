import { createHash } from 'node:crypto'
import { type Day, dayAt } from '../../domain/local-time.ts'
import { netOf } from '../../domain/money.ts'
import type { QuotePart } from '../../domain/quote.ts'
import type { Plan } from '../plans/queries.ts'
import { maskIban } from '../subscriptions/subscription.ts'
import { type Order, startOf } from './read-order.ts'

// As aliases, not interfaces: only those count as JSON.
type Part = Pick<QuotePart, keyof QuotePart>
type Address = { street: string; houseNumber: string; zip: string; city: string }

/**
 * What was agreed, as it stands above the order button, in the confirmation and with the contract (§ 41 (4) EnWG). No
 * account number is in it, and nothing that reads the clock: the same order makes the same summary.
 */
export type OrderSummary = {
  plan: { name: string; type: 'consumption' | 'feed_in'; tariff: 'dynamic' | 'fixed'; noticeDays: number }
  customer: {
    type: 'person' | 'company'
    firstName: string
    lastName: string
    companyName: string | null
    vatId: string | null
    email: string
  }
  delivery: Address
  /** Null: the same. */
  billing: Address | null
  meter: { type: 'analog' | 'smart'; number: string; malo: string | null }
  gridOperatorCode: string
  reason: 'supplier_change' | 'move_in' | 'feed_in'
  previousSupplier: string | null
  startOn: Day
  /** The last day on which the contract can be withdrawn from; null for companies. */
  withdrawableUntil: Day | null
  /** Whether supply within the time for withdrawal was asked for; null where the question did not arise. */
  earlySupply: boolean | null
  usageWhPerYear: number
  module1: boolean
  price: OrderPrice
  payment: {
    kind: 'debit' | 'payout' | 'transfer'
    accountHolder: string | null
    maskedIban: string | null
    creditor: { name: string; id: string } | null
  }
}

/** A month, with VAT; what is paid out counts negative and knows none. */
export type OrderPrice = {
  amountCents: number
  baseCents: number
  variableCents: number
  monthlyWh: number
  unitMicroEurPerKwh: number
  /** What a moving price is made of, net; null for a fixed one. */
  dynamic: { from: Day; to: Day; exchangeMicroEurPerKwh: number; restMicroEurPerKwh: number } | null
  pricesOn: Day
  base: Part[]
  variable: Part[]
}

/** What is agreed when the order is placed, with or without the wish for early supply. */
export function summaryOf(plan: Plan, order: Order, earlySupply: boolean): OrderSummary {
  const { choice, place, supply, person, payment, creditor, withdrawal } = order
  const { name, type, tariff, noticeDays } = plan
  const { customerId: _, ...customer } = person
  const hasAccount = payment.kind !== 'transfer'
  return {
    plan: { name, type, tariff, noticeDays },
    customer,
    delivery: place.address,
    billing: place.billingAddress ?? null,
    meter: { type: choice.meterType, number: supply.meterNumber, malo: supply.malo ?? null },
    gridOperatorCode: order.quote.area.gridOperatorCode,
    reason: type === 'feed_in' ? 'feed_in' : supply.previousSupplier ? 'supplier_change' : 'move_in',
    previousSupplier: supply.previousSupplier?.name ?? null,
    startOn: startOf(order, earlySupply),
    withdrawableUntil: withdrawal?.until ?? null,
    earlySupply: withdrawal?.startWithoutWish ? earlySupply : null,
    usageWhPerYear: choice.annualWh,
    module1: choice.module1,
    price: priceOf(plan, order),
    payment: {
      kind: payment.kind,
      accountHolder: hasAccount ? payment.accountHolder : null,
      maskedIban: hasAccount ? maskIban(payment.iban) : null,
      creditor,
    },
  }
}

function priceOf({ type }: Plan, { quote }: Order): OrderPrice {
  const { base, variable, exchangePrice } = quote
  const unit = variable.unitMicroEurPerKwh
  return {
    amountCents: quote.amountCents,
    baseCents: base.amountCents,
    variableCents: variable.amountCents,
    monthlyWh: variable.energyWh,
    unitMicroEurPerKwh: unit,
    dynamic: exchangePrice && {
      from: exchangePrice.from,
      to: exchangePrice.to,
      exchangeMicroEurPerKwh: exchangePrice.microEurPerKwh,
      restMicroEurPerKwh:
        type === 'feed_in' ? exchangePrice.microEurPerKwh + unit : netOf(unit) - exchangePrice.microEurPerKwh,
    },
    pricesOn: dayAt(quote.quotedAt),
    base: base.parts,
    variable: variable.parts,
  }
}

/**
 * What a page was about, to be sent back with the order: an order whose page showed something else is not what was meant.
 * It is only ever compared with what is worked out anew.
 */
export function markOf(plan: Plan, order: Order): string {
  const shown = [summaryOf(plan, order, true), summaryOf(plan, order, false)]
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url').slice(0, 22)
}
