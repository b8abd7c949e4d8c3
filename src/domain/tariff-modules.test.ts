import { describe, expect, it } from 'vitest'
import { moduleProblem } from './grid-fee-modules.ts'
import type { DatedFeeWindow } from './grid-fee-windows.ts'
import { allInPrice, detailedPrice } from './tariff-price.ts'
import type { Day } from './local-time.ts'
import {
  type ContractTerms,
  createRateBook,
  type DatedComponent,
  rateSegments,
  ratesOn,
  termsOn,
} from './tariff.ts'
import { DYNAMIC_TERMS } from './test-terms.ts'

const row = (
  kind: DatedComponent['kind'],
  scope: string,
  netMicroEur: number,
  validFrom: DatedComponent['validFrom'] = '2025-01-01',
): DatedComponent => ({ kind, scope, netMicroEur, validFrom })

const NATIONWIDE = [
  row('electricity_tax', '', 20_500),
  row('levy_kwkg', '', 2770),
  row('levy_offshore', '', 8160),
  row('levy_special_grid_use', '', 15_580),
  row('concession', 'le_500000', 19_900),
  row('metering', 'smart_14a', 42_016_807),
]
/** SWA Netze Augsburg 2025: 3.67, 9.15 and 13.96 ct gross; BS|Netz Braunschweig 2025: 9.36 ct net. */
const COMPONENTS = [
  ...NATIONWIDE,
  row('grid_energy', 'SWA', 76_891),
  row('grid_energy_low', 'SWA', 30_840),
  row('grid_energy_high', 'SWA', 117_311),
  row('grid_base', 'SWA', 60_000_000),
  row('grid_energy', 'BS', 93_600),
]
const WINDOWS = [1, 4].flatMap((quarter): DatedFeeWindow[] => {
  const sheet = { gridOperatorCode: 'SWA', validFrom: '2025-04-01', quarter } as const
  return [
    { ...sheet, level: 'low', starts: 4, ends: 18 },
    { ...sheet, level: 'high', starts: 68, ends: 76 },
  ]
})
const BOOK = createRateBook(COMPONENTS, WINDOWS)
const TERMS: ContractTerms = {
  ...DYNAMIC_TERMS,
  gridOperatorCode: 'SWA',
  concessionClass: 'le_500000',
  meteringClass: 'smart_14a',
  module1: true,
  module3: true,
}

describe('§ 14a EnWG module 3', () => {
  it('has three grid prices in Augsburg: 3.67, 9.15 and 13.96 ct gross', () => {
    const rates = ratesOn(BOOK, TERMS, '2025-11-03')
    const grid = (['low', 'standard', 'high'] as const).map((level) => allInPrice(rates, 0, level).parts.grid)
    expect(grid).toEqual([36_700, 91_500, 139_600])
    expect(
      (['low', 'standard', 'high'] as const).map(
        (level) => detailedPrice(TERMS, rates, 80_000, level)?.details[2],
      ),
    ).toMatchObject([
      { kind: 'grid_energy_low', netMicroEurPerKwh: 30_840, grossMicroEurPerKwh: 36_700 },
      { kind: 'grid_energy', netMicroEurPerKwh: 76_891, grossMicroEurPerKwh: 91_500 },
      { kind: 'grid_energy_high', netMicroEurPerKwh: 117_311, grossMicroEurPerKwh: 139_600 },
    ])
  })

  it('cuts a period where a quarter of the year begins, and leaves other contracts whole', () => {
    const pieces = rateSegments(BOOK, TERMS, '2025-09-01', '2026-05-01')
    const high = (clock: readonly string[] = []) => clock.filter((level) => level === 'high').length
    expect(pieces.map(({ from, rates }) => [from, high(rates.timeOfUse?.clock)])).toEqual([
      ['2025-09-01', 0],
      ['2025-10-01', 8],
      ['2026-01-01', 8],
      ['2026-04-01', 0],
    ])
    expect(rateSegments(BOOK, { ...TERMS, module3: false }, '2025-09-01', '2026-05-01')).toHaveLength(1)
  })

  it('names what the grid operator has not published', () => {
    expect(() => ratesOn(BOOK, TERMS, '2025-03-31')).toThrow(
      'No hours of module 3 are known for “SWA” on 2025-03-31.',
    )
    const unpriced = createRateBook(
      COMPONENTS.filter(({ kind }) => kind !== 'grid_energy_low'),
      WINDOWS,
    )
    expect(() => ratesOn(unpriced, TERMS, '2025-11-03')).toThrow('No grid_energy_low is known for “SWA”')
  })
})

