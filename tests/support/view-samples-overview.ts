import type { OverviewModel } from '../../src/portal/overview-view-model.ts'
import type { StartModel } from '../../src/portal/start-view.tsx'
import { addDays } from '../../src/ui/format.ts'
import { daysOf, EVENING, RECENT } from './view-samples-prices.ts'

/** Models of every state that the first page can be in. */

const usageDays = Array.from({ length: 30 }, (_, index) => {
  const wh = Math.round(
    9800 + 2600 * Math.sin(index * 1.7) + 900 * Math.cos(index * 0.61) + (index % 7 === 5 ? 2400 : 0),
  )
  return {
    day: addDays('2025-09-22', index),
    wh,
    status: index > 26 ? ('preliminary' as const) : ('final' as const),
    costCents: Math.round(wh * 0.0337),
  }
})

export const dynamicOverview: OverviewModel = {
  now: EVENING,
  contracts: [{ id: 'sub_1', label: 'Sonnwerk Dynamisch', detail: 'Torstraße 12, Berlin' }],
  contract: {
    id: 'sub_1',
    planName: 'Sonnwerk Dynamisch',
    kind: 'consumption',
    status: 'active',
    isConfirmed: true,
    previousSupplier: null,
    startsOn: '2025-09-01',
    lastDay: null,
    cancellableOn: '2025-11-30',
    address: 'Torstraße 12, 10119 Berlin',
    meterNumber: '1APA0195124010',
    meterType: 'smart',
  },
  price: { kind: 'dynamic', points: daysOf('2025-10-22', '2025-10-23'), recent: RECENT, baseFeeCents: 1556 },
  usage: { kind: 'days', days: usageDays, lastYearWh: 318_000 },
  recent: {
    latest: { day: '2025-10-21', wh: 13_240, costCents: 446 },
    month: { day: '2025-10-01', wh: 214_300, costCents: 7122 },
  },
  nextBill: {
    periodStart: '2025-10-01',
    periodEnd: '2025-10-31',
    amountCents: 9812,
    soFarCents: 7122,
    measuredUntil: '2025-10-21',
    basis: 'values_and_projection',
    issueOn: '2025-11-14',
    on: '2025-11-17',
    onMeans: 'debit',
  },
  openInvoices: [
    {
      id: 'inv_1',
      number: 'H62SU12A-001',
      totalCents: 8410,
      status: 'open',
      dueOn: '2025-11-03',
      collected: false,
    },
  ],
  finalInvoice: null,
}

const contract = dynamicOverview.contract
const months = Array.from({ length: 12 }, (_, index) => ({
  month: `${index < 2 ? 2024 : 2025}-${String(((index + 10) % 12) + 1).padStart(2, '0')}-01`,
  wh: Math.round(245_000 + 70_000 * Math.cos((index / 12) * 2 * Math.PI)),
  status: index > 8 ? ('estimate' as const) : ('final' as const),
}))

export const overviews: Record<string, OverviewModel> = {
  dynamic: dynamicOverview,
  'dynamic-morning': {
    ...dynamicOverview,
    now: Date.parse('2025-10-25T06:05:00Z'),
    price: { kind: 'dynamic', points: daysOf('2025-10-25'), recent: RECENT, baseFeeCents: 1556 },
    openInvoices: [],
  },
  'dynamic-cheap': {
    ...dynamicOverview,
    now: Date.parse('2025-10-25T11:20:00Z'),
    price: {
      kind: 'dynamic',
      points: daysOf('2025-10-25', '2025-10-26'),
      recent: RECENT,
      baseFeeCents: 1556,
    },
    openInvoices: [{ ...dynamicOverview.openInvoices[0]!, dueOn: '2025-10-20' }],
  },
  negative: {
    ...dynamicOverview,
    price: {
      kind: 'dynamic',
      points: daysOf('2025-10-22', '2025-10-23').map((point, index) => ({
        ...point,
        microEurPerKwh: (point.microEurPerKwh ?? 0) - (index > 140 && index < 164 ? 380_000 : 0),
      })),
      recent: RECENT,
      baseFeeCents: 1556,
    },
  },
  'no-prices': {
    ...dynamicOverview,
    price: { kind: 'dynamic', points: [], recent: [], baseFeeCents: 1556 },
    usage: null,
    recent: null,
    nextBill: null,
    openInvoices: [],
  },
  fixed: {
    ...dynamicOverview,
    contract: {
      ...contract,
      planName: 'Sonnwerk Fix',
      meterType: 'analog',
      meterNumber: '36024519',
      address: 'Maximilianstraße 4, 86150 Augsburg',
    },
    price: { kind: 'fixed', microEurPerKwh: 319_400, baseFeeCents: 1290 },
    usage: { kind: 'months', months, lastYearWh: 2_910_000 },
    recent: null,
    nextBill: {
      periodStart: '2025-11-01',
      periodEnd: '2025-11-30',
      amountCents: 8900,
      soFarCents: null,
      measuredUntil: null,
      basis: 'instalment',
      issueOn: '2025-10-20',
      on: '2025-11-03',
      onMeans: 'debit',
    },
    openInvoices: [],
  },
  'feed-in': {
    ...dynamicOverview,
    contracts: [
      { id: 'sub_1', label: 'Sonnwerk Dynamisch', detail: 'Strom · Torstraße 12' },
      { id: 'sub_2', label: 'Sonnwerk Solar', detail: 'Einspeisung · Torstraße 12' },
    ],
    contract: { ...contract, id: 'sub_2', planName: 'Sonnwerk Solar', kind: 'feed_in' },
    price: { kind: 'feed_in', microEurPerKwh: 80_300 },
    usage: {
      kind: 'days',
      days: usageDays.map((day) => ({ ...day, wh: day.wh * 2, costCents: null })),
      lastYearWh: null,
    },
    nextBill: {
      periodStart: '2025-10-01',
      periodEnd: '2025-10-31',
      amountCents: 4790,
      soFarCents: 3511,
      measuredUntil: '2025-10-21',
      basis: 'values_and_projection',
      issueOn: '2025-11-14',
      on: '2025-11-17',
      onMeans: 'payout',
    },
    openInvoices: [],
  },
  'feed-in-dynamic': {
    ...dynamicOverview,
    contract: { ...contract, kind: 'feed_in', planName: 'Sonnwerk Solar' },
    openInvoices: [],
  },
  pending: {
    ...dynamicOverview,
    contract: {
      ...contract,
      status: 'pending',
      isConfirmed: false,
      previousSupplier: 'Grundstrom Berlin AG',
      startsOn: '2025-11-01',
      cancellableOn: null,
      meterNumber: null,
    },
    price: null,
    usage: null,
    recent: null,
    nextBill: null,
    openInvoices: [],
  },
  ended: {
    ...dynamicOverview,
    contract: {
      ...contract,
      status: 'ended',
      startsOn: '2023-04-01',
      lastDay: '2024-12-31',
      cancellableOn: null,
    },
    price: null,
    usage: { kind: 'months', months, lastYearWh: null },
    recent: null,
    nextBill: null,
    openInvoices: [],
    finalInvoice: {
      id: 'inv_9',
      number: 'H62SU12A-021',
      totalCents: 12_744,
      status: 'paid',
      dueOn: '2025-02-14',
      collected: true,
    },
  },
}

export const startModel: StartModel = {
  firstName: 'Clara',
  planName: 'Sonnwerk Dynamisch',
  pricing: 'dynamic',
  baseFeeCents: 1556,
  workingPriceMicroEurPerKwh: null,
  markupMicroEurPerKwh: 17_850,
  noticePeriodMonths: 1,
}
