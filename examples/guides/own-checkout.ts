// The code of docs/guides/own-checkout.md. In a project of your own: import { … } from '@stromtor/sdk'
import { ApiError } from '../../sdk/src/index.ts'
import type { InsertSubscription, Plan, Quote, Stromtor } from '../../sdk/src/index.ts'

/** What a visitor types into the first form. */
export interface Wish {
  readonly zip: string
  /** Asked for only where the postal code has several grids. */
  readonly place?: string | undefined
  /** kWh a year. */
  readonly usage: number
}

/** A plan and what it would cost this visitor a month. */
export interface Offer {
  readonly plan: Plan
  readonly quote: Quote
}

/** Every plan of consumption with its price at the visitor's place, the cheapest first. */
export async function offersFor(stromtor: Stromtor, { zip, place, usage }: Wish): Promise<Offer[]> {
  const plans: Plan[] = []
  for await (const plan of stromtor.plans.list({ limit: 100 })) {
    if (plan.type === 'consumption') plans.push(plan)
  }
  const wanted = { zip_code: zip, place, usage, meter_type: 'smart' } as const
  const offers = plans.map(async (plan) => ({ plan, quote: await stromtor.plans.quote(plan.id, wanted) }))
  return (await Promise.all(offers)).toSorted((a, b) => a.quote.amount - b.quote.amount)
}

/** Hands the visitor on to our checkout with everything filled in that you know already. */
export async function checkoutLink(stromtor: Stromtor, plan: Plan, wish: Wish): Promise<string> {
  const { link } = await stromtor.leads.create({
    plan: plan.id,
    address: { zip: wish.zip },
    meter: { estimated_usage: wish.usage },
    metadata: { campaign: 'spring' },
  })
  return link
}

/** What your form shows after the order was sent. */
export type OrderResult =
  | { readonly subscription: string }
  | { readonly problems: Readonly<Record<string, string>>; readonly signIn: boolean }

/**
 * Orders. `orderId` is the id of the order in your own database: whatever breaks between you and us, sending the same
 * order again makes no second contract.
 */
export async function placeOrder(
  stromtor: Stromtor,
  orderId: string,
  input: InsertSubscription,
): Promise<OrderResult> {
  try {
    const { id } = await stromtor.subscriptions.create(input, { idempotencyKey: `order-${orderId}` })
    return { subscription: id }
  } catch (error) {
    if (!(error instanceof ApiError) || error.errors.length === 0) throw error
    const problems = Object.fromEntries(error.errors.map(({ field, message }) => [field, message]))
    return { problems, signIn: error.errors.some(({ code }) => code === 'duplicate_customer_email') }
  }
}
