import type { SameKeys } from './messages.en.ts'
import type { tasksDe } from './messages-tasks.de.ts'

/** Texts of the pages on which a customer does one thing: report a reading, see how a contract is paid. */
export const tasksEn: SameKeys<typeof tasksDe> = {
  meterReadings: {
    title: 'Meter reading',
    kicker: 'Meter {{number}}',
    last: {
      customer_report: 'You reported the last reading yourself.',
      grid_reading: 'The grid operator took the last reading.',
      grid_estimation: 'The last reading is an estimate.',
    },
    on: 'on {{date}}',
    lead: 'With a new reading we bill exactly what you used.',
    leadEstimated: 'Read your meter, and we go on with your value instead of the estimate.',
    none: 'We do not have a meter reading from you yet.',
    pending: 'We supply you from {{date}}.',
    pendingLead: 'Read your meter on the first day. You can then report it here.',
    ended: 'Your contract ended on {{date}}.',
    endedLead: 'There is nothing left to report.',
    endedLast: 'There is nothing left to report. The last reading is from {{date}}.',
    list: 'Readings so far',
    empty: 'The first reading appears here as soon as it is reported or taken.',
    emptyPending: 'The first reading comes when supply starts.',
    since: '{{amount}} since {{date}}',
    origin: {
      customer_report: 'reported by you',
      grid_reading: 'read',
      grid_estimation: 'estimated',
    },
    inReview: 'being checked, does not count yet',
    receivedReview: 'The reading is unusual. Somebody therefore looks at it before it goes into a bill.',
    received: 'Thank you. We have received {{value}} for {{date}}.',
    receivedNext: 'The reading goes into your next bill.',
    another: 'Report another reading',
    form: {
      title: 'Report a reading',
      value: 'Reading in kWh',
      valueHint: 'The number on meter {{number}}. The digits before the decimal point are enough.',
      date: 'Read on',
      send: 'Report reading',
    },
    confirm: {
      label: 'Is the reading right after all?',
      hint: 'Then tell us briefly why: a new meter, say, an electric car or a long journey. We take the reading and look at it before it goes into a bill.',
      missing: 'Please add a sentence about it, or change number and day.',
      send: 'Send it again',
    },
    photo: {
      label: 'Photo of the meter (optional)',
      hint: 'As evidence: JPEG, PNG or WebP of at most 8 MB. We delete from it where and when it was taken; only you and we get to see it.',
      again: 'We could not keep the photo. Please choose it again.',
      unsupported: 'This file is not a photo that we can read. Please choose a JPEG, PNG or WebP.',
      too_large:
        'The photo is larger than 8 MB. Please choose a smaller one, or send the reading without a photo.',
      show: 'See the photo',
    },
    wrongValue: {
      missing: 'Please enter the number your meter shows.',
      not_a_number: 'Please enter digits only, for example 12345 or 12345.6.',
      negative: 'A meter never shows less than zero. Please check the sign.',
      too_many_digits:
        'That is too many digits. A meter shows at most six before and three after the decimal point.',
      below_earlier:
        'On {{date}} the meter already showed {{value}}. It only runs forward; please check number and day.',
      too_little:
        'That would be only {{used}} since {{date}}, where about {{expected}} are to be expected. Please check number and day.',
      too_much:
        'That would be {{used}} since {{date}}, where about {{expected}} are to be expected. Please check whether there is a digit too many.',
      above_later:
        'On {{date}} the meter only showed {{value}}. It only runs forward; please check number and day.',
    },
    wrongDay: {
      missing: 'Please give the day on which you read the meter.',
      malformed: 'There is no such day. Please choose it again.',
      future: 'This day is in the future. Today is {{date}}.',
      before: 'We did not supply you yet on this day. Your contract began on {{date}}.',
      after: 'We no longer supply you on this day. Your contract runs until {{date}}.',
      duplicate: 'We already have a reading for {{date}}: {{value}}. Please check the day.',
    },
    smart: {
      answer: 'Your meter sends its values by itself.',
      lead: 'There is nothing to read and nothing to report.',
      pendingLead: 'Your meter will then send its values by itself. There is nothing to read.',
      used: 'used on {{date}}',
      fedIn: 'fed in on {{date}}',
      title: 'How the values reach us',
      fact1: 'Your meter measures every quarter of an hour.',
      fact2: 'The metering operator usually sends us the values on the next day.',
      fact3: 'If a value is missing, they supply a substitute. The overview marks it as one.',
      more: 'See your values',
    },
  },
  paymentMethod: {
    title: 'Payment',
    kicker: 'Contract {{number}}',
    answer: {
      debit: 'We collect from your account ending in {{digits}}.',
      payout: 'We pay into your account ending in {{digits}}.',
      transfer: 'You pay your invoices by bank transfer.',
      noPayout: 'We still need an account to pay you.',
      ended: 'Your contract has ended. No collection or payout is due at present.',
    },
    lead: {
      transfer: 'We do not hold a SEPA mandate from you for this contract.',
      noPayout: 'What you have earned is not lost.',
      noneYet: 'The next collection is not fixed yet.',
    },
    nextDebit: 'collected on {{date}}',
    nextPayout: 'paid out on {{date}}',
    mandate: 'SEPA mandate',
    account: 'Your account',
    given: 'on file',
    holder: 'Account holder',
    iban: 'IBAN',
    reference: 'Mandate reference',
    since: 'On file since',
    byPeople:
      '{{brand}} sets up a new account with you in person. Please have your contract number {{number}} at hand.',
    how: {
      title: 'How you pay',
      titlePayout: 'How we pay you',
      debit1: 'We collect each invoice and each instalment by SEPA direct debit on the day it is due.',
      debit2: 'If an amount is wrong, your bank returns it to you within eight weeks.',
      onInvoice: 'The invoice tells you day and amount beforehand.',
      payout: 'We transfer each credit note on the day it is due.',
      noPayout: 'As soon as {{brand}} knows your account, we transfer what is open.',
      transfer1: 'Give the invoice number with each transfer, so that it reaches the right invoice.',
      transferDue: 'Each invoice says by when the money should arrive.',
      transfer2: '{{brand}} will gladly tell you which account to transfer to.',
    },
  },
}
