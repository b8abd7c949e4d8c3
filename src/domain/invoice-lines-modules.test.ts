import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayCostCents } from './day-cost.ts'
import type { GridLevel } from './grid-fee-windows.ts'
import { consumptionLines, type InvoiceLine, type UsageSegment } from './invoice-lines.ts'
import type { DayRates } from './tariff.ts'
import { DYNAMIC_TERMS, RATES_2025 } from './test-terms.ts'

const RATES: DayRates = {
  ...RATES_2025,
  yearly: { ...RATES_2025.yearly, metering: 42_016_807 },
}
/** Low from 01:00 to 04:30, high from 17:00 to 19:00. */
const CLOCK = Array.from({ length: 96 }, (_, quarter): GridLevel => {
  if (quarter >= 4 && quarter < 18) return 'low'
  return quarter >= 68 && quarter < 76 ? 'high' : 'standard'
})
const TIMED: DayRates = {
  ...RATES,
  timeOfUse: { lowMicroEurPerKwh: 37_400, highMicroEurPerKwh: 140_400, clock: CLOCK },
}
const SEPTEMBER: UsageSegment = {
  from: '2025-09-01',
  to: '2025-10-01',
  energyWh: 231_412,
  exchangeNanoEur: 0,
  rates: RATES,
}
const MODULE_1 = { ...DYNAMIC_TERMS, module1: true }
const credits = (segments: UsageSegment[], terms = MODULE_1) =>
  consumptionLines(terms, segments).filter(({ kind }) => kind === 'grid_fee_reduction')
const gridLines = (lines: InvoiceLine[]) => lines.filter(({ kind }) => kind.startsWith('grid_'))

describe('the credit of module 1', () => {
  it('is given by the day: 137.43 EUR net a year', () => {
    expect(credits([SEPTEMBER])).toMatchObject([
      { netCents: -1130, quantity: 30, unitPriceMicroEur: -376_512, unitPriceIsMean: false },
    ])
    const year: UsageSegment = { ...SEPTEMBER, from: '2025-01-01', to: '2026-01-01', energyWh: 3_000_000 }
    expect(credits([year])).toMatchObject([{ netCents: -13_743, quantity: 365 }])
  })

  it('ends at the grid fees of the bill, and says so by its price', () => {
    // 10 kWh × 9.36 ct + 6.00 EUR
    expect(credits([{ ...SEPTEMBER, energyWh: 10_000 }])).toMatchObject([
      { netCents: -694, quantity: 30, unitPriceMicroEur: -231_333, unitPriceIsMean: true },
    ])
    const free = { ...RATES, yearly: { ...RATES.yearly, grid_base: 0 } }
    expect(credits([{ ...SEPTEMBER, energyWh: 0, rates: free }])).toEqual([])
  })

  it('is limited over the whole bill, not piece by piece', () => {
    const levied = { ...RATES, energy: { ...RATES.energy, levy_kwkg: 4460 } }
    const winter: UsageSegment[] = [
      { ...SEPTEMBER, from: '2025-12-01', to: '2026-01-01', energyWh: 1000 },
      { ...SEPTEMBER, from: '2026-01-01', to: '2026-02-01', energyWh: 900_000, rates: levied },
    ]
    expect(credits(winter)).toMatchObject([{ from: '2025-12-01', to: '2026-02-01', netCents: -2334 }])
    const dearer = { ...levied, energy: { ...levied.energy, grid_energy: 100_000 } }
    expect(credits([winter[0]!, { ...winter[1]!, rates: dearer }])).toMatchObject([
      { to: '2026-01-01', quantity: 31, netCents: -1167 },
      { from: '2026-01-01', quantity: 31, netCents: -1208 },
    ])
  })

  it('never makes the grid pay, whatever was used', () => {
    const wh = fc.integer({ min: 0, max: 300_000 })
    fc.assert(
      fc.property(wh, wh, wh, (lowWh, highWh, rest) => {
        const levels = { lowWh, highWh }
        const segment = { ...SEPTEMBER, energyWh: lowWh + highWh + rest, rates: TIMED, levels }
        const lines = gridLines(consumptionLines({ ...MODULE_1, module3: true }, [segment]))
        expect(lines.reduce((sum, { netCents }) => sum + netCents, 0)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('the grid fee of modules 2 and 3', () => {
  it('has a line for each level that energy fell on', () => {
    const levels = { lowWh: 60_000, highWh: 21_412 }
    const lines = consumptionLines({ ...MODULE_1, module3: true }, [{ ...SEPTEMBER, rates: TIMED, levels }])
    expect(
      gridLines(lines).map(({ kind, quantity, unitPriceMicroEur, netCents }) => [
        kind,
        quantity,
        unitPriceMicroEur,
        netCents,
      ]),
    ).toEqual([
      ['grid_energy_low', 60_000, 37_400, 224],
      ['grid_energy', 150_000, 93_600, 1404],
      ['grid_energy_high', 21_412, 140_400, 301],
      ['grid_base', 30, 200_000, 600],
      ['grid_fee_reduction', 30, -376_512, -1130],
    ])
  })

  it('is the standard one in a quarter of the year without windows', () => {
    const quiet = { ...TIMED.timeOfUse!, clock: CLOCK.map((): GridLevel => 'standard') }
    const lines = consumptionLines({ ...MODULE_1, module3: true }, [
      { ...SEPTEMBER, rates: { ...RATES, timeOfUse: quiet }, levels: { lowWh: 0, highWh: 0 } },
    ])
    expect(gridLines(lines).map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['grid_energy', 231_412],
      ['grid_base', 30],
      ['grid_fee_reduction', 30],
    ])
  })

  it('is reduced and without base price under module 2', () => {
    const rates: DayRates = {
      ...RATES,
      energy: { ...RATES.energy, grid_energy: 37_400 },
      yearly: { ...RATES.yearly, grid_base: 0 },
    }
    const lines = consumptionLines({ ...DYNAMIC_TERMS, module2: true }, [{ ...SEPTEMBER, rates }])
    expect(gridLines(lines)).toMatchObject([
      { kind: 'grid_energy_module_2', quantity: 231_412, unitPriceMicroEur: 37_400, netCents: 865 },
    ])
  })

  it('enters the cost of a day hour by hour', () => {
    const quarters = Array.from({ length: 96 }, () => 100)
    const prices = Array.from({ length: 96 }, () => 80_000)
    const value = { day: '2025-11-03', energyWh: 9600, quarters, status: 'final' } as const
    // 9.6 kWh × (8 + 1.5 + 9.36 + 7.091) ct × 1.19 = 296.46 ct
    expect(dayCostCents(DYNAMIC_TERMS, RATES, value, prices)).toBe(296)
    // 1.4 kWh at 5.62 ct less and 0.8 kWh at 4.68 ct more: 4.124 ct less, with VAT 4.91
    expect(dayCostCents({ ...MODULE_1, module3: true }, TIMED, value, prices)).toBe(292)
  })
})
