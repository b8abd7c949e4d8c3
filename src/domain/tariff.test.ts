import { describe, expect, it } from 'vitest'
import { Failure } from './failure.ts'
import { divideRounded, grossOf } from './money.ts'
import { allInPrice, feedInPayout, supplierPrice, surchargesMicroEurPerKwh } from './tariff-price.ts'
import {
  type ContractTerms,
  createRateBook,
  type DatedComponent,
  moduleOneCreditPerYear,
  rateSegments,
  ratesOn,
} from './tariff.ts'
import { DYNAMIC_TERMS } from './test-terms.ts'

const row = (
  kind: DatedComponent['kind'],
  scope: string,
  netMicroEur: number,
  validFrom: DatedComponent['validFrom'],
) => ({
  kind,
  scope,
  netMicroEur,
  validFrom,
})

/** Nationwide figures of 2025 and 2026; the grid fee of BS|Netz 2025; a city of up to 500,000 inhabitants. */
const BOOK = createRateBook([
  row('electricity_tax', '', 20_500, '2025-01-01'),
  row('levy_kwkg', '', 2770, '2025-01-01'),
  row('levy_kwkg', '', 4460, '2026-01-01'),
  row('levy_offshore', '', 8160, '2025-01-01'),
  row('levy_offshore', '', 9410, '2026-01-01'),
  row('levy_special_grid_use', '', 15_580, '2025-01-01'),
  row('levy_special_grid_use', '', 15_590, '2026-01-01'),
  row('concession', 'le_500000', 19_900, '2025-01-01'),
  row('grid_energy', 'BS', 93_600, '2025-01-01'),
  row('grid_base', 'BS', 73_000_000, '2025-01-01'),
  row('metering', 'smart_le_6000', 25_210_084, '2025-01-01'),
])
const TERMS: ContractTerms = {
  ...DYNAMIC_TERMS,
  markupMicroEurPerKwh: 15_000,
  baseFeeCents: 499,
  gridOperatorCode: 'BS',
  concessionClass: 'le_500000',
  meteringClass: 'smart_le_6000',
}

describe('the all-in price', () => {
  it('is 26.416 ct net and 31.43504 ct gross in the worked example', () => {
    const energy = supplierPrice(TERMS, 85_700)!
    const price = allInPrice(ratesOn(BOOK, TERMS, '2026-03-01'), energy)
    expect(price.netMicroEurPerKwh).toBe(264_160)
    expect((price.netMicroEurPerKwh * 119) / 1_000_000).toBe(31.43504)
    expect(price.grossMicroEurPerKwh).toBe(314_350)
    expect(Math.round(price.grossMicroEurPerKwh / 100) / 100).toBe(31.44)
  })

  it('splits into parts that add up to it', () => {
    const { parts, grossMicroEurPerKwh } = allInPrice(ratesOn(BOOK, TERMS, '2026-03-01'), 100_700)
    expect(parts).toEqual({ energy: 119_833, grid: 111_384, levies: 58_738, taxes: 24_395 })
    expect(parts.energy + parts.grid + parts.levies + parts.taxes).toBe(grossMicroEurPerKwh)
  })

  it('takes the figures of the day: the levies sum to 2.651 ct in 2025 and 2.946 ct in 2026', () => {
    const levies = (day: DatedComponent['validFrom']) => {
      const { energy } = ratesOn(BOOK, TERMS, day)
      return energy.levy_kwkg + energy.levy_offshore + energy.levy_special_grid_use
    }
    expect([levies('2025-12-31'), levies('2026-01-01')]).toEqual([26_510, 29_460])
    // With the tax 4.701 and 4.996 ct net: 5.594 and 5.945 ct gross.
    const withTax = (day: DatedComponent['validFrom']) =>
      levies(day) + ratesOn(BOOK, TERMS, day).energy.electricity_tax
    expect([withTax('2025-12-31'), withTax('2026-01-01')]).toEqual([47_010, 49_960])
    expect([grossOf(47_010), grossOf(49_960)]).toEqual([55_942, 59_452])
    expect(surchargesMicroEurPerKwh(ratesOn(BOOK, TERMS, '2026-01-01'))).toBe(163_460)
  })

  it('lets a negative exchange price lower the VAT but not the levies', () => {
    const price = allInPrice(ratesOn(BOOK, TERMS, '2025-10-26'), supplierPrice(TERMS, -1050)!)
    expect(price.netMicroEurPerKwh).toBe(174_460)
    expect(price.grossMicroEurPerKwh).toBe(207_607)
    const deep = allInPrice(ratesOn(BOOK, TERMS, '2025-10-26'), supplierPrice(TERMS, -500_000)!)
    expect(deep.parts).toEqual({ energy: -577_150, grid: 111_384, levies: 55_228, taxes: 24_395 })
  })

  it('does not move for a fixed tariff', () => {
    const fixed: ContractTerms = { ...TERMS, tariff: 'fixed', workingPriceMicroEurPerKwh: 112_000 }
    expect([supplierPrice(fixed, 999), supplierPrice(fixed, null), supplierPrice(TERMS, null)]).toEqual([
      112_000,
      112_000,
      null,
    ])
  })

  it('pays a fixed rate for feed-in, or the exchange price less the marketing fee', () => {
    const feedIn: ContractTerms = { ...TERMS, type: 'feed_in', tariff: 'fixed', feedInMicroEurPerKwh: 78_600 }
    expect(feedInPayout(feedIn, null)).toBe(78_600)
    const dynamic: ContractTerms = { ...feedIn, tariff: 'dynamic' }
    expect([60_000, -1050, null].map((exchange) => feedInPayout(dynamic, exchange))).toEqual([
      45_000,
      -16_050,
      null,
    ])
  })

  it('names the figure that is missing', () => {
    expect(() => ratesOn(BOOK, TERMS, '2024-12-31')).toThrow(Failure)
    expect(() => ratesOn(BOOK, { ...TERMS, gridOperatorCode: 'XX' }, '2026-01-01')).toThrow(
      'No grid_energy is known for “XX” on 2026-01-01.',
    )
  })

  it('cuts a period where a figure changes', () => {
    const pieces = rateSegments(BOOK, TERMS, '2025-09-01', '2026-09-01')
    expect(pieces.map(({ from, to, rates }) => [from, to, rates.energy.levy_kwkg])).toEqual([
      ['2025-09-01', '2026-01-01', 2770],
      ['2026-01-01', '2026-09-01', 4460],
    ])
  })
})

describe('§ 14a EnWG module 1', () => {
  it('gives 137.43 EUR net at 9.36 ct net (BS|Netz) and 148.63 EUR gross at 9.15 ct gross (Augsburg)', () => {
    expect(moduleOneCreditPerYear(93_600)).toBe(137_426_891)
    expect(divideRounded(grossOf(moduleOneCreditPerYear(76_891)), 10_000)).toBe(14_863)
  })
})
