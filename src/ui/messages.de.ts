import { entryDe } from './messages-entry.de.ts'
import { invoicesDe } from './messages-invoices.de.ts'
import { overviewDe } from './messages-overview.de.ts'
import { pagesDe } from './messages-pages.de.ts'
import { usageDe } from './messages-usage.de.ts'
import { pricesDe } from './messages-prices.de.ts'
import { tariffDe } from './messages-tariff.de.ts'
import { contractEndDe } from './messages-contract-end.de.ts'
import { accountDe } from './messages-account.de.ts'
import { ordersDe } from './messages-orders.de.ts'
import { consentDe } from './messages-consent.de.ts'
import { checkoutDe } from './messages-checkout.de.ts'
import { checkoutOfferDe } from './messages-checkout-offer.de.ts'
import { checkoutOrderDe } from './messages-checkout-order.de.ts'

/** German texts, polite form. `{{name}}` is filled in; `_one` and `_other` are plural forms chosen by `count`. */
export const de = {
  ...overviewDe,
  ...pagesDe,
  ...entryDe,
  ...invoicesDe,
  ...usageDe,
  ...pricesDe,
  ...tariffDe,
  ...contractEndDe,
  ...accountDe,
  ...ordersDe,
  ...consentDe,
  ...checkoutDe,
  ...checkoutOfferDe,
  ...checkoutOrderDe,
  layout: {
    skip: 'Zum Inhalt springen',
    navigation: 'Bereiche',
    back: 'Zurück zu {{name}}',
    account: 'Konto und Einstellungen von {{name}}',
    language: 'Sprache',
    appearance: 'Darstellung',
    scheme: { light: 'Hell', dark: 'Dunkel', auto: 'Wie Gerät' },
    signOut: 'Abmelden',
    help: 'Fragen? {{brand}} hilft Ihnen gern.',
    legal: 'Rechtliches',
  },
  parts: {
    showTable: 'Als Tabelle zeigen',
    problems_one: 'Bitte prüfen Sie eine Angabe.',
    problems_other: 'Bitte prüfen Sie {{count}} Angaben.',
  },
  day: { today: 'heute', tomorrow: 'morgen', yesterday: 'gestern' },
  greeting: {
    morning: 'Guten Morgen, {{name}}',
    day: 'Guten Tag, {{name}}',
    evening: 'Guten Abend, {{name}}',
  },
  level: {
    'very-low': 'sehr günstig',
    low: 'günstig',
    usual: 'wie üblich',
    high: 'teuer',
    'very-high': 'sehr teuer',
  },
  price: {
    now: 'Preis jetzt',
    nowMark: 'jetzt {{price}}',
    compared: 'verglichen mit Ihren letzten 30 Tagen',
    until: 'gilt bis {{time}} Uhr',
    cheapest_one: 'Günstigste Stunde',
    cheapest_other: 'Günstigste {{count}} Stunden',
    cheapestMark: 'günstigste {{count}} Std.',
    window: '{{day}}, {{from}}–{{to}} Uhr',
    average: 'im Schnitt {{price}}',
    tomorrowPending: 'Die Preise für morgen kommen gegen 13 Uhr.',
    tomorrowLate: 'Die Preise für morgen sind noch nicht da. Die Strombörse ist heute später dran als sonst.',
    allIn:
      'Alles inbegriffen: Strom, Netz, Steuern und Abgaben. Dazu kommt der Grundpreis von {{amount}} im Monat.',
    demo: 'Beispielwerte, keine echten Börsenpreise.',
    chart:
      'Strompreis je Viertelstunde. {{from}} bis {{to}}: am niedrigsten {{low}} um {{lowAt}} Uhr, am höchsten {{high}} um {{highAt}} Uhr.',
    chartHint: 'Mit den Pfeiltasten lesen Sie einzelne Viertelstunden ab.',
    table: 'Preise in ct/kWh, {{day}}',
    hour: 'Stunde',
    quarter: 'ab Minute {{minute}}',
    unknown: 'nicht veröffentlicht',
    legend: '▼ günstig, ▲ teuer für Sie',
  },
  usage: {
    chart: 'Verbrauch je Tag, {{from}} bis {{to}}: zusammen {{total}}, am meisten {{max}} am {{maxDay}}.',
    chartMonths: 'Verbrauch je Monat, {{from}} bis {{to}}: zusammen {{total}}.',
    chartFeedIn:
      'Einspeisung je Tag, {{from}} bis {{to}}: zusammen {{total}}, am meisten {{max}} am {{maxDay}}.',
    table: 'Verbrauch je Tag',
    tableMonths: 'Verbrauch je Monat',
    tableFeedIn: 'Einspeisung je Tag',
    day: 'Tag',
    month: 'Monat',
    amount: 'Menge',
    cost: 'Kosten',
    status: 'Stand',
    final: 'endgültig',
    preliminary: 'vorläufig',
    substitute: 'Ersatzwert',
    estimate: 'geschätzt',
    hatched: { preliminary: 'Schraffiert: vorläufige Werte.', estimate: 'Schraffiert: Schätzung.' },
  },
} as const
