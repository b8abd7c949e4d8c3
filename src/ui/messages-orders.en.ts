import type { SameKeys } from './messages.en.ts'
import type { ordersDe } from './messages-orders.de.ts'

/** Texts of the frame around every page, of orders and of help. */
export const ordersEn: SameKeys<typeof ordersDe> = {
  sections: {
    overview: 'Overview',
    usage: 'Usage',
    prices: 'Prices',
    invoices: 'Invoices',
    meterReadings: 'Meter readings',
    tariff: 'Tariff',
    paymentMethod: 'Payment',
    orders: 'Orders',
    account: 'Account',
    help: 'Help',
    more: 'More',
    moreCurrent: '– you are at: {{name}}',
  },
}
