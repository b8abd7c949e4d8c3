import type { ContractTerms, DayRates } from './tariff.ts'

// What tests of the reckoning share. Figures that a test is about stand in the test.

/** A dynamic tariff at 1.5 ct/kWh above the exchange and 4.99 EUR a month. */
export const DYNAMIC_TERMS: ContractTerms = {
  type: 'consumption',
  tariff: 'dynamic',
  markupMicroEurPerKwh: 15_000,
  workingPriceMicroEurPerKwh: null,
  feedInMicroEurPerKwh: null,
  baseFeeCents: 499,
  gridOperatorCode: '',
  concessionClass: '',
  meteringClass: '',
  module1: false,
  module2: false,
  module3: false,
}

export const NO_MODULES = { module1: false, module2: false, module3: false } as const

/** Net figures of 2025 in a city of more than 500,000. */
export const RATES_2025: DayRates = {
  modules: NO_MODULES,
  energy: {
    grid_energy: 93_600,
    concession: 23_900,
    levy_kwkg: 2770,
    levy_offshore: 8160,
    levy_special_grid_use: 15_580,
    electricity_tax: 20_500,
  },
  yearly: { base_fee: 50_319_328, grid_base: 73_000_000, metering: 25_210_084 },
}
