import type { SameKeys } from './messages.en.ts'
import type { checkoutOfferDe } from './messages-checkout-offer.de.ts'

/** Texts of the checkout's first half: the quote, the place, meter and start. */
export const checkoutOfferEn: SameKeys<typeof checkoutOfferDe> = {
  checkoutOffer: {},
}
