// The code of docs/guides/load-shifting.md. In a project of your own: import { … } from '@stromtor/sdk'
import type { LoadForecastsAnswer, Price, Stromtor } from '../../sdk/src/index.ts'

const QUARTER_HOURS = 0.25

/** What a car needs, and by when. */
export interface Charging {
  readonly kwh: number
  readonly kw: number
  /** From when it is plugged in, and until when it must be full. */
  readonly from: Date
  readonly until: Date
}

/** The quarter-hours to charge in, in the order of time. */
export function cheapestQuarters(items: Price['items'], { kwh, kw, from, until }: Charging): string[] {
  const possible = items.flatMap(({ timestamp, amount }) => {
    const begins = Date.parse(timestamp)
    const fits = begins >= from.getTime() && begins < until.getTime()
    return amount === null || !fits ? [] : [{ timestamp, amount }]
  })
  return possible
    .toSorted((a, b) => a.amount - b.amount)
    .slice(0, Math.ceil(kwh / (kw * QUARTER_HOURS)))
    .map(({ timestamp }) => timestamp)
    .toSorted()
}

/** Asks for the prices of the night and says when to charge. `start` and `end` are Berlin days, both inclusive. */
export async function planNight(
  stromtor: Stromtor,
  subscription: string,
  days: { readonly start: string; readonly end: string },
  charging: Charging,
): Promise<string[]> {
  const { items } = await stromtor.subscriptions.prices(subscription, days)
  return cheapestQuarters(items, charging)
}

/**
 * Tells what the car will draw on a Berlin day, so that the energy can be bought. The prices of that day name its
 * quarter-hours: 96, or 92 and 100 when the clocks change.
 */
export async function announce(
  stromtor: Stromtor,
  subscription: string,
  day: string,
  plan: { readonly kw: number; readonly quarters: readonly string[] },
): Promise<LoadForecastsAnswer> {
  const { items } = await stromtor.subscriptions.prices(subscription, { start: day, end: day })
  const data = items.map(({ timestamp }) => ({
    start: timestamp,
    value: plan.quarters.includes(timestamp) ? plan.kw : 0,
  }))
  return await stromtor.loadForecasts.create({
    scope: 'subscription',
    subscription,
    resolution: '15min',
    unit: 'KW',
    data,
  })
}
