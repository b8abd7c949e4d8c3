import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { dayCostCents, dayExchangeNano } from '../../domain/day-cost.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import type { SeriesDay } from '../../domain/resolution.ts'
import { type RateBook, rateSegments } from '../../domain/tariff.ts'
import { quarterPrices } from '../../domain/usage-prices.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { loadRateBook } from '../tariffs/queries.ts'
import { contractValues } from './contract-values.ts'
import { READ_STATUS, readStatuses } from './interval-days.ts'
import { withinTerm } from './usage-series-totals.ts'

/** A day with its quarter-hours, what each cost per kWh, and what the day is worth to a bill. */
export interface UsageDetailDay extends SeriesDay {
  costCents: number | null
  /** All-in and gross, micro-EUR per kWh; null while a price is missing, and where nobody asked or measured. */
  pricesMicroEurPerKwh: readonly number[] | null
  /** What dayExchangeNano gives; null while a price is missing. */
  exchangeNano: number | null
  /** Its exchange prices are made up for the demo world. */
  isDemo: boolean
}

export interface UsageDetail {
  book: RateBook
  /** In order; days without values are missing. */
  days: UsageDetailDay[]
  /** Of the earlier days that were asked for too. */
  earlier: UsageDetailDay[]
}

interface Range {
  from: Day
  to: Day
}

interface UsageDetailRequest extends Range {
  /** Other days, before these. `totalsOnly` leaves their quarter-hours and a dynamic tariff's cost out. */
  earlier?: (Range & { totalsOnly: boolean }) | null
  /** The price of each quarter-hour. */
  withPrices: boolean
}

type StoredDay = Pick<SeriesDay, 'day' | 'energyWh' | 'quarters' | 'status' | 'statuses'> & {
  exchange: readonly number[] | null
  isDemo: boolean
}

/** What the values of some days are worth, within the contract's term, in three statements: the same figures as usageSeries. */
export async function usageDetail(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  { from, to, earlier = null, withPrices }: UsageDetailRequest,
): Promise<UsageDetail> {
  const asked = withinTerm(contract, from, to)
  const before = earlier && withinTerm(contract, earlier.from, earlier.to)
  const ranges = [before, asked].filter((range) => range !== null)
  const detailFrom = earlier?.totalsOnly ? from : ((before ?? asked)?.from ?? from)
  const load = contract.meterType === 'smart' ? measuredDays : readDays
  const [book, values] = await Promise.all([
    loadRateBook(db, contract.terms),
    load(db, organizationId, contract, ranges, detailFrom),
  ])
  const price = (range: Range | null, prices: boolean): UsageDetailDay[] =>
    range ? priceDays(contract, book, values, { ...range, prices }) : []
  return { book, days: price(asked, withPrices), earlier: price(before, false) }
}

/**
 * Values, and beside them on a connection of their own the exchange prices: writing a year of quarter-hours out is what takes
 * the database its time. Their arrays are read here, because the driver's own reading takes longer than all the rest of a page.
 */
async function measuredDays(
  db: Db,
  organizationId: OrganizationId,
  { meterId, marketArea, terms }: Contract,
  ranges: readonly Range[],
  detailFrom: Day,
): Promise<StoredDay[]> {
  if (ranges.length === 0) return []
  const inDetail = (column: 'wh' | 'large_wh') =>
    sql<string | null>`case when day >= ${detailFrom} then ${sql.ref(column)}::text end`
  const [rows, prices] = await Promise.all([
    db
      .selectFrom('interval_days')
      .select(['day', 'total_wh', 'status', 'statuses'])
      .select([inDetail('wh').as('wh'), inDetail('large_wh').as('large_wh')])
      .where('organization_id', '=', organizationId)
      .where('meter_id', '=', meterId)
      .where((row) =>
        row.or(ranges.map(({ from, to }) => row.and([row('day', '>=', from), row('day', '<', to)]))),
      )
      .orderBy('day')
      .execute(),
    terms.tariff === 'dynamic' ? exchangePrices(db, marketArea, ranges, detailFrom) : null,
  ])
  return rows.map((row) => {
    const market = row.day >= detailFrom ? prices?.get(row.day) : undefined
    return {
      day: row.day,
      energyWh: row.total_wh,
      quarters: integers(row.wh ?? row.large_wh),
      status: READ_STATUS[row.status],
      statuses: readStatuses(row),
      exchange: market?.prices ?? null,
      isDemo: market?.isDemo ?? false,
    }
  })
}

async function exchangePrices(
  db: Db,
  area: string,
  ranges: readonly Range[],
  detailFrom: Day,
): Promise<Map<Day, { prices: number[] | null; isDemo: boolean }>> {
  const rows = await db
    .selectFrom('market_prices')
    .select(['day', sql<string>`prices::text`.as('prices'), 'is_demo'])
    .where('area', '=', area)
    .where('day', '>=', detailFrom)
    .where((row) =>
      row.or(ranges.map(({ from, to }) => row.and([row('day', '>=', from), row('day', '<', to)]))),
    )
    .execute()
  return new Map(rows.map((row) => [row.day, { prices: integers(row.prices), isDemo: row.is_demo }]))
}

/** `{1,-2,3}`, as PostgreSQL writes an array of whole numbers; as JSON it is read fastest. */
export const integers = (array: string | null): number[] | null => {
  if (array === null) return null
  const numbers: number[] = JSON.parse(`[${array.slice(1, -1)}]`)
  return numbers
}

/** An analog meter's; an exchange price says nothing about energy that nobody measured by the quarter-hour. */
async function readDays(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  ranges: readonly Range[],
): Promise<StoredDay[]> {
  const [first, last] = [ranges[0], ranges.at(-1)]
  if (!first || !last) return []
  const values = await contractValues(db, organizationId, contract, first.from, last.to)
  return values.map((value) => ({ ...value, exchange: null, isDemo: false }))
}

function priceDays(
  { terms }: Contract,
  book: RateBook,
  values: readonly StoredDay[],
  { from, to, prices: withPrices }: Range & { prices: boolean },
): UsageDetailDay[] {
  const inside = values.filter(({ day }) => day >= from && day < to)
  const [first, last] = [inside[0], inside.at(-1)]
  if (!first || !last) return []
  const segments = rateSegments(book, terms, first.day, addDays(last.day, 1))
  return inside.flatMap((value) => {
    const segment = segments.find((candidate) => value.day < candidate.to)
    if (!segment) return []
    const { exchange, isDemo, day, energyWh, quarters, status } = value
    const statuses = value.statuses ?? null
    const isPriced = withPrices && quarters !== null && (terms.tariff === 'fixed' || exchange !== null)
    return [
      {
        day,
        energyWh,
        quarters,
        status,
        statuses,
        isDemo,
        costCents: dayCostCents(terms, segment.rates, value, exchange),
        pricesMicroEurPerKwh: isPriced
          ? quarterPrices(terms, segment.rates, day, exchange, quarters.length)
          : null,
        exchangeNano: dayExchangeNano(terms, value, exchange),
      },
    ]
  })
}

/** The same days with their cost spread over their quarter-hours, as usageSeries does it. */
export const withQuarterCosts = (days: readonly UsageDetailDay[]): SeriesDay[] =>
  days.map((day) => {
    const { quarters, pricesMicroEurPerKwh: prices } = day
    if (!quarters || !prices) return day
    return { ...day, quarterCostsNano: quarters.map((wh, index) => wh * (prices[index] ?? 0)) }
  })
