/** English texts of /orders and /help. */
export const ordersEn = {}
