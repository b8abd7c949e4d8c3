/** Texts of the checkout's first half: the quote, the place, meter and start. */
export const checkoutOfferDe = {
  checkoutOffer: {},
} as const
