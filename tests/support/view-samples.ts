import { readFileSync } from 'node:fs'
import { mergeBrand, type Brand, type BrandInput } from '../../src/brand/brand.ts'
import { brandStyle } from '../../src/brand/brand-style.ts'
import type {
  InvoiceItem,
  InvoiceLine,
  InvoiceModel,
  InvoicesModel,
} from '../../src/portal/invoices-view-model.ts'
import { navigation } from '../../src/portal/navigation.ts'
import type { OverviewModel } from '../../src/portal/overview-view-model.ts'
import type { StartModel } from '../../src/portal/start-view.tsx'
import { createAssets, type AssetManifest } from '../../src/ui/assets.ts'
import { addDays, createFormat } from '../../src/ui/format.ts'
import { createI18n, type Locale } from '../../src/ui/i18n.ts'
import type { PageContext, SchemeChoice } from '../../src/ui/page.ts'
import type { PricePoint } from '../../src/ui/price-levels.ts'

/** Models of every state a view can be in, from the real prices of 20 to 26 October 2025. */

const series = (
  JSON.parse(
    readFileSync(
      new URL('../../src/demo/data/smard-de-lu-quarterhour-2025-10-20.json', import.meta.url),
      'utf8',
    ),
  ) as {
    series: [number, number][]
  }
).series

/** Exchange price plus what a Berlin household of 2025 pays on top, gross. */
const allIn = (eurPerMwh: number): number => Math.round((eurPerMwh * 1000 + 195_510) * 1.19)

export const WEEK: PricePoint[] = series.map(([startsAt, price]) => ({
  startsAt,
  microEurPerKwh: allIn(price),
}))
export const RECENT: number[] = WEEK.map(({ microEurPerKwh }) => microEurPerKwh ?? 0)

/** Wednesday, 22 October 2025, 18:20 in Berlin. */
export const EVENING = Date.parse('2025-10-22T16:20:00Z')
const berlin = createFormat('de')

