import { describe, expect, it } from 'vitest'
import { consumptionLines, feedInLines, instalmentLines, type UsageSegment } from './invoice-lines.ts'
import { invoiceTotals } from './invoice-totals.ts'
import type { ContractTerms } from './tariff.ts'
import { DYNAMIC_TERMS, RATES_2025 } from './test-terms.ts'

const SEPTEMBER: UsageSegment = {
  from: '2025-09-01',
  to: '2025-10-01',
  energyWh: 231_412,
  exchangeNanoEur: 20_623_437_440,
  rates: RATES_2025,
}
const cents = (lines: { kind: string; netCents: number }[]) =>
  Object.fromEntries(lines.map((line) => [line.kind, line.netCents]))

describe('the lines of a bill', () => {
  it('rounds each line once and taxes the sum once', () => {
    const lines = consumptionLines(DYNAMIC_TERMS, [SEPTEMBER])
    expect(lines.map((line) => line.kind)).toEqual([
      'energy_spot',
      'procurement',
      'grid_energy',
      'concession',
      'levy_kwkg',
      'levy_offshore',
      'levy_special_grid_use',
      'electricity_tax',
      'base_fee',
      'grid_base',
      'metering',
    ])
    expect(cents(lines)).toEqual({
      energy_spot: 2062,
      procurement: 347,
      grid_energy: 2166,
      concession: 553,
      levy_kwkg: 64,
      levy_offshore: 189,
      levy_special_grid_use: 361,
      electricity_tax: 474,
      base_fee: 414,
      grid_base: 600,
      metering: 207,
    })
    expect(lines[0]).toMatchObject({
      quantity: 231_412,
      unit: 'Wh',
      unitPriceMicroEur: 89_120,
      unitPriceIsMean: true,
    })
    expect(lines.at(-2)).toMatchObject({ quantity: 30, unit: 'day', unitPriceMicroEur: 200_000 })
    expect(invoiceTotals(lines)).toEqual({
      netCents: 7437,
      vatCents: 1413,
      totalCents: 8850,
      vat: [{ percent: 19, netCents: 7437, vatCents: 1413 }],
    })
  })

  it('bills a fixed tariff at its own price and leaves out what costs nothing', () => {
    const terms: ContractTerms = { ...DYNAMIC_TERMS, tariff: 'fixed', workingPriceMicroEurPerKwh: 112_000 }
    const lines = consumptionLines(terms, [
      { ...SEPTEMBER, rates: { ...RATES_2025, yearly: { ...RATES_2025.yearly, base_fee: 0 } } },
    ])
    expect(cents(lines)).toMatchObject({ energy_fixed: 2592, grid_base: 600 })
    expect(lines.some((line) => line.kind === 'base_fee' || line.kind === 'energy_spot')).toBe(false)
  })

  it('gives a price that changes inside the period a line each, and days of a leap year 1/366', () => {
    const lines = consumptionLines(
      { ...DYNAMIC_TERMS, tariff: 'fixed', workingPriceMicroEurPerKwh: 100_000 },
      [
        { from: '2027-07-01', to: '2028-01-01', energyWh: 1_000_000, exchangeNanoEur: 0, rates: RATES_2025 },
        {
          from: '2028-01-01',
          to: '2028-07-01',
          energyWh: 2_000_000,
          exchangeNanoEur: 0,
          rates: { ...RATES_2025, energy: { ...RATES_2025.energy, levy_kwkg: 4460 } },
        },
      ],
    )
    const levies = lines.filter((line) => line.kind === 'levy_kwkg')
    expect(levies.map(({ from, to, quantity, netCents }) => [from, to, quantity, netCents])).toEqual([
      ['2027-07-01', '2028-01-01', 1_000_000, 277],
      ['2028-01-01', '2028-07-01', 2_000_000, 892],
    ])
    const tax = lines.filter((line) => line.kind === 'electricity_tax')
    expect(tax).toMatchObject([{ from: '2027-07-01', to: '2028-07-01', quantity: 3_000_000, netCents: 6150 }])
    // 73 EUR × (184/365 + 182/366)
    expect(lines.find((line) => line.kind === 'grid_base')).toMatchObject({ quantity: 366, netCents: 7310 })
  })

  it('pays for feed-in without VAT and taxes the fee for it', () => {
    const lines = feedInLines([{ ...SEPTEMBER, energyWh: 412_000, exchangeNanoEur: 412_000 * 78_600 }])
    expect(cents(lines)).toEqual({ feed_in: -3238, base_fee: 414 })
    expect(invoiceTotals(lines)).toEqual({
      netCents: -2824,
      vatCents: 79,
      totalCents: -2745,
      vat: [
        { percent: 19, netCents: 414, vatCents: 79 },
        { percent: 0, netCents: -3238, vatCents: 0 },
      ],
    })
  })

  it('shows an instalment as net and tax that add up to it', () => {
    expect(invoiceTotals(instalmentLines(11_200, '2025-10-01', '2025-11-01'))).toMatchObject({
      netCents: 9412,
      vatCents: 1788,
      totalCents: 11_200,
    })
  })
})
