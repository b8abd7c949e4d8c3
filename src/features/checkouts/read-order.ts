import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import { Failure } from '../../domain/failure.ts'
import { addDays, type Day, dayAt } from '../../domain/local-time.ts'
import { withdrawableUntil } from '../../domain/termination.ts'
import type { Plan } from '../plans/queries.ts'
import type { FindMeanExchangePrice } from '../quotes/mean-exchange-price.ts'
import { type Quote, quotePlan } from '../quotes/quote-plan.ts'
import type { Checkout, CheckoutStep } from './checkout.ts'
import { type PaymentChoice, type PaymentContext, paymentContext, readPayment } from './read-payment.ts'
import { isProved, type PersonChoice, personContext, readPerson } from './read-person.ts'
import { type PlaceChoice, readPlace } from './read-place.ts'
import { type QuoteChoice, quoteContext, readQuote } from './read-quote.ts'
import { readSupply, type SupplyChoice, supplyContext } from './read-supply.ts'

/** All that was chosen, read anew, with what it costs now. */
export interface Order {
  choice: QuoteChoice
  place: PlaceChoice
  supply: SupplyChoice
  person: PersonChoice
  payment: PaymentChoice
  creditor: PaymentContext['creditor']
  quote: Quote
  withdrawal: Withdrawal | null
}

/** A consumer's right to withdraw (§ 312g BGB); companies have none. */
export interface Withdrawal {
  /** The last day of it, when the order is placed today. */
  until: Day
  /**
   * The first day after it, where supply would begin within it: that takes the customer's express wish (§ 357a (2) BGB).
   * Null where it begins later anyway.
   */
  startWithoutWish: Day | null
}

export interface ReadOrderInput {
  plan: Plan
  checkout: Checkout
  /** As the customer of the checkout; else the address has to be proved. */
  isSignedIn: boolean
  now: Temporal.Instant
}

/** Reads every step again and quotes again: what is ordered, or the first step that has to be looked at once more. */
export async function readOrder(
  { db, meanExchangePrice }: { db: Db | Tx; meanExchangePrice: FindMeanExchangePrice },
  { plan, checkout, isSignedIn, now }: ReadOrderInput,
): Promise<{ order: Order } | { step: CheckoutStep }> {
  const { fields } = checkout
  const today = dayAt(now)
  const choice = readQuote(fields, await quoteContext(db, plan, fields, today))
  if ('problems' in choice) return { step: 'quote' }
  const place = readPlace(fields, choice.value)
  if ('problems' in place) return { step: 'place' }
  const supply = readSupply(fields, await supplyContext(db, plan, fields, today))
  if ('problems' in supply) return { step: 'supply' }
  const person = readPerson(fields, await personContext(db, plan, checkout, isSignedIn))
  if ('problems' in person) return { step: 'person' }
  // Being signed in proves one address only, the customer's own: any other takes a code, or the contract, and with it the
  // account, would be a stranger's for the typing.
  if (person.value.customerId === undefined && !isProved(checkout)) return { step: 'email' }
  const context = await paymentContext(db, plan, checkout)
  const payment = readPayment(fields, context)
  if ('problems' in payment) return { step: 'payment' }
  const quote = await quoteOf({ db, meanExchangePrice }, plan, choice.value, now)
  if (!quote) return { step: 'quote' }
  return {
    order: {
      choice: choice.value,
      place: place.value,
      supply: supply.value,
      person: person.value,
      payment: payment.value,
      creditor: payment.value.kind === 'debit' ? context.creditor : null,
      quote,
      withdrawal: person.value.type === 'person' ? withdrawalOf(supply.value.startOn, today) : null,
    },
  }
}

/** The first day of supply, with or without the wish that it begins within the time for withdrawal. */
export const startOf = ({ supply, withdrawal }: Order, earlySupply: boolean): Day =>
  earlySupply ? supply.startOn : (withdrawal?.startWithoutWish ?? supply.startOn)

function withdrawalOf(startOn: Day, today: Day): Withdrawal {
  const until = withdrawableUntil(today)
  return { until, startWithoutWish: startOn <= until ? addDays(until, 1) : null }
}

async function quoteOf(
  deps: { db: Db | Tx; meanExchangePrice: FindMeanExchangePrice },
  plan: Plan,
  { zip, city, annualWh, meterType, module1 }: QuoteChoice,
  now: Temporal.Instant,
): Promise<Quote | undefined> {
  try {
    const request = { zip, place: city, annualWh, meterType, module1 }
    return await quotePlan(deps, plan.organizationId, plan.id, request, now)
  } catch (error) {
    // Figures of the market are missing: the first page says so.
    if (error instanceof Failure && error.code === 'UNPROCESSABLE_ENTITY') return undefined
    throw error
  }
}
