import { TEST_SUPPLIER } from '../../documents/test-invoices.ts'
import { createMeanExchangePrice } from '../quotes/mean-exchange-price.ts'
import { setSupplierProfile } from '../organizations/set-supplier-profile.ts'
import { findPlan } from '../plans/queries.ts'
import { createShop } from '../subscriptions/test-orders.ts'
import { beginCheckout } from './begin-checkout.ts'
import { type Checkout, CHECKOUT_STEPS, type CheckoutFields } from './checkout.ts'
import { findCheckout } from './queries.ts'

const FIXED = { tariff: 'fixed', workingPriceMicroEurPerKwh: 120_000, baseFeeCents: 595 } as const

/** Somebody moves in; everything is filled in, and nothing needs an exchange price. */
export const MOVE_IN: CheckoutFields = {
  zip: '12045',
  usage: '1200',
  meterType: 'analog',
  street: 'Sonnenallee',
  houseNumber: '1',
  billing: 'same',
  reason: 'move_in',
  meterNumber: '48213377',
  start: 'next',
  customerType: 'person',
  firstName: 'Mara',
  lastName: 'Neu',
  email: 'mara@example.com',
  payment: 'transfer',
}

let sequence = 0

/** A shop with a fixed price at its counter, and checkouts that stand before the order. */
export async function createCounter(plan: Parameters<typeof createShop>[0] = {}) {
  const shop = await createShop({ ...FIXED, ...plan })
  const { db, organizationId, planId } = shop
  await setSupplierProfile(shop.ctx, TEST_SUPPLIER)
  const found = await findPlan(db, organizationId, planId)
  if (!found) throw new Error('The plan that was just made is missing.')

  /** Everything done but the order, by somebody whose address is proved, or who is signed in. */
  async function begin(fields: CheckoutFields = {}, rest: Partial<Parameters<typeof beginCheckout>[1]> = {}) {
    sequence += 1
    const typed = { ...MOVE_IN, email: `mara-${sequence}@example.com`, ...fields }
    const token = await beginCheckout(db, {
      organizationId,
      planId,
      fields: typed,
      completed: CHECKOUT_STEPS,
      ...rest,
    })
    const again = async (): Promise<Checkout> => {
      const checkout = await findCheckout(db, organizationId, planId, token)
      if (!checkout) throw new Error('The checkout is gone.')
      return checkout
    }
    const { idHash } = await again()
    await db
      .updateTable('checkouts')
      .set({ verified_email: typed.email ?? null })
      .where('id_hash', '=', idHash)
      .execute()
    return { token, again }
  }

  return { ...shop, plan: found, begin, meanExchangePrice: createMeanExchangePrice() }
}

export type Counter = Awaited<ReturnType<typeof createCounter>>
