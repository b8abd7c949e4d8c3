/** English texts of /prices. */
export const pricesEn = {}
