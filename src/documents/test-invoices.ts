import { mergeBrand } from '../brand/brand.ts'
import { consumptionLines, feedInLines, instalmentLines, type InvoiceLine } from '../domain/invoice-lines.ts'
import { invoiceTotals } from '../domain/invoice-totals.ts'
import { addDays, type Day } from '../domain/local-time.ts'
import type { ContractTerms, DayRates } from '../domain/tariff.ts'
import { RATES_2025 } from '../domain/test-terms.ts'
import { COMPARISON_GROUPS, CONSUMER_CONTACTS } from './consumer-contacts.ts'
import { EXAMPLE_COMPANY } from './example-company.ts'
import type { InvoiceDocument } from './invoice-model.ts'
import type { Supplier } from './supplier.ts'

/** A supplier that does not exist; every number has the right check digits. */
export const TEST_SUPPLIER: Supplier = {
  legalName: 'Lichtstrom & Söhne GmbH',
  ...EXAMPLE_COMPANY,
  email: 'hallo@lichtstrom.example',
  website: 'www.lichtstrom.example',
  bankAccount: {
    holder: 'Lichtstrom & Söhne GmbH',
    iban: 'DE02120300000000202051',
    bic: 'BYLADEM1001',
    bank: 'Beispielbank',
  },
  meteringIncluded: true,
  energyMix: {
    year: 2024,
    supplier: {
      shares: [
        { kind: 'renewable_funded', percent: 62 },
        { kind: 'renewable_unfunded', percent: 38 },
      ],
      co2GramsPerKwh: 0,
      radioactiveWasteMilligramsPerKwh: 0,
    },
    germany: {
      shares: [
        { kind: 'renewable_funded', percent: 50 },
        { kind: 'renewable_unfunded', percent: 10 },
        { kind: 'coal', percent: 24 },
        { kind: 'gas', percent: 14 },
        { kind: 'other_fossil', percent: 2 },
      ],
      co2GramsPerKwh: 300,
      radioactiveWasteMilligramsPerKwh: 0.1,
    },
    source: { de: 'Erfundene Werte für Tests.', en: 'Figures made up for tests.' },
  },
  comparison: COMPARISON_GROUPS,
  contacts: CONSUMER_CONTACTS,
}

const TERMS: ContractTerms = {
  type: 'consumption',
  tariff: 'dynamic',
  markupMicroEurPerKwh: 15_000,
  workingPriceMicroEurPerKwh: null,
  feedInMicroEurPerKwh: 78_600,
  baseFeeCents: 499,
  gridOperatorCode: '9904550000000',
  concessionClass: 'gt_500000',
  meteringClass: 'smart',
  module1: true,
  module2: false,
  module3: false,
}

const RATES: DayRates = {
  ...RATES_2025,
  modules: { module1: true, module2: false, module3: false },
  yearly: { ...RATES_2025.yearly, grid_base: 60_000_000 },
}

interface Period {
  from: Day
  to: Day
  energyWh: number
  exchangeNanoEur: number
}

export const OCTOBER: Period = {
  from: '2025-10-01',
  to: '2025-11-01',
  energyWh: 298_123,
  exchangeNanoEur: 298_123 * 89_120,
}

export const usageLines = (period: Period = OCTOBER): InvoiceLine[] =>
  consumptionLines(TERMS, [{ ...period, rates: RATES }])
export const feedInCreditLines = (period: Period = OCTOBER): InvoiceLine[] =>
  feedInLines([{ ...period, rates: RATES }])
export const instalmentOf = (cents: number): InvoiceLine[] => instalmentLines(cents, OCTOBER.from, OCTOBER.to)

/** An invoice for October 2025, with whatever else a test wants. */
export function testInvoice(
  lines: InvoiceLine[] = usageLines(),
  rest: Partial<InvoiceDocument> = {},
): InvoiceDocument {
  return {
    brand: mergeBrand({ name: 'Lichtstrom' }),
    supplier: TEST_SUPPLIER,
    number: 'H62SU12A-002',
    type: 'usage',
    isFinal: false,
    issuedOn: '2025-11-04',
    dueOn: '2025-12-04',
    periodStart: OCTOBER.from,
    periodEnd: addDays(OCTOBER.to, -1),
    customer: {
      kind: 'person',
      name: 'Anna Sommer',
      contact: null,
      vatId: null,
      locale: null,
      address: { street: 'Weserstraße', houseNumber: '41', zip: '12045', city: 'Berlin' },
    },
    contract: {
      number: 'H62SU12A',
      planName: 'Lichtstrom Dynamisch',
      kind: 'consumption',
      tariff: 'dynamic',
      startOn: '2025-09-01',
      lastDay: null,
      nextEnd: '2025-12-04',
      noticeDays: 30,
      energyMicroEurPerKwh: 15_000,
      baseFeeCents: 499,
    },
    supply: {
      address: { street: 'Weserstraße', houseNumber: '41', zip: '12045', city: 'Berlin' },
      meterNumber: '1APA0195124010',
      malo: '41373559241',
      melo: 'DE0010696664610000000000000012345',
      gridOperator: { code: '9904550000000', name: 'Beispielnetz Berlin GmbH' },
      meteringOperator: { code: '9904550000000', name: null },
    },
    lines,
    totals: invoiceTotals(lines),
    payment: {
      kind: 'debit',
      on: '2025-12-04',
      accountHolder: 'Anna Sommer',
      iban: 'DE02120300000000202051',
      mandateReference: 'M-H62SU12A',
      creditorId: 'DE98ZZZ09999999999',
    },
    meter: {
      meterType: 'smart',
      totalWh: OCTOBER.energyWh,
      days: { final: 31, preliminary: 0, substitute: 0, estimated: 0 },
      start: null,
      end: null,
      between: [],
      estimatedUsageWhPerYear: 3_900_000,
    },
    lastYearWh: 312_400,
    yearlyUse: { wh: 3_900_000, basis: 'expected' },
    earlier: null,
    ...rest,
  }
}
