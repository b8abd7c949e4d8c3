import type { Db, Tx } from '../../db/database.ts'
import type { ValueSource } from '../../db/energy-tables.ts'
import { type DayValue, dayExchangeNano } from '../../domain/day-cost.ts'
import { unprocessable } from '../../domain/failure.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import {
  consumptionLines,
  feedInLines,
  type InvoiceLine,
  type UsageSegment,
} from '../../domain/invoice-lines.ts'
import { type Day, daysBetween } from '../../domain/local-time.ts'
import type { PricedDay } from '../../domain/projection.ts'
import { type DatedComponent, rateSegments } from '../../domain/tariff.ts'
import { marketPrices } from '../prices/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { loadRateBook } from '../tariffs/queries.ts'
import { contractValues } from '../usage/contract-values.ts'

export interface UsageBill {
  lines: InvoiceLine[]
  usageWh: number
  valueSource: ValueSource
  estimatedDays: number
}

/** What the days of a period are worth, as far as there are values for them. */
export interface MeasuredPeriod {
  book: DatedComponent[]
  values: DayValue[]
  exchangeNano: Map<Day, number>
}

export async function measurePeriod(
  db: Db | Tx,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
): Promise<MeasuredPeriod> {
  // One after the other: inside a transaction there is only one connection.
  const book = await loadRateBook(db, contract.terms)
  const values = await contractValues(db, organizationId, contract, from, to)
  const market =
    contract.terms.tariff === 'dynamic' ? await marketPrices(db, contract.marketArea, from, to) : null
  const exchangeNano = new Map<Day, number>()
  for (const value of values) {
    const nano = dayExchangeNano(contract.terms, value, market?.get(value.day)?.prices ?? null)
    if (nano !== null) exchangeNano.set(value.day, nano)
  }
  return { book, values, exchangeNano }
}

/**
 * The bill for `[from, to)` from values and prices. Nothing is made up here: a day of a smart meter without values, or
 * a day without a published price, is refused by name.
 */
export async function billUsage(
  db: Db | Tx,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
): Promise<UsageBill> {
  const { book, values, exchangeNano } = await measurePeriod(db, organizationId, contract, from, to)
  if (values.length !== daysBetween(from, to)) {
    throw unprocessable(
      'period',
      `Only ${values.length} of the ${daysBetween(from, to)} days from ${from} have values.`,
    )
  }
  const unpriced = values.find(({ day }) => !exchangeNano.has(day))
  if (unpriced) throw unprocessable('period', `There is no price for ${unpriced.day}.`)
  const days = values.map(({ day, energyWh }) => ({ day, energyWh, nanoEur: exchangeNano.get(day) ?? 0 }))
  return {
    lines: periodLines(contract, book, days, from, to),
    usageWh: values.reduce((sum, { energyWh }) => sum + energyWh, 0),
    valueSource: leastCertain(values),
    estimatedDays: values.filter(({ status }) => status === 'estimated').length,
  }
}

/** The lines for `[from, to)` made of days of energy and their worth; days that are missing count as none. */
export function periodLines(
  contract: Contract,
  book: readonly DatedComponent[],
  days: readonly PricedDay[],
  from: Day,
  to: Day,
): InvoiceLine[] {
  const segments = rateSegments(book, contract.terms, from, to).map((segment): UsageSegment => {
    const inside = days.filter(({ day }) => day >= segment.from && day < segment.to)
    return {
      ...segment,
      energyWh: inside.reduce((sum, { energyWh }) => sum + energyWh, 0),
      exchangeNanoEur: inside.reduce((sum, { nanoEur }) => sum + nanoEur, 0),
    }
  })
  return contract.terms.type === 'feed_in'
    ? feedInLines(segments)
    : consumptionLines(contract.terms, segments)
}

function leastCertain(values: readonly DayValue[]): ValueSource {
  const seen = new Set(values.map(({ status }) => status))
  if (seen.has('estimated')) return 'estimate'
  if (seen.has('substitute')) return 'substitute'
  return seen.has('preliminary') ? 'preliminary' : 'final'
}
