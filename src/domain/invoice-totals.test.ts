import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  consumptionLines,
  feedInLines,
  type InvoiceLine,
  instalmentLines,
  type UsageSegment,
} from './invoice-lines.ts'
import { type InvoiceTotals, invoiceTotals, reversedLines } from './invoice-totals.ts'
import { addDays, type Day } from './local-time.ts'
import { instalmentsPaidLine } from './settlement.ts'
import type { ContractTerms, DayRates } from './tariff.ts'

/**
 * The arithmetic of EN 16931 on an invoice as it is sent, in exact integers and without a function of ours: the rules
 * BR-CO-10, BR-CO-13, BR-CO-14, BR-CO-15, BR-CO-17 and BR-S-08 (BR-Z-08 for lines without tax). Answers those it breaks.
 */
function brokenRules(lines: readonly InvoiceLine[], totals: InvoiceTotals): string[] {
  const sum = (amounts: readonly number[]): bigint =>
    amounts.reduce((total, amount) => total + BigInt(amount), 0n)
  /** Half a cent away from zero, as BR-CO-17 is commonly checked. */
  const taxOf = (net: bigint, percent: bigint): bigint => {
    const size = net < 0n ? -net : net
    const tax = (size * percent * 2n + 100n) / 200n
    return net < 0n ? -tax : tax
  }
  const lineTotal = sum(lines.map(({ netCents }) => netCents))
  const taxTotal = sum(totals.vat.map(({ vatCents }) => vatCents))
  const broken: (string | false)[] = [
    // Sum of line net amounts; there are no allowances or charges beside the lines, so it is the total without tax too.
    lineTotal !== sum(totals.vat.map(({ netCents }) => netCents)) && 'BR-CO-10',
    lineTotal !== BigInt(totals.netCents) && 'BR-CO-13',
    taxTotal !== BigInt(totals.vatCents) && 'BR-CO-14',
    BigInt(totals.netCents) + BigInt(totals.vatCents) !== BigInt(totals.totalCents) && 'BR-CO-15',
    new Set(totals.vat.map(({ percent }) => percent)).size !== totals.vat.length &&
      'one breakdown for each rate',
    lines.some(({ vatPercent }) => !totals.vat.some(({ percent }) => percent === vatPercent)) && 'BR-CO-18',
  ]
  for (const { percent, netCents, vatCents } of totals.vat) {
    const own = lines.filter(({ vatPercent }) => vatPercent === percent)
    broken.push(
      sum(own.map((line) => line.netCents)) !== BigInt(netCents) && 'BR-S-08',
      taxOf(BigInt(netCents), BigInt(percent)) !== BigInt(vatCents) && 'BR-CO-17',
    )
  }
  return broken.filter((rule) => rule !== false)
}

const micro = (max: number) => fc.integer({ min: 0, max })
const rates: fc.Arbitrary<DayRates> = fc.record({
  modules: fc.record({ module1: fc.boolean(), module2: fc.constant(false), module3: fc.constant(false) }),
  energy: fc.record({
    grid_energy: micro(200_000),
    concession: micro(25_000),
    levy_kwkg: micro(10_000),
    levy_offshore: micro(15_000),
    levy_special_grid_use: micro(25_000),
    electricity_tax: fc.constant(20_500),
  }),
  yearly: fc.record({
    base_fee: micro(300_000_000),
    grid_base: micro(150_000_000),
    metering: micro(120_000_000),
  }),
})
const terms: fc.Arbitrary<ContractTerms> = fc
  .record({ isFixed: fc.boolean(), module1: fc.boolean(), markup: micro(40_000), working: micro(300_000) })
  .map(({ isFixed, module1, markup, working }) => ({
    type: 'consumption',
    tariff: isFixed ? 'fixed' : 'dynamic',
    markupMicroEurPerKwh: markup,
    workingPriceMicroEurPerKwh: isFixed ? working : null,
    feedInMicroEurPerKwh: null,
    baseFeeCents: 0,
    gridOperatorCode: '',
    concessionClass: '',
    meteringClass: '',
    module1,
    module2: false,
    module3: false,
  }))
