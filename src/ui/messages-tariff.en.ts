/** English texts of /tariff, /cancel and /withdraw. */
export const tariffEn = {}
