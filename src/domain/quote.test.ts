import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type QuoteAmounts, quoteAmounts, type QuoteInput } from './quote.ts'
import { type ContractTerms, createRateBook, type DatedComponent, ratesOn } from './tariff.ts'
import { DYNAMIC_TERMS } from './test-terms.ts'

const GRID = '9904550000000'

const book = (overrides: Partial<Record<DatedComponent['kind'], number>> = {}): DatedComponent[] =>
  (
    [
      ['electricity_tax', '', 20_500],
      ['levy_kwkg', '', 4460],
      ['levy_offshore', '', 9410],
      ['levy_special_grid_use', '', 15_590],
      ['concession', 'le_500000', 19_900],
      ['grid_energy', GRID, 93_600],
      ['grid_base', GRID, 73_000_000],
      ['metering', 'smart', 25_210_084],
    ] as const
  ).map(([kind, scope, netMicroEur]) => ({
    kind,
    scope,
    validFrom: '2026-01-01',
    netMicroEur: overrides[kind] ?? netMicroEur,
  }))

const DYNAMIC: ContractTerms = {
  ...DYNAMIC_TERMS,
  markupMicroEurPerKwh: 15_000,
  baseFeeCents: 499,
  gridOperatorCode: GRID,
  concessionClass: 'le_500000',
  meteringClass: 'smart',
}

const quote = (terms: Partial<ContractTerms> = {}, input: Partial<QuoteInput> = {}): QuoteAmounts => {
  const whole = { ...DYNAMIC, ...terms }
  return quoteAmounts({
    terms: whole,
    rates: ratesOn(createRateBook(book()), whole, '2026-06-01'),
    annualWh: 2_500_000,
    exchangeMicroEurPerKwh: 85_700,
    ...input,
  })
}

const cents = ({ parts }: QuoteAmounts['base'] | QuoteAmounts['variable']) =>
  Object.fromEntries(parts.map(({ kind, amountCents }) => [kind, amountCents]))

describe('a quote', () => {
  it('takes the working price of the worked example, 26.416 ct net and 31.43504 ct gross, a twelfth of the year', () => {
    const { amountCents, base, variable } = quote()
    expect(variable.unitMicroEurPerKwh).toBe(314_350)
    expect(variable.energyWh).toBe(208_333)
    // 208.333 kWh × 0.314350 EUR = 65.4895 EUR
    expect(variable.amountCents).toBe(6549)
    expect(cents(variable)).toEqual({
      energy_spot: 2125,
      procurement: 372,
      grid_energy: 2320,
      concession: 493,
      levy_kwkg: 111,
      levy_offshore: 233,
      levy_special_grid_use: 387,
      electricity_tax: 508,
    })
    // 4.99 + (73.00 + 25.21) / 12 × 1.19
    expect(cents(base)).toEqual({ base_fee: 499, grid_base: 724, metering: 250 })
    expect(amountCents).toBe(6549 + 1473)
  })

  it('takes module 1 off the base price, but never more than the grid fees', () => {
    // 80 EUR gross and a fifth of 3,750 kWh × 9.36 ct × 1.19, a twelfth: 6.667 + 6.962
    expect(cents(quote({ module1: true }).base)).toEqual({
      base_fee: 499,
      grid_base: 724,
      metering: 250,
      grid_fee_reduction: -1363,
    })
    const small = quote({ module1: true }, { annualWh: 100_000 })
    // 73.00 EUR and 100 kWh × 9.36 ct, with VAT, a twelfth: the grid fees are gone, no more.
    expect(cents(small.base).grid_fee_reduction).toBe(-817)
  })

  it('quotes a fixed price, a fixed payout and a customer without VAT', () => {
    const fixed = quote({ tariff: 'fixed', workingPriceMicroEurPerKwh: 118_000 })
    expect(fixed.variable.parts[0]).toEqual({ subgroup: 'energy', kind: 'energy_fixed', amountCents: 2925 })
    const feedIn = quote({ type: 'feed_in', tariff: 'fixed', feedInMicroEurPerKwh: 78_600, baseFeeCents: 0 })
    // 208.333 kWh × 7.86 ct, without VAT
    expect(feedIn.amountCents).toBe(-1637)
    const exempt = quote({}, { taxExempt: true })
    expect(exempt.variable.unitMicroEurPerKwh).toBe(264_160)
  })

  it('adds up to the cent, whatever is asked', () => {
    const price = fc.integer({ min: -50_000, max: 900_000 })
    fc.assert(
      fc.property(
        fc.record({
          annualWh: fc.integer({ min: 100_000, max: 50_000_000 }),
          exchange: price,
          markup: fc.integer({ min: 0, max: 60_000 }),
          fee: fc.integer({ min: 0, max: 3000 }),
          module1: fc.boolean(),
          taxExempt: fc.boolean(),
        }),
        ({ annualWh, exchange, markup, fee, module1, taxExempt }) => {
          const { amountCents, base, variable } = quote(
            { markupMicroEurPerKwh: markup, baseFeeCents: fee, module1 },
            { annualWh, exchangeMicroEurPerKwh: exchange, taxExempt },
          )
          const sum = (parts: { amountCents: number }[]) =>
            parts.reduce((total, part) => total + part.amountCents, 0)
          expect(sum(base.parts)).toBe(base.amountCents)
          expect(sum(variable.parts)).toBe(variable.amountCents)
          expect(base.amountCents + variable.amountCents).toBe(amountCents)
          // What a reader multiplies: kWh with three decimals times EUR with six.
          const product = (variable.energyWh / 1000) * (variable.unitMicroEurPerKwh / 1_000_000)
          expect(Math.abs(product * 100 - variable.amountCents)).toBeLessThan(0.500001)
          // No part is more than a cent away from its own price.
          const energy = ((variable.energyWh / 1e9) * exchange * (taxExempt ? 1 : 1.19)) / 1e-2
          expect(Math.abs((variable.parts[0]?.amountCents ?? 0) - energy)).toBeLessThan(2)
        },
      ),
      { numRuns: 1000 },
    )
  })
})
