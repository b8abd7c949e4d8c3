/** Texts of the frame around every page, of orders and of help. */
export const ordersDe = {
  sections: {
    overview: 'Übersicht',
    usage: 'Verbrauch',
    prices: 'Preise',
    invoices: 'Rechnungen',
    meterReadings: 'Zählerstände',
    tariff: 'Tarif',
    paymentMethod: 'Zahlung',
    orders: 'Aufträge',
    account: 'Konto',
    help: 'Hilfe',
    more: 'Mehr',
    moreCurrent: '– Sie sind bei: {{name}}',
  },
} as const
