import { describe, expect, it } from 'vitest'
import type { ContractTerms, DayRates } from '../domain/tariff.ts'
import { DYNAMIC_TERMS, NO_MODULES } from '../domain/test-terms.ts'
import { priceSheet } from './tariff-sheet.ts'

/** Braunschweig in 2026, as domain figures go: 9.36 ct of grid fee, 1.99 ct of concession. Net micro-EUR. */
const RATES: DayRates = {
  modules: NO_MODULES,
  energy: {
    grid_energy: 93_600,
    concession: 19_900,
    levy_kwkg: 4_460,
    levy_offshore: 9_410,
    levy_special_grid_use: 15_590,
    electricity_tax: 20_500,
  },
  yearly: { base_fee: 50_319_328, grid_base: 73_000_000, metering: 21_008_403 },
}
const TERMS: ContractTerms = {
  ...DYNAMIC_TERMS,
  markupMicroEurPerKwh: 15_000,
  baseFeeCents: 499,
  gridOperatorCode: '9904550000000',
  concessionClass: 'le_500000',
  meteringClass: 'smart',
}
const even = (price: number) => Array.from({ length: 96 }, () => price)
const shown = (sheet: ReturnType<typeof priceSheet>) =>
  sheet.working.parts.map(({ kind, netMicroEurPerKwh, grossMicroEurPerKwh }) => [
    kind,
    netMicroEurPerKwh,
    grossMicroEurPerKwh,
  ])
const sumOf = (sheet: ReturnType<typeof priceSheet>) =>
  sheet.working.parts.reduce((sum, { grossMicroEurPerKwh }) => sum + grossMicroEurPerKwh, 0)

describe('a price sheet', () => {
  it('of a dynamic tariff adds up to the cent’s hundredth: 26.416 ct net are 31.44 gross', () => {
    const sheet = priceSheet(TERMS, RATES, even(85_700))
    expect(shown(sheet)).toEqual([
      ['energy_spot', 85_700, 102_000],
      ['procurement', 15_000, 17_800],
      ['grid_energy', 93_600, 111_400],
      ['concession', 19_900, 23_700],
      ['levy_kwkg', 4_460, 5_300],
      ['levy_offshore', 9_410, 11_200],
      ['levy_special_grid_use', 15_590, 18_600],
      ['electricity_tax', 20_500, 24_400],
    ])
    expect([sheet.working.netMicroEurPerKwh, sheet.working.grossMicroEurPerKwh]).toEqual([264_160, 314_400])
    expect(sumOf(sheet)).toBe(314_400)
    expect(sheet.dynamic).toEqual({
      microEurPerKwh: 85_700,
      isAssumed: false,
      restNetMicroEurPerKwh: 178_460,
      restGrossMicroEurPerKwh: 212_367,
    })
  })

  it('takes the mean of the day, rounded to a thousandth of a cent, also of 92 or 100 quarter-hours', () => {
    const prices = [...Array.from({ length: 50 }, () => 100_004), ...Array.from({ length: 50 }, () => 60_000)]
    expect(priceSheet(TERMS, RATES, prices).dynamic?.microEurPerKwh).toBe(80_000)
    expect(priceSheet(TERMS, RATES, prices.slice(0, 92)).dynamic?.microEurPerKwh).toBe(81_740)
  })

  it('with negative exchange prices still adds up, and without any says that it assumes one', () => {
    const negative = priceSheet(TERMS, RATES, even(-50_000))
    expect(negative.working.parts[0]).toMatchObject({
      netMicroEurPerKwh: -50_000,
      grossMicroEurPerKwh: -59_500,
    })
    expect([sumOf(negative), negative.working.grossMicroEurPerKwh]).toEqual([152_900, 152_900])
    for (const none of [null, []])
      expect(priceSheet(TERMS, RATES, none).dynamic).toMatchObject({
        microEurPerKwh: 80_000,
        isAssumed: true,
      })
  })

  it('of a fixed tariff knows no exchange', () => {
    const sheet = priceSheet(
      { ...TERMS, tariff: 'fixed', workingPriceMicroEurPerKwh: 118_000 },
      RATES,
      even(1),
    )
    expect(sheet.dynamic).toBeNull()
    expect([sheet.working.netMicroEurPerKwh, sheet.working.grossMicroEurPerKwh]).toEqual([281_460, 334_900])
    expect(sumOf(sheet)).toBe(334_900)
  })

  it('has the base price complete: own fee, grid and metering, a year and a month', () => {
    const { base } = priceSheet(TERMS, RATES, null)
    expect(base).toEqual({
      parts: [
        { kind: 'base_fee', netCents: 5032, grossCents: 5988 },
        { kind: 'grid_base', netCents: 7300, grossCents: 8687 },
        { kind: 'metering', netCents: 2101, grossCents: 2500 },
      ],
      netCents: 14_433,
      grossCents: 17_175,
      monthlyGrossCents: 1431,
    })
  })

  it('under module 1 says what a year takes off: 80 EUR and a fifth of the grid fee on 3,750 kWh', () => {
    // 137.43 EUR net as published for Braunschweig, with VAT.
    const rates = { ...RATES, modules: { ...NO_MODULES, module1: true } }
    expect(priceSheet(TERMS, rates, null).creditGrossCents).toBe(16_354)
    expect(priceSheet(TERMS, RATES, null).creditGrossCents).toBeNull()
  })

  it('under module 2 names the reduced grid fee', () => {
    const sheet = priceSheet(
      TERMS,
      {
        ...RATES,
        modules: { ...NO_MODULES, module2: true },
        energy: { ...RATES.energy, grid_energy: 37_400 },
      },
      null,
    )
    expect(sheet.working.parts.map(({ kind }) => kind)).toContain('grid_energy_module_2')
  })

  it('under module 3 lays the hours out by the clock', () => {
    const clock = Array.from({ length: 96 }, (_, quarter) =>
      quarter >= 4 && quarter < 18 ? 'low' : quarter >= 68 && quarter < 76 ? 'high' : 'standard',
    )
    const sheet = priceSheet(
      TERMS,
      { ...RATES, timeOfUse: { lowMicroEurPerKwh: 30_800, highMicroEurPerKwh: 117_300, clock } },
      null,
    )
    expect(sheet.timeOfUse).toEqual([
      { level: 'low', netMicroEurPerKwh: 30_800, windows: [{ from: 60, to: 270 }] },
      { level: 'standard', netMicroEurPerKwh: 93_600, windows: [] },
      { level: 'high', netMicroEurPerKwh: 117_300, windows: [{ from: 1020, to: 1140 }] },
    ])
  })

  it('of feed-in is what it earns, without VAT', () => {
    const roof = { ...TERMS, type: 'feed_in', baseFeeCents: 0 } as const
    const fixed = priceSheet({ ...roof, tariff: 'fixed', feedInMicroEurPerKwh: 78_600 }, RATES, null)
    expect(shown(fixed)).toEqual([['feed_in', 78_600, 78_600]])
    const dynamic = priceSheet({ ...roof, markupMicroEurPerKwh: 4_000 }, RATES, even(85_700))
    expect([dynamic.working.grossMicroEurPerKwh, dynamic.dynamic?.restGrossMicroEurPerKwh]).toEqual([
      81_700, 4_000,
    ])
  })
})