export const daysOf = (...days: string[]): PricePoint[] =>
  WEEK.filter(({ startsAt }) => days.includes(berlin.day(startsAt)))

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
    startsOn: '2025-09-01',
    lastDay: null,
    cancellableOn: '2025-11-30',
    address: 'Torstraße 12, 10119 Berlin',
    meterNumber: '1APA0195124010',
    meterType: 'smart',
  },
  price: { kind: 'dynamic', points: daysOf('2025-10-22', '2025-10-23'), recent: RECENT, baseFeeCents: 1556 },
  usage: { kind: 'days', days: usageDays, lastYearWh: 318_000 },
  nextBill: {
    periodStart: '2025-10-01',
    periodEnd: '2025-10-31',
    amountCents: 9812,
    isEstimate: true,
    soFarCents: 7122,
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
    nextBill: {
      periodStart: '2025-11-01',
      periodEnd: '2025-11-30',
      amountCents: 8900,
      isEstimate: false,
      soFarCents: null,
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
      isEstimate: true,
      soFarCents: 3511,
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
      startsOn: '2025-11-01',
      cancellableOn: null,
      meterNumber: null,
    },
    price: null,
    usage: null,
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

const invoice = (index: number, over: Partial<InvoiceItem> = {}): InvoiceItem => {
  const month = String(12 - (index % 12)).padStart(2, '0')
  const year = 2025 - Math.floor(index / 12)
  const periodStart = `${year}-${month}-01`
  const next = month === '12' ? `${year + 1}-01` : `${year}-${String(Number(month) + 1).padStart(2, '0')}`
  return {
    id: `inv_${index}`,
    number: `H62SU12A-0${String(30 - index).padStart(2, '0')}`,
    type: 'usage',
    periodStart,
    periodEnd: addDays(`${next}-01`, -1),
    status: 'paid',
    totalCents: 8410 + index * 137,
    dueOn: `${next}-28`,
    issuedOn: `${next}-09`,
    contractLabel: null,
    ...over,
  }
}

export const invoiceLists: Record<string, InvoicesModel> = {
  open: {
    today: '2025-10-22',
    year: 2025,
    years: [2025, 2024],
    invoices: [
      invoice(3, { status: 'open', dueOn: '2025-11-03', totalCents: 8410 }),
      invoice(4),
      invoice(5, { status: 'voided' }),
      invoice(5, { id: 'inv_v', type: 'void', number: 'H62SU12A-026', totalCents: -9095 }),
      invoice(6),
      invoice(7, { status: 'open', totalCents: -1240 }),
      invoice(12, { type: 'prepayment', status: 'uncollectible' }),
      invoice(13),
    ],
    open: [{ id: 'inv_3', totalCents: 8410, dueOn: '2025-11-03' }],
    nextInvoiceOn: '2025-11-10',
  },
  paid: {
    today: '2025-10-22',
    year: 2025,
    years: [2025],
    invoices: [invoice(3), invoice(4)],
    open: [],
    nextInvoiceOn: '2025-11-10',
  },
  empty: { today: '2025-10-22', invoices: [], open: [], nextInvoiceOn: null, year: null, years: [] },
}

const line = (
  label: InvoiceLine['label'],
  unitPriceMicroEur: number,
  amountCents: number,
  average = false,
): InvoiceLine => ({
  label,
  quantity: 231.412,
  unit: 'kwh',
  unitPriceMicroEur,
  unitPriceIsAverage: average,
  amountCents,
})

export const paidInvoice: InvoiceModel = {
  today: '2025-10-22',
  invoice: invoice(3, {
    number: 'H62SU12A-001',
    totalCents: 8410,
    dueOn: '2025-10-16',
    issuedOn: '2025-10-02',
  }),
  paidOn: '2025-10-16',
  collected: true,
  lines: [
    line('energy_spot', 89_120, 2062, true),
    line('procurement', 15_000, 347),
    line('grid_energy', 93_600, 2166),
    line('concession', 23_900, 553),
    line('levy_kwkg', 2770, 64),
    line('levy_offshore', 8160, 189),
    line('levy_special_grid_use', 15_580, 361),
    line('electricity_tax', 20_500, 474),
    {
      label: 'base_fee',
      quantity: 30,
      unit: 'day',
      unitPriceMicroEur: 284_000,
      unitPriceIsAverage: false,
      amountCents: 852,
    },
  ],
  netCents: 7068,
  vat: [{ rate: 0.19, amountCents: 1342 }],
  usageWh: 231_412,
  lastYearWh: 247_000,
  valueSource: 'final',
  estimatedDays: 0,
  related: null,
}

export const invoices: Record<string, InvoiceModel> = {
  paid: paidInvoice,
  open: {
    ...paidInvoice,
    invoice: { ...paidInvoice.invoice, status: 'open', dueOn: '2025-11-03' },
    paidOn: null,
    collected: false,
    valueSource: 'substitute',
    estimatedDays: 3,
  },
  void: {
    ...paidInvoice,
    invoice: { ...paidInvoice.invoice, type: 'void', totalCents: -9095 },
    lines: [
      {
        label: 'reversal',
        quantity: null,
        unit: null,
        unitPriceMicroEur: null,
        unitPriceIsAverage: false,
        amountCents: -7643,
      },
    ],
    netCents: -7643,
    vat: [{ rate: 0.19, amountCents: -1452 }],
    usageWh: null,
    lastYearWh: null,
    valueSource: null,
    related: { id: 'inv_5', number: 'H62SU12A-025' },
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

export interface PageOptions {
  brand: Brand
  locale?: Locale
  scheme?: SchemeChoice
  path?: string
  manifest?: AssetManifest
  brandStyleUrl?: string
  signedIn?: boolean
  flow?: boolean
}

const i18n = createI18n()

export function samplePage({
  brand,
  locale = 'de',
  scheme = brand.scheme,
  path = '/overview',
  manifest = {},
  brandStyleUrl,
  signedIn = true,
  flow = false,
}: PageOptions): PageContext {
  const t = i18n(locale, brand.messages[locale])
  return {
    brand,
    brandStyleUrl: brandStyleUrl ?? `/brand.css?v=${brandStyle(brand).hash}`,
    assets: createAssets(manifest),
    t,
    format: createFormat(locale),
    path,
    scheme,
    csrf: 'csrf-token',
    customer: signedIn ? { name: 'Anna Sommer', email: 'anna@example.com' } : null,
    nav: signedIn ? navigation(t, path) : [],
    returnTo: { url: 'http://localhost:4001/', name: `${brand.name}-App` },
    flow,
  }
}

export const sampleBrand = (input: BrandInput & { name: string }): Brand =>
  mergeBrand(input, {
    legal: {
      imprint: { text: 'Sonnwerk GmbH\nTorstraße 1\n10119 Berlin' },
      privacy: { url: 'https://sonnwerk.example/datenschutz' },
      accessibility: { text: 'So erfüllen wir die Anforderungen.' },
    },
  })
