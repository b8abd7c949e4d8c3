import type { Locale } from '../ui/i18n.ts'

interface LoginCodeTexts {
  subject: (code: string, brand: string) => string
  heading: (brand: string) => string
  expiry: (minutes: number, host: string) => string
  ignore: string
}

/** The words of the mail that carries a code. Nobody signs it but the brand. */
export const LOGIN_CODE_TEXTS: Record<Locale, LoginCodeTexts> = {
  de: {
    subject: (code, brand) => `${code} ist Ihr Code für ${brand}`,
    heading: (brand) => `Ihr Code für ${brand}`,
    expiry: (minutes, host) =>
      `Der Code gilt ${minutes} Minuten und nur einmal. Geben Sie ihn auf ${host} ein, in dem Browser, in dem Sie ihn angefordert haben. Geben Sie ihn sonst niemandem.`,
    ignore:
      'Sie haben keinen Code angefordert? Dann löschen Sie diese E-Mail einfach. Ohne den Code kommt niemand in Ihr Konto.',
  },
  en: {
    subject: (code, brand) => `${code} is your code for ${brand}`,
    heading: (brand) => `Your code for ${brand}`,
    expiry: (minutes, host) =>
      `The code is valid for ${minutes} minutes and works once. Enter it at ${host}, in the browser you asked for it in. Give it to nobody else.`,
    ignore:
      'You did not ask for a code? Then simply delete this e-mail. Nobody gets into your account without the code.',
  },
}
