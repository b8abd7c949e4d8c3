import type { SameKeys } from './messages.en.ts'
import type { helpDe } from './messages-help.de.ts'

/** What customers ask, answered in a few sentences each. */
export const helpEn: SameKeys<typeof helpDe> = {
  title: 'How can {{brand}} help?',
  lead: 'Call us, write to us, or look it up: this is what people ask most.',
  frequent: 'Help and frequent questions',
  call: 'Call',
  signIn: {
    title: 'Is it about your contract?',
    text: 'Once signed in, you see your own invoices, usage and prices and can settle almost everything yourself.',
    button: 'Sign in',
  },
  subjects: {
    bill: 'Bill and payment',
    price: 'Price and grid fee',
    meter: 'Meter and usage',
    contract: 'Contract and data',
  },
  billTooHigh: {
    question: 'Why is my bill so high?',
    answer:
      'First compare your usage with the same month of last year: heating, hot water and charging matter most. If usage is unchanged, it was the price; each invoice shows line by line what it is made of. If something is wrong, report a meter reading or call us, and we check our figures.',
    link: 'Compare your usage',
  },
  whenPaid: {
    question: 'When is what collected?',
    answer:
      'Each amount is collected on the day that the invoice names. You see and change your account and your SEPA mandate on the payment page. A direct debit you do not agree with is returned by your bank within eight weeks.',
    link: 'See payment',
  },
  cannotPay: {
    question: 'I cannot pay an invoice all at once.',
    answer:
      'Please call before the invoice is due. Usually we find instalments that suit you. That avoids a reminder, let alone a disconnection.',
    link: 'See open invoices',
  },
  priceNow: {
    question: 'What does power cost now, and when is it cheap?',
    answer:
      'The prices page shows each quarter of an hour of today and, from about 13:00, of tomorrow. It also says in which hours the washing machine or the car costs least. With a fixed price the same price holds around the clock.',
    link: 'See prices',
  },
  dynamicTariff: {
    question: 'What does a dynamic tariff cost, and what speaks against it?',
    answer:
      'In each quarter of an hour the price follows the power exchange; grid fee, taxes, levies, our margin and the base price come on top. If you can shift charging, heating or washing, you often pay less than with a fixed price. Against it: there is no upper limit, on dark days without wind the price can rise to several times its usual level, and the bill varies from month to month. You need a smart meter for it.',
    link: 'See what the price is made of',
  },
  gridFees: {
    question: 'How do I pay a lower grid fee with a heat pump or wall box?',
    answer:
      'Devices of more than 4.2 kW in service since 2024 may be turned down briefly by the grid operator when the grid is short, never below 4.2 kW. In return your grid fee falls: by a fixed amount a year (module 1), per kilowatt-hour with a meter of its own (module 2) or, on top of module 1, by the time of day (module 3). Tell us about the device, and we apply for the reduction.',
    link: 'See your orders',
  },
  meterReading: {
    question: 'How do I report a meter reading?',
    answer:
      'Enter the digits before the decimal point and the day on which you read the meter; you can add a photo. If the reading is far from your usual usage, we ask back rather than refuse it. A smart meter reports by itself, and there is nothing for you to do.',
    link: 'Report a reading',
  },
  smartMeter: {
    question: 'What is a smart meter good for, and how do I get one?',
    answer:
      'It measures each quarter of an hour and reports by itself; only then do you see your usage exactly and can use a dynamic tariff. The metering operator installs it, on request also where you are not obliged to have one. The law limits what it may cost (§\u00A030 and §\u00A035 MsbG); you are told the amount beforehand.',
    link: 'See your orders',
  },
  values: {
    question: 'Why are some usage values hatched?',
    answer:
      'These values are preliminary or substituted: the metering operator usually sends them on the next day and sometimes corrects them. As soon as the final value is there, it stands in the same place. We bill what was reported last and make up for a later correction.',
    link: 'See your usage',
  },
  moving: {
    question: 'I am moving. What is there to do?',
    answer:
      'Tell us at least six weeks before you leave, with the new address. If we can supply you there on the same terms, the contract moves with you; otherwise it ends when you leave. Read the meter on the last day; a smart meter does so by itself.',
    link: 'Report a move',
  },
  cancel: {
    question: 'How do I cancel?',
    answer:
      'On one page and without signing in: name, contract, desired end, send. You get the confirmation with date and time at once, and within a week at most we tell you the last day. Your new supplier can also cancel for you.',
    link: 'Cancel contracts here',
  },
  withdraw: {
    question: 'Can I withdraw from the contract?',
    answer:
      'Yes, within 14 days of concluding it and without giving a reason. You declare it on one page, without signing in, and get a confirmation at once. If you already took power in that time because you asked for it, you pay only for that.',
    link: 'Withdraw from contract',
  },
  myData: {
    question: 'What do you know about me?',
    answer:
      'You download everything we have stored about you as a file in your account. There you also see on which devices you are signed in and whom you have let look, and end either. Usage values are also there as a table on the usage page.',
    link: 'See your account',
  },
  outage: {
    title: 'Is the power out?',
    text: 'First check your fuses and whether the neighbours are affected too. Faults in the grid are mended by the grid operator, not by the supplier.',
    grid: 'Your grid operator in {{city}}',
    find: 'Who that is for you stands on every invoice, and once signed in you see it here.',
    danger: 'In danger, such as from a fallen line: keep your distance and call 112.',
  },
  complaint: 'Are you not satisfied?',
}
