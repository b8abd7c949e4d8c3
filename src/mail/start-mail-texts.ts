import type { Locale } from '../ui/i18n.ts'

type ByType = Record<'consumption' | 'feed_in', (date: string) => string>

interface StartMailTexts {
  subject: Record<'consumption' | 'feed_in', (date: string, brand: string) => string>
  heading: Record<'consumption' | 'feed_in', string>
  movedSubject: Record<'consumption' | 'feed_in', (date: string, brand: string) => string>
  movedHeading: Record<'consumption' | 'feed_in', string>
  start: ByType
  /** Of a day gone by. */
  begun: ByType
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
    heading: {
      consumption: 'Ihr Lieferbeginn steht fest',
      feed_in: 'Der Beginn Ihrer Vergütung steht fest',
    },
    movedSubject: {
      consumption: (date, brand) => `Neuer Lieferbeginn bei ${brand}: ${date}`,
      feed_in: (date, brand) => `Neuer Beginn Ihrer Vergütung von ${brand}: ${date}`,
    },
    movedHeading: {
      consumption: 'Ihr Lieferbeginn hat sich geändert',
      feed_in: 'Der Beginn Ihrer Vergütung hat sich geändert',
    },
    start: {
      consumption: (date) => `Ab dem ${date} beliefern wir Sie mit Strom.`,
      feed_in: (date) => `Ab dem ${date} vergüten wir den Strom, den Sie einspeisen.`,
    },
    begun: {
      consumption: (date) => `Seit dem ${date} beliefern wir Sie mit Strom.`,
      feed_in: (date) => `Seit dem ${date} vergüten wir den Strom, den Sie einspeisen.`,
    },
    insteadOf: (date) => `Bisher hatten wir Ihnen den ${date} genannt.`,
    readMeter:
      'Bitte lesen Sie an diesem Tag Ihren Zähler ab und tragen Sie den Stand in Ihrem Kundenkonto ein.',
    readMeterLink: 'Zählerstand eintragen',
    contract: 'Vertrag',
    portal: 'Zu Ihrem Kundenkonto',
  },
  en: {
    subject: {
      consumption: (date, brand) => `From ${date}: your electricity from ${brand}`,
      feed_in: (date, brand) => `From ${date}: ${brand} pays for your electricity`,
    },
    heading: {
      consumption: 'Your supply start is settled',
      feed_in: 'The start of your payments is settled',
    },
    movedSubject: {
      consumption: (date, brand) => `New supply start with ${brand}: ${date}`,
      feed_in: (date, brand) => `New start of your payments from ${brand}: ${date}`,
    },
    movedHeading: {
      consumption: 'Your supply start has changed',
      feed_in: 'The start of your payments has changed',
    },
    start: {
      consumption: (date) => `From ${date} we will supply you with electricity.`,
      feed_in: (date) => `From ${date} we will pay for the electricity that you feed in.`,
    },
    begun: {
      consumption: (date) => `Since ${date} we have been supplying you with electricity.`,
      feed_in: (date) => `Since ${date} we have been paying for the electricity that you feed in.`,
    },
    insteadOf: (date) => `We had previously told you ${date}.`,
    readMeter: 'Please read your meter on that day and enter the reading in your account.',
    readMeterLink: 'Enter the reading',
    contract: 'Contract',
    portal: 'To your account',
  },
}
