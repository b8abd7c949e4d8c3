import type { SameKeys } from './messages.en.ts'
import type { consentDe } from './messages-consent.de.ts'

/** English texts of the page on which a customer lets an app read, and of what they see of it in /account. */
export const consentEn: SameKeys<typeof consentDe> = {
  consent: {
    title: 'Allow access',
    heading: 'May {{app}} read your energy data?',
    lead: '{{app}} is asking {{brand}} for your data. You decide.',
    reads: '{{app}} will then read',
    read: {
      person: 'your name, your e-mail address and your postal addresses',
      contracts: 'your contracts, meters and orders; of your IBAN only its beginning and end',
      invoices: 'your invoices and instalments',
      readings: 'your meter readings',
      usage: 'your consumption, by the quarter-hour where it is measured',
      prices: 'your electricity prices',
    },
    readOnly: '{{app}} cannot change, order or pay anything.',
    until: 'You can end its access at any time under “Account”.',
    who: 'This is about the energy account of {{name}}, {{email}}.',
    other: 'Use another account',
    back: 'You then go back to {{host}}.',
    backToApp: 'You then go back to the app.',
    allow: 'Allow',
    deny: 'Refuse',
    unknownTitle: 'Unknown request',
    unknownHeading: 'This request is not valid, or not any more.',
    unknownLead: 'Nothing was shared. Please start again in the app that needs your data.',
    home: 'To your energy account',
  },
  consents: {
    lead_one: 'This app reads your data because you allowed it to.',
    lead_other: 'These apps read your data because you allowed them to.',
    reads: 'Reads your name and addresses, contracts, invoices, meter readings, consumption and prices.',
    since: 'Allowed on {{date}} at {{time}}',
    end: 'End access',
    endNamed: 'End access of {{app}}',
    ended: 'Its access has ended. The app keeps what it has read so far, and reads nothing more.',
  },
}
