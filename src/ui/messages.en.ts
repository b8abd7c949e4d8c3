import type { de } from './messages.de.ts'
import { entryEn } from './messages-entry.en.ts'
import { invoicesEn } from './messages-invoices.en.ts'
import { overviewEn } from './messages-overview.en.ts'
import { pagesEn } from './messages-pages.en.ts'
import { usageEn } from './messages-usage.en.ts'
import { pricesEn } from './messages-prices.en.ts'
import { tariffEn } from './messages-tariff.en.ts'
import { contractEndEn } from './messages-contract-end.en.ts'
import { accountEn } from './messages-account.en.ts'
import { ordersEn } from './messages-orders.en.ts'
import { consentEn } from './messages-consent.en.ts'
import { checkoutEn } from './messages-checkout.en.ts'
import { checkoutOfferEn } from './messages-checkout-offer.en.ts'
import { checkoutOrderEn } from './messages-checkout-order.en.ts'

/** The same tree with any text at its leaves: a key missing here does not compile. */
export type SameKeys<Tree> = {
  readonly [Key in keyof Tree]: Tree[Key] extends string ? string : SameKeys<Tree[Key]>
}

/** English texts, for readers in Germany. */
export const en: SameKeys<typeof de> = {
  ...overviewEn,
  ...pagesEn,
  ...entryEn,
  ...invoicesEn,
  ...usageEn,
  ...pricesEn,
  ...tariffEn,
  ...contractEndEn,
  ...accountEn,
  ...ordersEn,
  ...consentEn,
  ...checkoutEn,
  ...checkoutOfferEn,
  ...checkoutOrderEn,
  layout: {
    skip: 'Skip to content',
    navigation: 'Sections',
    back: 'Back to {{name}}',
    account: 'Account and settings of {{name}}',
    language: 'Language',
    appearance: 'Appearance',
    scheme: { light: 'Light', dark: 'Dark', auto: 'As device' },
    signOut: 'Sign out',
    help: 'Questions? {{brand}} is happy to help.',
    legal: 'Legal',
  },
  parts: {
    showTable: 'Show as table',
    problems_one: 'Please check one entry.',
    problems_other: 'Please check {{count}} entries.',
  },
  day: { today: 'today', tomorrow: 'tomorrow', yesterday: 'yesterday' },
  greeting: {
    morning: 'Good morning, {{name}}',
    day: 'Good afternoon, {{name}}',
    evening: 'Good evening, {{name}}',
  },
  level: {
    'very-low': 'very cheap',
    low: 'cheap',
    usual: 'as usual',
    high: 'expensive',
    'very-high': 'very expensive',
  },
  price: {
    now: 'Price now',
    nowMark: 'now {{price}}',
    compared: 'compared with your last 30 days',
    until: 'until {{time}}',
    cheapest_one: 'Cheapest hour',
    cheapest_other: 'Cheapest {{count}} hours',
    cheapestMark: 'cheapest {{count}} h',
    window: '{{day}}, {{from}}–{{to}}',
    average: '{{price}} on average',
    tomorrowPending: 'Tomorrow’s prices arrive around 13:00.',
    tomorrowLate: 'Tomorrow’s prices are not out yet. The power exchange is later than usual today.',
    allIn: 'All in: energy, grid, taxes and levies. The base fee of {{amount}} a month comes on top.',
    demo: 'Sample values, not real exchange prices.',
    chart:
      'Electricity price per quarter-hour. {{from}} to {{to}}: lowest {{low}} at {{lowAt}}, highest {{high}} at {{highAt}}.',
    chartHint: 'Use the arrow keys to read single quarter-hours.',
    table: 'Prices in ct/kWh, {{day}}',
    hour: 'Hour',
    quarter: 'from minute {{minute}}',
    unknown: 'not published',
    legend: '▼ cheap, ▲ expensive for you',
  },
  usage: {
    chart: 'Consumption per day, {{from}} to {{to}}: {{total}} in all, most on {{maxDay}} with {{max}}.',
    chartMonths: 'Consumption per month, {{from}} to {{to}}: {{total}} in all.',
    chartFeedIn: 'Feed-in per day, {{from}} to {{to}}: {{total}} in all, most on {{maxDay}} with {{max}}.',
    table: 'Consumption per day',
    tableMonths: 'Consumption per month',
    tableFeedIn: 'Feed-in per day',
    day: 'Day',
    month: 'Month',
    amount: 'Amount',
    cost: 'Cost',
    status: 'Status',
    final: 'final',
    preliminary: 'preliminary',
    substitute: 'substitute',
    estimate: 'estimated',
    hatched: { preliminary: 'Hatched: preliminary values.', estimate: 'Hatched: estimates.' },
  },
}
