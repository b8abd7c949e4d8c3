import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { Failure } from '../domain/failure.ts'
import { type Day, dayAt } from '../domain/local-time.ts'
import { netOf } from '../domain/money.ts'
import type { QuotePart } from '../domain/quote.ts'
import type { CheckoutFields, CheckoutProblems } from '../features/checkouts/checkout.ts'
import {
  quoteContext,
  type QuoteChoice,
  type QuoteContext,
  readQuote,
} from '../features/checkouts/read-quote.ts'
import { quotePlan } from '../features/quotes/quote-plan.ts'
import type { PortalEnv } from '../portal/env.ts'
import { checkoutOf } from './open-checkout.ts'

/** A plan's price at a place, as it is shown. Gross, but for feeding in, which knows no VAT on what is paid. */
export interface Offer {
  /** Its city is empty where the postal code has several at one price, and none was chosen yet. */
  choice: QuoteChoice
  /** A month; what is paid out counts negative. */
  amountCents: number
  baseCents: number
  variableCents: number
  monthlyWh: number
  unitMicroEurPerKwh: number
  base: readonly QuotePart[]
  variable: readonly QuotePart[]
  /** What a moving price is made of; null for a fixed one. */
  dynamic: {
    from: Day
    to: Day
    exchangeMicroEurPerKwh: number
    /** Net: what is added to the exchange price, or taken off it for feeding in. */
    restMicroEurPerKwh: number
  } | null
  pricesOn: Day
}

/** What is to be shown in the place of the offer. */
export type OfferState =
  | { state: 'offer'; offer: Offer }
  /** Not everything was given yet. */
  | { state: 'empty' }
  | { state: 'place'; zip: string }
  | { state: 'unserviceable'; zip: string }
  /** Figures of the market are missing. */
  | { state: 'no_price'; choice: QuoteChoice }

export interface Quoted {
  state: OfferState
  problems: CheckoutProblems
  /** The places of the postal code, to choose from where there are several. */
  places: readonly string[]
}

/** Quotes what the fields ask for, by the calculation of the API and of the bill. */
export async function quoteFields(
  { db, meanExchangePrice, now }: Deps,
  c: Context<PortalEnv>,
  fields: CheckoutFields,
): Promise<Quoted> {
  const { plan } = checkoutOf(c)
  const at = now()
  const context = await quoteContext(db, plan, fields, dayAt(at))
  const { places } = context
  const read = readQuote(fields, context)
  const problems = 'problems' in read ? read.problems : {}
  const choice = 'value' in read ? read.value : anywhere(fields, context, problems)
  if (!choice) return { state: withoutPrice(fields, problems), problems, places }
  try {
    const offer = await makeOffer({ db, meanExchangePrice }, c, choice, at)
    return { state: { state: 'offer', offer }, problems, places }
  } catch (error) {
    if (!(error instanceof Failure) || error.code !== 'UNPROCESSABLE_ENTITY') throw error
    if (error.errors?.[0]?.code === 'ambiguous_place')
      return { state: { state: 'place', zip: choice.zip }, problems, places }
    c.set('logFields', { quote: error.message })
    return { state: { state: 'no_price', choice }, problems: { zip: 'noPrice' }, places }
  }
}

/** Which of its places it is has to be known for the address; most postal codes cost the same in all of them. */
function anywhere(
  fields: CheckoutFields,
  context: QuoteContext,
  problems: CheckoutProblems,
): QuoteChoice | undefined {
  if (problems.place === undefined) return undefined
  const read = readQuote({ ...fields, place: context.places[0] ?? '' }, context)
  return 'value' in read ? { ...read.value, city: '' } : undefined
}

const withoutPrice = ({ zip = '' }: CheckoutFields, problems: CheckoutProblems): OfferState =>
  problems.zip === 'unserviceable' ? { state: 'unserviceable', zip: zip.trim() } : { state: 'empty' }

async function makeOffer(
  deps: Pick<Deps, 'db' | 'meanExchangePrice'>,
  c: Context<PortalEnv>,
  choice: QuoteChoice,
  now: ReturnType<Deps['now']>,
): Promise<Offer> {
  const { plan } = checkoutOf(c)
  const { zip, city, annualWh, meterType, module1 } = choice
  const request = { zip, place: city === '' ? undefined : city, annualWh, meterType, module1 }
  const quote = await quotePlan(deps, plan.organizationId, plan.id, request, now)
  const { base, variable, exchangePrice } = quote
  const unit = variable.unitMicroEurPerKwh
  return {
    choice,
    amountCents: quote.amountCents,
    baseCents: base.amountCents,
    variableCents: variable.amountCents,
    monthlyWh: variable.energyWh,
    unitMicroEurPerKwh: unit,
    base: base.parts,
    variable: variable.parts,
    dynamic: exchangePrice && {
      from: exchangePrice.from,
      to: exchangePrice.to,
      exchangeMicroEurPerKwh: exchangePrice.microEurPerKwh,
      restMicroEurPerKwh:
        plan.type === 'feed_in'
          ? exchangePrice.microEurPerKwh + unit
          : netOf(unit) - exchangePrice.microEurPerKwh,
    },
    pricesOn: dayAt(now),
  }
}
