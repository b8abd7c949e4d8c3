/** German texts of /prices. */
export const pricesDe = {} as const
