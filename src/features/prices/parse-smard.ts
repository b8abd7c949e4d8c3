import { z } from 'zod'
import { exactPrice } from './exact-price.ts'
import { entry, epochMs, readJson } from './json-prices.ts'
import { intervalsFromStarts, type PricedInterval } from './price-series.ts'

const smard = z.object({ series: z.array(z.tuple([epochMs, z.number().nullable()])) })

/**
 * SMARD's chart data: pairs of epoch milliseconds and EUR/MWh, a week from Monday on in one file. The days of the current
 * week that are not auctioned yet are there without a price.
 */
export function parseSmard(content: string): PricedInterval[] {
  const { series } = readJson(content, smard, 'SMARD')
  return intervalsFromStarts(
    series.map(([from, price], index) => ({
      from,
      microEurPerKwh: price === null ? null : exactPrice(String(price), 'EUR/MWh', entry(index)),
      where: entry(index),
    })),
  )
}
