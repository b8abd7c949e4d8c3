/** Texts of the checkout's second half: who orders, how they pay, the summary, and what comes after. */
export const checkoutOrderDe = {
  checkoutOrder: {},
} as const
