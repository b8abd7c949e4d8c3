import { createDatabase, createPool, type Db } from '../src/db/database.ts'
import { addDays, type Day } from '../src/domain/local-time.ts'
import { type UsageRequest, usageSeries } from '../src/features/usage/usage-series.ts'
import { createHouseholds, type Households, sizeOf, subscriptionOf } from './households.ts'
import { median } from './measured.ts'
import { type BenchContext, count, type Section } from './section.ts'

const [FEW, MANY] = [100, 10_000]
const READS = 300
const WARM_UP = 60
const LIMITS = { yearBytes: 250_000, yearMs: 5, dayMs: 2 }

/** What a year of quarter-hours takes, and how long reading it takes with few and with many households stored. */
export async function storage({ say, database }: BenchContext): Promise<Section> {
  const startedAt = performance.now()
  say(`Storing a year of quarter-hours for ${count(FEW)} households`)
  const few = await createHouseholds(await database.create('households_few'), { count: FEW, bulk: false })
  say(`The same for ${count(MANY)} households`)
  const many = await createHouseholds(await database.create('households_many'), { count: MANY, bulk: true })
  const size = await sizeOf(few)
  const bulk = await sizeOf(many)
  const { heapBytes, indexBytes } = size
  const yearBytes = (heapBytes + indexBytes) / FEW
  say('Reading in turns')
  const reads = await measureReads(few, many)
  const seconds = (performance.now() - startedAt) / 1000
  return {
    title: 'Storage of quarter-hours',
    rows: [
      {
        what: 'a year of a household with its indexes',
        limit: `≤ ${LIMITS.yearBytes / 1000} KB`,
        figure: `${kilobytes(yearBytes)}, of it ${kilobytes(indexBytes / FEW)} index`,
        within: yearBytes <= LIMITS.yearBytes,
      },
      {
        what: `the same of ${count(MANY)} households, their index freshly built`,
        figure: kilobytes((bulk.heapBytes + bulk.indexBytes) / MANY),
      },
      ...rowsOf('a year by month', reads.year, LIMITS.yearMs),
      ...rowsOf('a day by quarter-hours', reads.day, LIMITS.dayMs),
      { what: 'this section took', figure: `${seconds.toFixed(0)} s` },
    ],
    json: { few: { count: FEW, ...size }, many: { count: MANY, ...bulk }, reads, seconds },
  }
}

interface Reads {
  fewMs: number
  manyMs: number
}

function rowsOf(what: string, { fewMs, manyMs }: Reads, limitMs: number) {
  const row = (households: number, ms: number) => ({
    what: `reading ${what} with ${count(households)} households stored`,
    limit: `≤ ${limitMs} ms`,
    figure: `${ms.toFixed(2)} ms`,
    within: ms <= limitMs,
  })
  return [
    row(FEW, fewMs),
    row(MANY, manyMs),
    { what: `${what}: ${count(MANY)} against ${count(FEW)}`, figure: `${(manyMs / fewMs).toFixed(2)} ×` },
  ]
}

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000)} KB`

/** The product's own query over one connection, another household each time, both databases in turns; medians. */
async function measureReads(few: Households, many: Households) {
  const worlds = [few, many].map((households) => {
    const pool = createPool({ connectionString: households.connectionString, max: 1 })
    return { households, pool, db: createDatabase(pool), year: [] as number[], day: [] as number[] }
  })
  try {
    for (let read = 0; read < READS + WARM_UP; read += 1) {
      for (const { households, db, year, day } of worlds) {
        const household = 1 + ((read * 7919) % households.count)
        const date = addDays('2025-01-01', (read * 31) % 365)
        const yearMs = await timed(db, households, household, {
          from: '2025-01-01',
          to: '2026-01-01',
          resolution: 'month',
        })
        const dayMs = await timed(db, households, household, {
          from: date,
          to: addDays(date, 1),
          resolution: '15min',
        })
        if (read < WARM_UP) continue
        year.push(yearMs)
        day.push(dayMs)
      }
    }
  } finally {
    await Promise.all(worlds.map(({ pool }) => pool.end()))
  }
  const [ofFew, ofMany] = worlds
  const both = (of: 'year' | 'day'): Reads => ({
    fewMs: median(ofFew?.[of] ?? []),
    manyMs: median(ofMany?.[of] ?? []),
  })
  return { year: both('year'), day: both('day') }
}

async function timed(
  db: Db,
  { organizationId }: Households,
  household: number,
  request: UsageRequest & { from: Day },
): Promise<number> {
  const startedAt = performance.now()
  const { items } = await usageSeries(db, organizationId, subscriptionOf(household), request)
  const elapsed = performance.now() - startedAt
  const expected = request.resolution === 'month' ? 12 : 92
  if (items.length < expected) throw new Error(`A read answered ${items.length} items.`)
  return elapsed
}
