import { Temporal } from 'temporal-polyfill'
import { createDatabase, createPool } from '../src/db/database.ts'
import { DEMO_DIRS } from '../src/demo/demo-data.ts'
import { randomFor } from '../src/demo/random.ts'
import { seedDemo } from '../src/demo/seed-demo.ts'
import { createMeanExchangePrice } from '../src/features/quotes/mean-exchange-price.ts'
import { type Quote, quotePlan } from '../src/features/quotes/quote-plan.ts'
import type { BenchContext, Section } from './section.ts'

const QUOTES = 1000
const WARM_UP = 50
const LIMIT_MS = 15

/** A thousand quotes with the demo world, one after the other: any of its postal codes, uses and meters, with and without module 1. */
export async function quotes({ say, database }: BenchContext): Promise<Section> {
  const pool = createPool({ connectionString: await database.create('quotes'), max: 4 })
  const db = createDatabase(pool)
  const now = Temporal.Now.instant()
  try {
    await seedDemo({ db, now, ...DEMO_DIRS, log: say })
    const { id } = await db
      .selectFrom('organizations')
      .select('id')
      .where('name', '=', 'Sonnwerk')
      .executeTakeFirstOrThrow()
    const areas = await db.selectFrom('grid_areas').select(['zip', 'place']).execute()
    const deps = { db, meanExchangePrice: createMeanExchangePrice() }
    const chance = randomFor('quotes')
    const times: number[] = []
    let unequal = 0
    for (let n = 0; n < WARM_UP + QUOTES; n += 1) {
      const area = areas[Math.floor(chance() * areas.length)]
      if (!area) throw new Error('The demo world has no grid areas.')
      const plan = chance() < 0.5 ? 'sonnwerk' : 'sonnwerk-fix'
      const request = {
        ...area,
        annualWh: 100_000 + Math.floor(chance() * 49_900) * 1000,
        meterType: chance() < 0.5 ? ('smart' as const) : ('analog' as const),
        module1: chance() < 0.3,
      }
      const begun = performance.now()
      const quote = await quotePlan(deps, id, plan, request, now)
      if (n >= WARM_UP) times.push(performance.now() - begun)
      if (!addsUp(quote)) unequal += 1
    }
    times.sort((a, b) => a - b)
    const at = (share: number) => times[Math.min(QUOTES - 1, Math.floor(QUOTES * share))] ?? Number.NaN
    const ms = (value: number) => `${value.toFixed(1)} ms`
    return {
      title: 'Quotes',
      rows: [
        { what: 'a quote, median', figure: ms(at(0.5)) },
        { what: 'a quote, p99', figure: ms(at(0.99)) },
        {
          what: `the slowest of ${QUOTES} quotes`,
          figure: ms(at(1)),
          limit: `at most ${LIMIT_MS} ms`,
          within: at(1) <= LIMIT_MS,
        },
        {
          what: 'quotes whose parts do not make the total',
          figure: String(unequal),
          limit: 'none',
          within: unequal === 0,
        },
      ],
      json: { medianMs: at(0.5), p99Ms: at(0.99), maxMs: at(1), unequal },
    }
  } finally {
    await pool.end()
  }
}

function addsUp({ amountCents, base, variable }: Quote): boolean {
  const sum = (parts: Quote['base']['parts']) => parts.reduce((all, part) => all + part.amountCents, 0)
  return (
    sum(base.parts) === base.amountCents &&
    sum(variable.parts) === variable.amountCents &&
    base.amountCents + variable.amountCents === amountCents
  )
}
