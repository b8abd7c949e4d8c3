/** What customers ask, by subject. Each topic has an address of its own, `/help#topic`, and leads to the page that does it. */
export const HELP_SUBJECTS = [
  {
    subject: 'bill',
    topics: [
      { id: 'bill-too-high', text: 'billTooHigh', href: '/usage' },
      { id: 'when-paid', text: 'whenPaid', href: '/payment-method' },
      { id: 'cannot-pay', text: 'cannotPay', href: '/invoices' },
    ],
  },
  {
    subject: 'price',
    topics: [
      { id: 'price-now', text: 'priceNow', href: '/prices' },
      { id: 'dynamic-tariff', text: 'dynamicTariff', href: '/tariff' },
      { id: 'grid-fees', text: 'gridFees', href: '/orders' },
    ],
  },
  {
    subject: 'meter',
    topics: [
      { id: 'meter-reading', text: 'meterReading', href: '/meter-readings' },
      { id: 'smart-meter', text: 'smartMeter', href: '/orders' },
      { id: 'values', text: 'values', href: '/usage' },
    ],
  },
  {
    subject: 'contract',
    topics: [
      { id: 'moving', text: 'moving', href: '/tariff' },
      { id: 'cancel', text: 'cancel', href: '/cancel' },
      { id: 'withdraw', text: 'withdraw', href: '/withdraw' },
      { id: 'my-data', text: 'myData', href: '/account' },
    ],
  },
] as const

export type HelpSubject = (typeof HELP_SUBJECTS)[number]
