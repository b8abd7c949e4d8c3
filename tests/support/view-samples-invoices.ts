import type {
  InvoiceItem,
  InvoiceLine,
  InvoiceModel,
  InvoicesModel,
} from '../../src/portal/invoices-view-model.ts'
import { addDays } from '../../src/ui/format.ts'

/** Models of every state that bills can be in. */

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
    isFinal: false,
    isFeedIn: false,
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
  days: null,
})

export const paidInvoice: InvoiceModel = {
  today: '2025-10-22',
  invoice: invoice(3, {
    number: 'H62SU12A-001',
    totalCents: 8410,
    dueOn: '2025-10-16',
    issuedOn: '2025-10-02',
  }),
  contract: 'Sonnwerk Dynamisch, H62SU12A',
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
      days: null,
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
        days: null,
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