describe('modules that change while the contract runs', () => {
  const none = { module1: false, module2: false, module3: false }
  const terms: ContractTerms = {
    ...TERMS,
    ...none,
    meteringClass: 'smart',
    moduleChanges: [
      { from: '2025-10-11', ...none, module1: true, meteringClass: 'smart_14a' },
      { from: '2025-12-01', ...none, module1: true, module3: true, meteringClass: 'smart_14a' },
      { from: '2026-02-01', ...none, meteringClass: 'smart' },
    ],
  }
  const book = createRateBook([...COMPONENTS, row('metering', 'smart', 25_000_000)], WINDOWS)

  it('hold from their day until the next change', () => {
    const on = (day: Day) => {
      const { module1, module3, meteringClass } = termsOn(terms, day)
      return [module1, module3, meteringClass]
    }
    expect(on('2025-10-10')).toEqual([false, false, 'smart'])
    expect(on('2025-10-11')).toEqual([true, false, 'smart_14a'])
    expect(on('2026-01-31')).toEqual([true, true, 'smart_14a'])
    expect(on('2026-02-01')).toEqual([false, false, 'smart'])
  })

  it('cut a period beside whatever else changes in it', () => {
    const pieces = rateSegments(book, terms, '2025-10-01', '2026-03-01')
    expect(
      pieces.map(({ from, to, rates }) => [
        from,
        to,
        rates.modules.module1,
        rates.timeOfUse !== undefined,
        rates.yearly.metering,
      ]),
    ).toEqual([
      ['2025-10-01', '2025-10-11', false, false, 25_000_000],
      ['2025-10-11', '2025-12-01', true, false, 42_016_807],
      // The hours of module 3 may differ by the quarter of the year.
      ['2025-12-01', '2026-01-01', true, true, 42_016_807],
      ['2026-01-01', '2026-02-01', true, true, 42_016_807],
      ['2026-02-01', '2026-03-01', false, false, 25_000_000],
    ])
    expect(rateSegments(book, terms, '2025-11-01', '2025-12-01')).toHaveLength(1)
  })
})

describe('§ 14a EnWG module 2', () => {
  const terms: ContractTerms = {
    ...TERMS,
    gridOperatorCode: 'BS',
    module1: false,
    module2: true,
    module3: false,
  }

  it('takes 40 % of the working price, 3.74 ct in Braunschweig, and no base price', () => {
    const rates = ratesOn(BOOK, terms, '2025-11-03')
    expect([rates.energy.grid_energy, rates.yearly.grid_base]).toEqual([37_400, 0])
    expect(detailedPrice(terms, rates, 80_000)?.details[2]).toMatchObject({
      kind: 'grid_energy_module_2',
      netMicroEurPerKwh: 37_400,
      grossMicroEurPerKwh: 44_506,
    })
  })

  it('takes the published price as long as it belongs to the working price', () => {
    const published = createRateBook([
      ...COMPONENTS,
      row('grid_energy_module_2', 'BS', 37_440),
      row('grid_energy', 'BS', 80_000, '2026-01-01'),
    ])
    const price = (day: '2025-12-31' | '2026-01-01') => ratesOn(published, terms, day).energy.grid_energy
    expect([price('2025-12-31'), price('2026-01-01')]).toEqual([37_440, 32_000])
    expect(rateSegments(published, terms, '2025-12-01', '2026-02-01')).toHaveLength(2)
  })
})

describe('the modules', () => {
  it('go together as BNetzA lets them', () => {
    const none = { module1: false, module2: false, module3: false }
    expect(moduleProblem({ ...none, module1: true, module3: true }, 'smart')).toBeNull()
    expect(moduleProblem({ ...none, module2: true }, 'analog')).toBeNull()
    expect(moduleProblem({ ...none, module3: true }, 'smart')?.message).toBe('Module 3 needs module 1.')
    expect(moduleProblem({ ...none, module1: true, module3: true }, 'analog')?.message).toBe(
      'Module 3 needs a smart meter.',
    )
    for (const other of [{ module1: true }, { module3: true }]) {
      expect(moduleProblem({ ...none, module2: true, ...other }, 'smart')).toEqual({
        field: 'module2',
        message: 'Module 2 excludes modules 1 and 3.',
      })
    }
  })
})
