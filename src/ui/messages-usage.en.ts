/** English texts of /usage. */
export const usageEn = {}
