import type { SameKeys } from './messages.en.ts'
import type { checkoutOrderDe } from './messages-checkout-order.de.ts'

/** Texts of the checkout's second half: who orders, how they pay, the summary, and what comes after. */
export const checkoutOrderEn: SameKeys<typeof checkoutOrderDe> = {
  checkoutOrder: {},
}
