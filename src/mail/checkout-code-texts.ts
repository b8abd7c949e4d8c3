import type { Locale } from '../ui/i18n.ts'

interface CheckoutCodeTexts {
  subject: (code: string, brand: string) => string
  heading: (brand: string) => string
  expiry: (minutes: number, host: string) => string
  account: (brand: string) => string
  orSignIn: string
  signIn: (brand: string) => string
  signInNote: string
  ignore: string
}

/** The words of the mail with the code of the checkout. */
export const CHECKOUT_CODE_TEXTS: Record<Locale, CheckoutCodeTexts> = {
  de: {
    subject: (code, brand) => `${code} ist Ihr Code für die Bestellung bei ${brand}`,
    heading: (brand) => `Ihr Code für die Bestellung bei ${brand}`,
    expiry: (minutes, host) =>
      `Der Code gilt ${minutes} Minuten und nur einmal. Geben Sie ihn auf ${host} ein, in dem Fenster, in dem Sie bestellen. Geben Sie ihn sonst niemandem.`,
    account: (brand) =>
      `Mit dieser Adresse haben Sie schon ein Konto bei ${brand}. Geben Sie den Code ein, gehört der neue Vertrag zu diesem Konto, mit den Angaben, die dort stehen.`,
    orSignIn: 'Oder melden Sie sich an und bestellen Sie dort:',
    signIn: (brand) => `Bei ${brand} anmelden`,
    signInNote: 'Der Link gilt nur einmal und nur wenige Minuten.',
    ignore:
      'Sie bestellen gerade nichts? Dann löschen Sie diese E-Mail einfach. Ohne den Code wird nichts bestellt.',
  },
  en: {
    subject: (code, brand) => `${code} is your code for ordering from ${brand}`,
    heading: (brand) => `Your code for ordering from ${brand}`,
    expiry: (minutes, host) =>
      `The code is valid for ${minutes} minutes and works once. Enter it at ${host}, in the window you are ordering in. Give it to nobody else.`,
    account: (brand) =>
      `You already have an account with ${brand} under this address. If you enter the code, the new contract becomes part of that account, with the details that stand there.`,
    orSignIn: 'Or sign in and order there:',
    signIn: (brand) => `Sign in to ${brand}`,
    signInNote: 'The link works once and for a few minutes only.',
    ignore:
      'You are not ordering anything? Then simply delete this e-mail. Nothing is ordered without the code.',
  },
}
