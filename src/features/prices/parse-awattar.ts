import { z } from 'zod'
import { checkUnit, exactPrice } from './exact-price.ts'
import { entry, epochMs, readJson } from './json-prices.ts'
import type { PricedInterval } from './price-series.ts'

const awattar = z.object({
  object: z.literal('list'),
  data: z.array(
    z.object({
      start_timestamp: epochMs,
      end_timestamp: epochMs,
      marketprice: z.number().nullable(),
      unit: z.string(),
    }),
  ),
})

/** aWATTar's market data: intervals with both ends, so far of an hour, at net prices. */
export function parseAwattar(content: string): PricedInterval[] {
  const { data } = readJson(content, awattar, 'aWATTar')
  return data.map(({ start_timestamp: from, end_timestamp: to, marketprice, unit }, index) => {
    const where = entry(index)
    checkUnit(unit, where)
    const microEurPerKwh = marketprice === null ? null : exactPrice(String(marketprice), 'EUR/MWh', where)
    return { from, to, microEurPerKwh, where }
  })
}
