/** German texts of /tariff, /cancel and /withdraw. */
export const tariffDe = {} as const
