/** German texts of /usage. */
export const usageDe = {} as const
