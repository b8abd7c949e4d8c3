import type { Locale } from '../ui/i18n.ts'

type ByType = Record<'consumption' | 'feed_in', (date: string) => string>

interface StartMailTexts {
  subject: Record<'consumption' | 'feed_in', (date: string, brand: string) => string>
  heading: string
  movedSubject: (date: string, brand: string) => string
  movedHeading: string
  start: ByType
  insteadOf: (date: string) => string
  readMeter: string
  readMeterLink: string
  contract: string
  portal: string
}

/** The words of the mail that names the first day of supply. */
export const START_MAIL_TEXTS: Record<Locale, StartMailTexts> = {
  de: {
    subject: {
      consumption: (date, brand) => `Ab ${date}: Ihr Strom von ${brand}`,
      feed_in: (date, brand) => `Ab ${date}: ${brand} vergütet Ihren Strom`,
    },
    heading: 'Ihr Termin steht fest',
    movedSubject: (date, brand) => `Neuer Termin bei ${brand}: ${date}`,
    movedHeading: 'Ihr Termin hat sich geändert',
    start: {
      consumption: (date) => `Ab dem ${date} beliefern wir Sie mit Strom.`,
      feed_in: (date) => `Ab dem ${date} vergüten wir den Strom, den Sie einspeisen.`,
    },
    insteadOf: (date) => `Bisher hatten wir Ihnen den ${date} genannt.`,
    readMeter: 'Bitte lesen Sie an diesem Tag Ihren Zähler ab und tragen Sie den Stand in Ihrem Konto ein.',
    readMeterLink: 'Zählerstand eintragen',
    contract: 'Vertrag',
    portal: 'Zu Ihrem Konto',
  },
  en: {
    subject: {
      consumption: (date, brand) => `From ${date}: your electricity from ${brand}`,
      feed_in: (date, brand) => `From ${date}: ${brand} pays for your electricity`,
    },
    heading: 'Your first day is settled',
    movedSubject: (date, brand) => `New first day with ${brand}: ${date}`,
    movedHeading: 'Your first day has changed',
    start: {
      consumption: (date) => `From ${date} we supply you with electricity.`,
      feed_in: (date) => `From ${date} we pay for the electricity that you feed in.`,
    },
    insteadOf: (date) => `Before, we had named ${date}.`,
    readMeter: 'Please read your meter on that day and enter the reading in your account.',
    readMeterLink: 'Enter the reading',
    contract: 'Contract',
    portal: 'To your account',
  },
}
