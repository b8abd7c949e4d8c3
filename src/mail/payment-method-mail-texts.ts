import type { Locale } from '../ui/i18n.ts'

interface PaymentMethodMailTexts {
  subject: Record<'debit' | 'payout' | 'ended', (brand: string) => string>
  heading: Record<'debit' | 'payout' | 'ended', string>
  lead: Record<'debit' | 'payout' | 'ended', (digits: string) => string>
  labels: {
    holder: string
    account: string
    reference: string
    creditor: string
    creditorId: string
    contracts: string
    at: string
  }
  endingIn: (digits: string) => string
  at: (date: string, time: string) => string
  mandate: string
  notYou: string
  contact: (brand: string) => string
}

/** The words of the mail that confirms another account. The number itself is never in it. */
export const PAYMENT_METHOD_MAIL_TEXTS: Record<Locale, PaymentMethodMailTexts> = {
  de: {
    subject: {
      debit: (brand) => `Ihr neues SEPA-Mandat bei ${brand}`,
      payout: (brand) => `Ihr neues Konto für Auszahlungen von ${brand}`,
      ended: (brand) => `Ihr SEPA-Mandat bei ${brand} ist beendet`,
    },
    heading: {
      debit: 'Ihr Konto ist geändert',
      payout: 'Ihr Konto ist geändert',
      ended: 'Ihr SEPA-Mandat ist beendet',
    },
    lead: {
      debit: (digits) => `Wir buchen künftig von Ihrem Konto mit den Endziffern ${digits} ab.`,
      payout: (digits) => `Wir zahlen künftig auf Ihr Konto mit den Endziffern ${digits} aus.`,
      ended: (digits) =>
        `Von Ihrem Konto mit den Endziffern ${digits} buchen wir für diesen Vertrag nichts mehr ab. Bitte überweisen Sie Rechnungen und Abschläge ab jetzt selbst.`,
    },
    labels: {
      holder: 'Kontoinhaber',
      account: 'Konto',
      reference: 'Mandatsreferenz',
      creditor: 'Gläubiger',
      creditorId: 'Gläubiger-ID',
      contracts: 'Vertrag',
      at: 'Zeitpunkt',
    },
    endingIn: (digits) => `Endziffern ${digits}`,
    at: (date, time) => `${date}, ${time} Uhr`,
    mandate: 'Das Mandat im Wortlaut',
    notYou: 'Waren Sie das nicht? Dann sagen Sie uns bitte sofort Bescheid.',
    contact: (brand) => `So erreichen Sie ${brand}:`,
  },
  en: {
    subject: {
      debit: (brand) => `Your new SEPA mandate with ${brand}`,
      payout: (brand) => `Your new account for payouts from ${brand}`,
      ended: (brand) => `Your SEPA mandate with ${brand} has ended`,
    },
    heading: {
      debit: 'Your account is changed',
      payout: 'Your account is changed',
      ended: 'Your SEPA mandate has ended',
    },
    lead: {
      debit: (digits) => `From now on we collect from your account ending in ${digits}.`,
      payout: (digits) => `From now on we pay into your account ending in ${digits}.`,
      ended: (digits) =>
        `We collect nothing more from your account ending in ${digits} for this contract. Please transfer invoices and instalments yourself from now on.`,
    },
    labels: {
      holder: 'Account holder',
      account: 'Account',
      reference: 'Mandate reference',
      creditor: 'Creditor',
      creditorId: 'Creditor identifier',
      contracts: 'Contract',
      at: 'When',
    },
    endingIn: (digits) => `ending in ${digits}`,
    at: (date, time) => `${date}, ${time}`,
    mandate: 'The mandate in its wording',
    notYou: 'Was this not you? Then please tell us at once.',
    contact: (brand) => `How to reach ${brand}:`,
  },
}
