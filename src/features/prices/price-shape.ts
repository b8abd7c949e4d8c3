import { z } from '@hono/zod-openapi'
import type { ContractTerms } from '../../domain/tariff.ts'
import type { QuarterPrice } from './queries.ts'

const amount = z.number().nullable()

/** A contract's prices on the wire. */
export const priceShape = z
  .object({
    object: z.literal('price'),
    subscription: z.string(),
    period: z
      .object({ start: z.string(), end: z.string() })
      .openapi({ description: 'Berlin days, both inclusive.' }),
    unit: z.string(),
    currency: z.string(),
    resolution: z.enum(['hourly', '15min']),
    reference: z
      .string()
      .openapi({ description: 'What the energy follows: a day-ahead auction, or nothing.' }),
    items: z.array(
      z.object({
        timestamp: z.string().openapi({ description: 'When the quarter-hour begins, UTC.' }),
        amount: amount.openapi({
          description:
            'Gross, everything charged per kWh; of feed-in the payout. Null where it is not published yet, or not under contract.',
        }),
        components: z.array(z.object({ type: z.enum(['electricity', 'grid', 'levies']), amount })).openapi({
          description:
            'They sum to the amount. Levies include the electricity tax, each its share of the VAT.',
        }),
      }),
    ),
  })
  .openapi('Price')

export type PriceShape = z.output<typeof priceShape>
type PriceItem = PriceShape['items'][number]

type PriceHead = Omit<PriceShape, 'items'>

/** An answer up to its first item. */
export const priceHead = (head: PriceHead): string => `${JSON.stringify(head).slice(0, -1)},"items":[`

export const PRICE_END = ']}'

/** A millionth of a euro is a ten-thousandth of a cent: nothing is rounded here, and what sums before sums after. */
const ct = (microEurPerKwh: number): number => microEurPerKwh / 10_000

export function toPriceItem(
  { type }: ContractTerms,
  startsAt: number,
  price: Pick<QuarterPrice, 'microEurPerKwh' | 'parts'> | undefined,
): PriceItem {
  const part = (of: (parts: QuarterPrice['parts']) => number) => (price ? ct(of(price.parts)) : null)
  return {
    timestamp: `${new Date(startsAt).toISOString().slice(0, 19)}Z`,
    amount: price ? ct(price.microEurPerKwh) : null,
    components: [
      { type: 'electricity', amount: part(({ energy }) => energy) },
      // What is fed in pays nothing to the grid.
      ...(type === 'feed_in' ? [] : [{ type: 'grid' as const, amount: part(({ grid }) => grid) }]),
      { type: 'levies', amount: part(({ levies, taxes }) => levies + taxes) },
    ],
  }
}
