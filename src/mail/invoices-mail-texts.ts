import type { Locale } from '../ui/i18n.ts'
import type { BillKind, BillState } from './invoices-mail.tsx'

interface InvoicesMailTexts {
  title: Record<BillKind, (period: string) => string>
  subject: (title: string, brand: string) => string
  severalSubject: (brand: string) => string
  several: (contract: string) => string
  /** `date` is empty where no day is named. */
  state: Record<BillState, (amount: string, date: string) => string>
  about: (number: string, contract: string, days: string) => string
  /** A period that is no whole month. */
  span: (days: string) => string
  replaces: (number: string) => string
  cancels: (number: string) => string
  open: string
}

/** The words of the mail that tells of new invoices. */
export const INVOICES_MAIL_TEXTS: Record<Locale, InvoicesMailTexts> = {
  de: {
    title: {
      usage: (period) => `Ihre Rechnung für ${period}`,
      final: (period) => `Ihre Schlussrechnung für ${period}`,
      prepayment: (period) => `Ihr Abschlag für ${period}`,
      feedIn: (period) => `Ihre Gutschrift für ${period}`,
      void: (period) => `Stornorechnung für ${period}`,
    },
    subject: (title, brand) => `${title} von ${brand}`,
    severalSubject: (brand) => `Ihre neuen Rechnungen von ${brand}`,
    several: (contract) => `Neue Rechnungen zu Ihrem Vertrag ${contract}`,
    state: {
      debit: (amount, date) => `Wir buchen ${amount}${date && ` am ${date}`} von Ihrem Konto ab.`,
      transfer: (amount, date) =>
        `Bitte überweisen Sie ${amount}${date && ` bis zum ${date}`}. Die Bankverbindung finden Sie auf der Rechnung.`,
      payout: (amount, date) => `Wir zahlen Ihnen ${amount}${date && ` bis zum ${date}`} aus.`,
      payoutAsk: (amount) =>
        `Ihnen stehen ${amount} zu. Bitte nennen Sie uns Ihre Bankverbindung, damit wir sie auszahlen können.`,
      settled: () => 'Es ist nichts zu zahlen.',
    },
    about: (number, contract, days) => `Nr. ${number}, Vertrag ${contract}, ${days}`,
    span: (days) => `den Zeitraum ${days}`,
    replaces: (number) => `Sie ersetzt Nr. ${number}.`,
    cancels: (number) => `Sie hebt Nr. ${number} auf.`,
    open: 'Ansehen und herunterladen',
  },
  en: {
    title: {
      usage: (period) => `Your invoice for ${period}`,
      final: (period) => `Your final invoice for ${period}`,
      prepayment: (period) => `Your instalment for ${period}`,
      feedIn: (period) => `Your credit for ${period}`,
      void: (period) => `Cancellation for ${period}`,
    },
    subject: (title, brand) => `${title} from ${brand}`,
    severalSubject: (brand) => `Your new invoices from ${brand}`,
    several: (contract) => `New invoices for your contract ${contract}`,
    state: {
      debit: (amount, date) => `We will collect ${amount} from your account${date && ` on ${date}`}.`,
      transfer: (amount, date) =>
        `Please transfer ${amount}${date && ` by ${date}`}. You will find our bank details on the invoice.`,
      payout: (amount, date) => `We will pay you ${amount}${date && ` by ${date}`}.`,
      payoutAsk: (amount) => `You are due ${amount}. Please tell us your bank details so that we can pay it.`,
      settled: () => 'There is nothing to pay.',
    },
    about: (number, contract, days) => `No. ${number}, contract ${contract}, ${days}`,
    span: (days) => days,
    replaces: (number) => `It replaces no. ${number}.`,
    cancels: (number) => `It cancels no. ${number}.`,
    open: 'View and download',
  },
}
