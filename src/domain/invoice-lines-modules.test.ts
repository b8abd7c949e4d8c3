import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayCostCents } from './day-cost.ts'
import type { GridLevel } from './grid-fee-windows.ts'
import { consumptionLines, type InvoiceLine, type UsageSegment } from './invoice-lines.ts'
import type { Day } from './local-time.ts'
import type { DayRates } from './tariff.ts'
import { DYNAMIC_TERMS, NO_MODULES, RATES_2025 } from './test-terms.ts'

const RATES: DayRates = {
  ...RATES_2025,
  modules: { ...NO_MODULES, module1: true },
  yearly: { ...RATES_2025.yearly, metering: 42_016_807 },
}
/** Low from 01:00 to 04:30, high from 17:00 to 19:00. */
const CLOCK = Array.from({ length: 96 }, (_, quarter): GridLevel => {
  if (quarter >= 4 && quarter < 18) return 'low'
  return quarter >= 68 && quarter < 76 ? 'high' : 'standard'
})
const TIMED: DayRates = {
  ...RATES,
  modules: { ...RATES.modules, module3: true },
  timeOfUse: { lowMicroEurPerKwh: 37_400, highMicroEurPerKwh: 140_400, clock: CLOCK },
}
const MODULE_2: DayRates = {
  ...RATES,
  modules: { ...NO_MODULES, module2: true },
  energy: { ...RATES.energy, grid_energy: 37_400 },
  yearly: { ...RATES.yearly, grid_base: 0 },
}
const SEPTEMBER: UsageSegment = {
  from: '2025-09-01',
  to: '2025-10-01',
  energyWh: 231_412,
  exchangeNanoEur: 0,
  rates: RATES,
}
const credits = (segments: UsageSegment[]) =>
  consumptionLines(DYNAMIC_TERMS, segments).filter(({ kind }) => kind === 'grid_fee_reduction')
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
        const lines = gridLines(consumptionLines(DYNAMIC_TERMS, [segment]))
        expect(lines.reduce((sum, { netCents }) => sum + netCents, 0)).toBeGreaterThanOrEqual(0)
      }),
    )
  })
})

describe('a module that comes or goes within the bill', () => {
  const without: DayRates = { ...RATES, modules: NO_MODULES }
  const stretch = (from: Day, to: Day, energyWh: number, rates: DayRates): UsageSegment => ({
    ...SEPTEMBER,
    from,
    to,
    energyWh,
    rates,
  })

  it('is credited for its own days, and every other line stays whole', () => {
    const lines = consumptionLines(DYNAMIC_TERMS, [
      stretch('2025-09-01', '2025-09-11', 80_000, without),
      stretch('2025-09-11', '2025-10-01', 151_412, RATES),
    ])
    expect(
      gridLines(lines).map(({ kind, from, quantity, netCents }) => [kind, from, quantity, netCents]),
    ).toEqual([
      ['grid_energy', '2025-09-01', 231_412, 2166],
      ['grid_base', '2025-09-01', 30, 600],
      // 20 of the 365 days of 137.43 EUR
      ['grid_fee_reduction', '2025-09-11', 20, -753],
    ])
    expect(lines.filter(({ kind }) => kind === 'metering')).toHaveLength(1)
  })

  it('that pauses has a line for each of its times, and both together are limited', () => {
    const paused = [
      stretch('2025-09-01', '2025-09-06', 1000, RATES),
      stretch('2025-09-06', '2025-09-26', 1000, without),
      stretch('2025-09-26', '2025-10-01', 1000, RATES),
    ]
    expect(credits(paused).map(({ from, to, netCents }) => [from, to, netCents])).toEqual([
      ['2025-09-01', '2025-09-06', -188],
      ['2025-09-26', '2025-10-01', -188],
    ])
    const free = (rates: DayRates): DayRates => ({ ...rates, yearly: { ...rates.yearly, grid_base: 0 } })
    const limited = paused.map((segment) => ({ ...segment, rates: free(segment.rates) }))
    expect(credits(limited)).toMatchObject([
      { from: '2025-09-01', to: '2025-10-01', quantity: 10, netCents: -28, unitPriceIsMean: true },
    ])
  })

  it('bills the grid under its own name before and after', () => {
    const lines = consumptionLines(DYNAMIC_TERMS, [
      stretch('2025-09-01', '2025-09-11', 80_000, without),
      stretch('2025-09-11', '2025-10-01', 151_412, MODULE_2),
    ])
    expect(gridLines(lines).map(({ kind, from, to, quantity }) => [kind, from, to, quantity])).toEqual([
      ['grid_energy', '2025-09-01', '2025-09-11', 80_000],
      ['grid_energy_module_2', '2025-09-11', '2025-10-01', 151_412],
      ['grid_base', '2025-09-01', '2025-09-11', 10],
    ])
  })
})

describe('the grid fee of modules 2 and 3', () => {
  it('has a line for each level that energy fell on', () => {
    const levels = { lowWh: 60_000, highWh: 21_412 }
    const lines = consumptionLines(DYNAMIC_TERMS, [{ ...SEPTEMBER, rates: TIMED, levels }])
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
    const lines = consumptionLines(DYNAMIC_TERMS, [
      { ...SEPTEMBER, rates: { ...TIMED, timeOfUse: quiet }, levels: { lowWh: 0, highWh: 0 } },
    ])
    expect(gridLines(lines).map(({ kind, quantity }) => [kind, quantity])).toEqual([
      ['grid_energy', 231_412],
      ['grid_base', 30],
      ['grid_fee_reduction', 30],
    ])
  })

  it('is reduced and without base price under module 2', () => {
    const lines = consumptionLines(DYNAMIC_TERMS, [{ ...SEPTEMBER, rates: MODULE_2 }])
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
    expect(dayCostCents(DYNAMIC_TERMS, TIMED, value, prices)).toBe(292)
  })
})