/** One to three stretches of at most four months, with mean exchange prices from −9 to 90 ct. */
const segments: fc.Arbitrary<UsageSegment[]> = fc
  .array(
    fc.record({
      days: fc.integer({ min: 1, max: 120 }),
      energyWh: fc.integer({ min: 0, max: 5_000_000 }),
      exchange: fc.integer({ min: -90_000, max: 900_000 }),
      odd: fc.integer({ min: -999_999, max: 999_999 }),
      rates,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((stretches) => {
    let from: Day = '2025-10-17'
    return stretches.map(({ days, energyWh, exchange, odd, rates }) => {
      const to = addDays(from, days)
      const segment = { from, to, energyWh, exchangeNanoEur: energyWh * exchange + odd, rates }
      from = to
      return segment
    })
  })

/** A bill for use, a feed-in credit with its taxed fee, a settlement, an instalment, each of them or its void. */
const invoice: fc.Arbitrary<InvoiceLine[]> = fc
  .record({
    kind: fc.constantFrom('usage', 'feed_in', 'settlement', 'instalment', 'mixed'),
    isVoid: fc.boolean(),
    terms,
    segments,
    count: fc.integer({ min: 1, max: 12 }),
    grossCents: fc.integer({ min: 1, max: 500_000 }),
  })
  .map(({ kind, isVoid, terms, segments, count, grossCents }) => {
    const [first] = segments
    const from = first?.from ?? '2025-10-17'
    const to = segments.at(-1)?.to ?? '2025-10-18'
    const usage = consumptionLines(terms, segments)
    const lines = {
      usage,
      feed_in: feedInLines(segments),
      settlement: [...usage, instalmentsPaidLine(usage, { count, grossCents }, from, to)],
      instalment: instalmentLines(grossCents, from, to),
      mixed: [...usage, ...feedInLines(segments)],
    }[kind]
    return isVoid ? reversedLines(lines) : lines
  })

describe('the totals of an invoice', () => {
  it('pass the arithmetic of EN 16931 for 1,000 invoices of every kind', () => {
    const seen = { rates: new Set<number>(), negative: 0, credits: 0 }
    fc.assert(
      fc.property(invoice, (lines) => {
        const totals = invoiceTotals(lines)
        expect(brokenRules(lines, totals)).toEqual([])
        seen.rates.add(totals.vat.length)
        if (lines.some(({ netCents }) => netCents < 0)) seen.negative += 1
        if (totals.totalCents < 0) seen.credits += 1
      }),
      { seed: 16_931, numRuns: 1000 },
    )
    // Mixed rates, negative lines and credits were among them.
    expect([...seen.rates].toSorted((a, b) => a - b)).toEqual([1, 2])
    expect(seen.negative).toBeGreaterThan(300)
    expect(seen.credits).toBeGreaterThan(200)
  })

  it('come to nothing together with those of the void, and with a correction to the new amount', () => {
    fc.assert(
      fc.property(invoice, invoice, (lines, corrected) => {
        const original = invoiceTotals(lines)
        const taken = invoiceTotals(reversedLines(lines))
        const again = invoiceTotals(corrected)
        expect([
          original.netCents + taken.netCents,
          original.vatCents + taken.vatCents,
          original.totalCents + taken.totalCents,
        ]).toEqual([0, 0, 0])
        expect(original.totalCents + taken.totalCents + again.totalCents).toBe(again.totalCents)
        expect(invoiceTotals([...lines, ...reversedLines(lines)])).toMatchObject({ netCents: 0, vatCents: 0 })
      }),
      { seed: 40, numRuns: 1000 },
    )
  })

  it('would be caught if a line were left out, taxed by itself or added up wrong', () => {
    const lines = instalmentLines(3800, '2025-10-01', '2025-11-01')
    const three = [...lines, ...lines, ...lines]
    const totals = invoiceTotals(three)
    // 3 × 31.93 = 95.79, 18.20 tax; taxed line by line it would be 18.21.
    expect(totals).toMatchObject({ netCents: 9579, vatCents: 1820, totalCents: 11_399 })
    expect(brokenRules(three, totals)).toEqual([])
    const byLine = {
      ...totals,
      vatCents: 1821,
      totalCents: 11_400,
      vat: [{ percent: 19, netCents: 9579, vatCents: 1821 }],
    }
    expect(brokenRules(three, byLine)).toEqual(['BR-CO-17'])
    expect(brokenRules(lines, totals)).toEqual(['BR-CO-10', 'BR-CO-13', 'BR-S-08'])
    expect(brokenRules(three, { ...totals, totalCents: 11_398 })).toEqual(['BR-CO-15'])
    expect(brokenRules(three, { ...totals, vatCents: 1819, totalCents: 11_398 })).toEqual(['BR-CO-14'])
  })
})
