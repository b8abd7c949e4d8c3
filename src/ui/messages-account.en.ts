/** English texts of /account and /payment-method. */
export const accountEn = {}
