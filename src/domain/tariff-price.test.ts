import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DetailedPrice, detailedPrice } from './tariff-price.ts'
import type { ContractTerms, DayRates } from './tariff.ts'
import { DYNAMIC_TERMS, NO_MODULES } from './test-terms.ts'

const RATES: DayRates = {
  modules: NO_MODULES,
  energy: {
    grid_energy: 93_600,
    concession: 19_900,
    levy_kwkg: 4460,
    levy_offshore: 9410,
    levy_special_grid_use: 15_590,
    electricity_tax: 20_500,
  },
  yearly: { base_fee: 0, grid_base: 73_000_000, metering: 25_210_084 },
}
const rows = (price: DetailedPrice | null) =>
  price?.details.map((part) => [part.kind, part.netMicroEurPerKwh, part.grossMicroEurPerKwh])

describe('a price in detail', () => {
  it('has every part in the order of the bill: 26.416 ct net, 5.019 ct of VAT, 31.435 ct gross', () => {
    const price = detailedPrice(DYNAMIC_TERMS, RATES, 85_700)
    expect(rows(price)).toEqual([
      ['energy_spot', 85_700, 101_983],
      ['procurement', 15_000, 17_850],
      ['grid_energy', 93_600, 111_384],
      ['concession', 19_900, 23_681],
      ['levy_kwkg', 4460, 5307],
      ['levy_offshore', 9410, 11_198],
      ['levy_special_grid_use', 15_590, 18_552],
      ['electricity_tax', 20_500, 24_395],
    ])
    expect(price).toMatchObject({
      netMicroEurPerKwh: 264_160,
      vatMicroEurPerKwh: 50_190,
      grossMicroEurPerKwh: 314_350,
      parts: { energy: 119_833, grid: 111_384, levies: 58_738, taxes: 24_395 },
    })
  })

  it('keeps a negative exchange price apart from what is positive', () => {
    const price = detailedPrice(DYNAMIC_TERMS, RATES, -500_000)
    expect(rows(price)?.slice(0, 3)).toEqual([
      ['energy_spot', -500_000, -595_000],
      ['procurement', 15_000, 17_850],
      ['grid_energy', 93_600, 111_384],
    ])
    expect([price?.netMicroEurPerKwh, price?.grossMicroEurPerKwh]).toEqual([-321_540, -382_633])
  })

  it('names one energy price for a fixed tariff, the payout for feed-in, and nothing without a price', () => {
    const fixed: ContractTerms = { ...DYNAMIC_TERMS, tariff: 'fixed', workingPriceMicroEurPerKwh: 118_000 }
    expect(rows(detailedPrice(fixed, RATES, null))?.slice(0, 2)).toEqual([
      ['energy_fixed', 118_000, 140_420],
      ['grid_energy', 93_600, 111_384],
    ])
    const feedIn: ContractTerms = { ...DYNAMIC_TERMS, type: 'feed_in' }
    expect(detailedPrice(feedIn, RATES, 60_000)).toEqual({
      netMicroEurPerKwh: 45_000,
      vatMicroEurPerKwh: 0,
      grossMicroEurPerKwh: 45_000,
      parts: { energy: 45_000, grid: 0, levies: 0, taxes: 0 },
      details: [{ kind: 'feed_in', group: 'energy', netMicroEurPerKwh: 45_000, grossMicroEurPerKwh: 45_000 }],
    })
    expect([detailedPrice(DYNAMIC_TERMS, RATES, null), detailedPrice(feedIn, RATES, null)]).toEqual([
      null,
      null,
    ])
  })

  it('adds up for any prices: parts to groups, groups to the gross price, each within a micro-EUR of exact', () => {
    const micro = fc.integer({ min: 0, max: 300_000 })
    const energy = fc.record({
      grid_energy: micro,
      concession: micro,
      levy_kwkg: micro,
      levy_offshore: micro,
      levy_special_grid_use: micro,
      electricity_tax: micro,
    })
    fc.assert(
      fc.property(
        energy,
        micro,
        fc.integer({ min: -500_000, max: 4_000_000 }),
        (energy, markup, exchange) => {
          const price = detailedPrice(
            { ...DYNAMIC_TERMS, markupMicroEurPerKwh: markup },
            { ...RATES, energy },
            exchange,
          )
          if (!price) throw new Error('a price')
          const { details, parts, netMicroEurPerKwh, vatMicroEurPerKwh, grossMicroEurPerKwh } = price
          for (const group of ['energy', 'grid', 'levies', 'taxes'] as const) {
            const inside = details.filter((part) => part.group === group)
            expect(inside.reduce((sum, part) => sum + part.grossMicroEurPerKwh, 0)).toBe(parts[group])
          }
          for (const { netMicroEurPerKwh: net, grossMicroEurPerKwh: gross } of details) {
            expect(Math.abs(net * 119 - gross * 100)).toBeLessThanOrEqual(100)
          }
          expect(details.reduce((sum, part) => sum + part.netMicroEurPerKwh, 0)).toBe(netMicroEurPerKwh)
          expect(parts.energy + parts.grid + parts.levies + parts.taxes).toBe(grossMicroEurPerKwh)
          expect(netMicroEurPerKwh + vatMicroEurPerKwh).toBe(grossMicroEurPerKwh)
          expect(Math.abs(netMicroEurPerKwh * 119 - grossMicroEurPerKwh * 100)).toBeLessThanOrEqual(50)
        },
      ),
    )
  })
})
