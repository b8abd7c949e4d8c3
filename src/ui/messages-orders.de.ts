/** German texts of /orders and /help. */
export const ordersDe = {} as const
