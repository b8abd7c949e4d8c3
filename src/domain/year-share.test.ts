import { describe, expect, it } from 'vitest'
import { monthlyInstalmentCents } from './instalment.ts'
import { createRateBook, type DatedComponent, ENERGY_COMPONENTS, YEARLY_COMPONENTS } from './tariff.ts'
import { shareNano, yearShare } from './year-share.ts'

describe('the share of a year', () => {
  it('counts a day as 1/365, in a leap year as 1/366, and a whole year as one', () => {
    expect(shareNano(73_000_000, yearShare('2025-09-01', '2025-10-01'))).toBe(6_000_000_000)
    expect(shareNano(73_200_000, yearShare('2028-02-01', '2028-03-01'))).toBe(5_800_000_000)
    expect(shareNano(25_210_084, yearShare('2025-01-01', '2026-01-01'))).toBe(25_210_084_000)
    expect(shareNano(25_210_084, yearShare('2027-03-01', '2028-03-01'))).toBe(25_267_829_982)
    expect(shareNano(25_210_084, yearShare('2025-01-01', '2025-01-01'))).toBe(0)
  })
})

describe('a monthly instalment', () => {
  it('is a twelfth of the yearly cost in whole euros that net and tax can make up', () => {
    const figures = {
      grid_energy: 76_891,
      concession: 19_900,
      levy_kwkg: 4460,
      levy_offshore: 9410,
      levy_special_grid_use: 15_590,
      electricity_tax: 20_500,
      grid_base: 60_000_000,
      metering: 10_000_000,
    }
    const book = createRateBook(
      [...ENERGY_COMPONENTS, ...YEARLY_COMPONENTS].map((kind): DatedComponent => ({
        kind,
        scope: '',
        netMicroEur: figures[kind],
        validFrom: '2025-01-01',
      })),
    )
    const terms = {
      type: 'consumption',
      tariff: 'fixed',
      markupMicroEurPerKwh: 0,
      workingPriceMicroEurPerKwh: 118_000,
      feedInMicroEurPerKwh: null,
      baseFeeCents: 990,
      gridOperatorCode: '',
      concessionClass: '',
      meteringClass: '',
      module1: false,
      module2: false,
      module3: false,
    } as const
    // (2,800 kWh × 26.4751 ct + 99.83 + 60 + 10 EUR) × 1.19 = 1,084.24 EUR a year = 90.35 a month
    expect(monthlyInstalmentCents(book, terms, 2_800_000, '2026-03-15')).toBe(9100)
    // 12.30 a month would be 13 EUR, which no net amount makes up: 14 and so on to 18 neither… 18 EUR is the next one.
    expect(monthlyInstalmentCents(book, { ...terms, baseFeeCents: 0 }, 205_000, '2026-03-15')).toBe(1800)
  })
})
