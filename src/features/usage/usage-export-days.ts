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
import { type ContractDay, contractValues } from './contract-values.ts'
import { READ_STATUS, readStatuses } from './interval-days.ts'
import { withinTerm } from './usage-series-totals.ts'

/** A day with its quarter-hours, what each cost per kWh, and what the day is worth to a bill. */
export interface UsageDetailDay extends SeriesDay {
  costCents: number | null
  /** All-in and gross, micro-EUR per kWh; null while a price is missing or for a meter without quarter-hours. */
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
}

interface Range {
  from: Day
  to: Day
}

type StoredDay = ContractDay & { exchange: readonly number[] | null; isDemo: boolean }

/**
 * Everything that the values of `ranges` (in order, apart from each other) are worth, within the contract's term, in
 * three statements: the same figures as usageSeries, with the price of each quarter-hour beside them.
 */
export async function usageDetail(
  db: Db,
  organizationId: OrganizationId,
  contract: Contract,
  ranges: readonly Range[],
): Promise<UsageDetail> {
  const inTerm = ranges.flatMap(({ from, to }) => withinTerm(contract, from, to) ?? [])
  const [book, values] = await Promise.all([
    loadRateBook(db, contract.terms),
    contract.meterType === 'smart'
      ? measuredDays(db, organizationId, contract, inTerm)
      : readDays(db, organizationId, contract, inTerm),
  ])
  return { book, days: inTerm.flatMap((range) => price(contract, book, values, range)) }
}

/** Values and exchange prices side by side. As bigint[] they arrive as numbers without the driver's slow array parser. */
async function measuredDays(
  db: Db,
  organizationId: OrganizationId,
  { meterId, marketArea, terms }: Contract,
  ranges: readonly Range[],
): Promise<StoredDay[]> {
  const [first, last] = [ranges[0], ranges.at(-1)]
  if (!first || !last) return []
  const rows = await db
    .selectFrom('interval_days as d')
    .leftJoin('market_prices as m', (join) =>
      join
        .onRef('m.day', '=', 'd.day')
        .on('m.area', '=', marketArea)
        .on(sql<boolean>`${terms.tariff === 'dynamic'}::boolean`),
    )
    .select([
      'd.day',
      sql<number[]>`coalesce(d.wh::bigint[], d.large_wh::bigint[])`.as('wh'),
      'd.total_wh',
      'd.status',
      'd.statuses',
      'd.version',
      sql<number[] | null>`m.prices::bigint[]`.as('prices'),
      'm.is_demo',
    ])
    .where('d.organization_id', '=', organizationId)
    .where('d.meter_id', '=', meterId)
    .where((day) =>
      day.or(ranges.map(({ from, to }) => day.and([day('d.day', '>=', from), day('d.day', '<', to)]))),
    )
    .orderBy('d.day')
    .execute()
  return rows.map((row) => ({
    day: row.day,
    energyWh: row.total_wh,
    quarters: row.wh,
    status: READ_STATUS[row.status],
    statuses: readStatuses(row),
    version: row.version,
    exchange: row.prices,
    isDemo: row.is_demo ?? false,
  }))
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

function price(
  { terms }: Contract,
  book: RateBook,
  values: readonly StoredDay[],
  { from, to }: Range,
): UsageDetailDay[] {
  const inside = values.filter(({ day }) => day >= from && day < to)
  const [first, last] = [inside[0], inside.at(-1)]
  if (!first || !last) return []
  const segments = rateSegments(book, terms, first.day, addDays(last.day, 1))
  return inside.flatMap((value) => {
    const segment = segments.find((candidate) => value.day < candidate.to)
    if (!segment) return []
    const { exchange, isDemo, day, energyWh, quarters, status, statuses } = value
    const isPriced = quarters !== null && (terms.tariff === 'fixed' || exchange !== null)
    const prices = isPriced ? quarterPrices(terms, segment.rates, day, exchange, quarters.length) : null
    return [
      {
        day,
        energyWh,
        quarters,
        status,
        statuses,
        costCents: dayCostCents(terms, segment.rates, value, exchange),
        pricesMicroEurPerKwh: prices,
        exchangeNano: dayExchangeNano(terms, value, exchange),
        isDemo,
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
