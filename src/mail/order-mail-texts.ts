import type { Locale } from '../ui/i18n.ts'

interface OrderMailTexts {
  subject: (brand: string, number: string) => string
  heading: string
  lead: (name: string, brand: string) => string
  start: (date: string) => string
  startFeedIn: (date: string) => string
  early: string
  keep: string
  portal: string
}

/** The words of the mail that confirms an order; what was agreed is in its sections. */
export const ORDER_MAIL_TEXTS: Record<Locale, OrderMailTexts> = {
  de: {
    subject: (brand, number) => `Ihr Stromvertrag mit ${brand}: ${number}`,
    heading: 'Ihre Bestellung ist angekommen, der Vertrag ist geschlossen',
    lead: (name, brand) => `Danke, ${name}. Hiermit bestätigen wir Ihren Vertrag mit ${brand}.`,
    start: (date) =>
      `Wir beliefern Sie voraussichtlich ab dem ${date}. Um alles Weitere kümmern wir uns; Ihr Strom fließt ohne Unterbrechung.`,
    startFeedIn: (date) =>
      `Wir vergüten Ihren Strom voraussichtlich ab dem ${date}. Um die Anmeldung kümmern wir uns.`,
    early:
      'Sie haben ausdrücklich verlangt, dass wir schon vor Ende der Widerrufsfrist mit der Lieferung beginnen. Widerrufen Sie danach, bezahlen Sie den bis dahin gelieferten Strom.',
    keep: 'Bitte heben Sie diese E-Mail auf. Sie enthält alles, was wir vereinbart haben, und Ihre Rechte.',
    portal: 'Zu Ihrem Konto',
  },
  en: {
    subject: (brand, number) => `Your electricity contract with ${brand}: ${number}`,
    heading: 'Your order has arrived, the contract is made',
    lead: (name, brand) => `Thank you, ${name}. We hereby confirm your contract with ${brand}.`,
    start: (date) =>
      `We expect to supply you from ${date}. We see to everything else; your electricity flows without interruption.`,
    startFeedIn: (date) => `We expect to pay for your electricity from ${date}. We see to the registration.`,
    early:
      'You have expressly asked us to begin supply before the withdrawal period ends. If you withdraw after that, you pay for the electricity supplied until then.',
    keep: 'Please keep this e-mail. It holds everything we have agreed, and your rights.',
    portal: 'To your account',
  },
}
