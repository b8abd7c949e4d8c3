import type { MeterReadingsModel, ShownReading } from '../../src/portal/meter-readings-view-model.ts'
import type { PaymentMethodModel } from '../../src/portal/payment-method-view-model.ts'

/** Models of the pages on which a customer does one thing. */

const reported: ShownReading = { readOn: '2025-10-22', valueWh: 49_999_500, type: 'customer_report' }
const estimated: ShownReading = { readOn: '2025-01-01', valueWh: 49_126_000, type: 'grid_estimation' }
const read: ShownReading = { readOn: '2024-09-01', valueWh: 48_213_000, type: 'grid_reading' }

const analog: MeterReadingsModel = {
  today: '2025-10-22',
  contracts: [{ id: 'sub_1', label: 'Sonnwerk Fix', detail: 'Maximilianstraße 4, Augsburg' }],
  contract: {
    id: 'sub_1',
    status: 'active',
    kind: 'consumption',
    meterType: 'analog',
    meterNumber: '36024519',
    startsOn: '2024-09-01',
    lastDay: null,
  },
  readings: [reported, estimated, read],
  latestDay: null,
  form: null,
  received: reported,
}

export const meterReadings: Record<string, MeterReadingsModel> = {
  received: analog,
  pending: {
    ...analog,
    contract: { ...analog.contract, status: 'pending', startsOn: '2025-11-01' },
    readings: [],
    received: null,
  },
  ended: {
    ...analog,
    contracts: [
      ...analog.contracts,
      { id: 'sub_2', label: 'Sonnwerk Fix', detail: 'Kaiserplatz 1, Augsburg' },
    ],
    contract: { ...analog.contract, status: 'ended', lastDay: '2025-09-30' },
    readings: [estimated, read],
    received: null,
  },
  smart: {
    ...analog,
    contract: { ...analog.contract, meterType: 'smart', meterNumber: '1APA0195124010' },
    readings: [],
    latestDay: { day: '2025-10-21', wh: 9840 },
    received: null,
  },
}

const debit: PaymentMethodModel = {
  contracts: analog.contracts,
  contract: { id: 'sub_1', number: 'H62SU12A', status: 'active', kind: 'consumption' },
  mandate: {
    accountHolder: 'Anna Sommer',
    maskedIban: 'DE************6485',
    mandateReference: 'H62SU12A',
    givenOn: '2025-08-18',
    isMandate: true,
  },
  next: { on: '2025-11-17', amountCents: 9812, means: 'debit' },
  creditor: { name: 'Sonnwerk GmbH', id: 'DE98ZZZ09999999999' },
  canChange: true,
  bank: { holder: 'Sonnwerk GmbH', iban: 'DE02100500000054540402', bic: null, bank: 'Beispielbank Berlin' },
  receipt: null,
  isMeanwhile: false,
  hasMail: true,
}
const payout: PaymentMethodModel = {
  ...debit,
  contract: { ...debit.contract, kind: 'feed_in' },
  mandate: debit.mandate && { ...debit.mandate, isMandate: false },
  next: { on: '2025-11-17', amountCents: 4790, means: 'payout' },
}

export const paymentMethods: Record<string, PaymentMethodModel> = {
  debit,
  'debit-unknown-amount': { ...debit, next: { on: '2025-11-17', amountCents: null, means: 'debit' } },
  changed: { ...debit, receipt: { kind: 'changed', atMs: Date.UTC(2025, 10, 12, 9, 30) } },
  meanwhile: { ...debit, isMeanwhile: true },
  transfer: { ...debit, mandate: null, next: null, receipt: { kind: 'ended' } },
  'by-people': { ...debit, mandate: null, next: null, creditor: null, canChange: false, bank: null },
  payout,
  'payout-unknown': { ...payout, mandate: null, next: null },
  ended: { ...debit, contract: { ...debit.contract, status: 'ended' }, next: null },
}
