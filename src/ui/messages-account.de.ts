/** German texts of /account and /payment-method. */
export const accountDe = {} as const
