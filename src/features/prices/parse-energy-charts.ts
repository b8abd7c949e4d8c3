import { z } from 'zod'
import { checkUnit, exactPrice } from './exact-price.ts'
import { entry, epochMs, readJson } from './json-prices.ts'
import { intervalsFromStarts, type PricedInterval, refusedAt } from './price-series.ts'

const energyCharts = z.object({
  unix_seconds: z.array(
    z
      .int()
      .transform((seconds) => seconds * 1000)
      .pipe(epochMs),
  ),
  price: z.array(z.number().nullable()),
  unit: z.string(),
})

/** Energy-Charts' answer to /price: two lists side by side, instants and prices. */
export function parseEnergyCharts(content: string): PricedInterval[] {
  const { unix_seconds: starts, price: prices, unit } = readJson(content, energyCharts, 'Energy-Charts')
  checkUnit(unit, 'the field unit')
  if (starts.length !== prices.length)
    throw refusedAt('the file', `There are ${starts.length} instants and ${prices.length} prices.`)
  return intervalsFromStarts(
    starts.map((from, index) => {
      const price = prices[index] ?? null
      return {
        from,
        microEurPerKwh: price === null ? null : exactPrice(String(price), 'EUR/MWh', entry(index)),
        where: entry(index),
      }
    }),
  )
}
