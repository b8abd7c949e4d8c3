import type { Db, Tx } from '../../db/database.ts'
import type { ValueSource } from '../../db/energy-tables.ts'
import { type DayValue, dayExchangeNano } from '../../domain/day-cost.ts'
import type { ValueStatus } from '../../domain/energy.ts'
import { unprocessable } from '../../domain/failure.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import {
  consumptionLines,
  feedInLines,
  type InvoiceLine,
  type UsageSegment,
} from '../../domain/invoice-lines.ts'
import { energyByLevel, type LevelEnergy } from '../../domain/grid-fee-windows.ts'
import { type Day, daysBetween } from '../../domain/local-time.ts'
import type { PricedDay } from '../../domain/projection.ts'
import { type RateBook, rateSegments, type TimeOfUse } from '../../domain/tariff.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { type ContractDay, contractValues } from '../usage/contract-values.ts'
import { currentFigures, type SharedFigures, type VersionedPrices } from './shared-figures.ts'

export interface UsageBill {
  lines: InvoiceLine[]
  usageWh: number
  valueSource: ValueSource
  estimatedDays: number
  days: BilledDay[]
}

/** A day as it was billed, with the versions of values and prices it was reckoned from. */
export interface BilledDay extends PricedDay {
  status: ValueStatus
  /** Null for a meter that does not measure quarter-hours. */
  valueVersion: number | null
  /** Null for a tariff that does not follow the exchange. */
  priceVersion: number | null
}

/** What the days of a period are worth, as far as there are values for them. */
export interface MeasuredPeriod {
  book: RateBook
  values: ContractDay[]
  exchangeNano: Map<Day, number>
  priceVersions: Map<Day, number>
}

interface Measurable {
  contract: Contract
  book: RateBook
  /** Null for a fixed tariff. */
  market: ReadonlyMap<Day, VersionedPrices> | null
}

export async function measurePeriod(
  db: Db | Tx,
  organizationId: OrganizationId,
  contract: Contract,
  from: Day,
  to: Day,
  figures: SharedFigures = currentFigures,
): Promise<MeasuredPeriod> {
  // One after the other: inside a transaction there is only one connection.
  const book = await figures.rateBook(db, contract.terms)
  const values = await contractValues(db, organizationId, contract, from, to)
  const market =
    contract.terms.tariff === 'dynamic' ? await figures.market(db, contract.marketArea, from, to) : null
  return measured({ contract, book, market }, values)
}

/** The same from what was read before. */
export function measured({ contract, book, market }: Measurable, values: ContractDay[]): MeasuredPeriod {
  const exchangeNano = new Map<Day, number>()
  const priceVersions = new Map<Day, number>()
  for (const value of values) {
    const published = market?.get(value.day)
    const nano = dayExchangeNano(contract.terms, value, published?.prices ?? null)
    if (nano !== null) exchangeNano.set(value.day, nano)
    if (published) priceVersions.set(value.day, published.version)
  }
  return { book, values, exchangeNano, priceVersions }
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
  figures: SharedFigures = currentFigures,
): Promise<UsageBill> {
  const { book, values, exchangeNano, priceVersions } = await measurePeriod(
    db,
    organizationId,
    contract,
    from,
    to,
    figures,
  )
  if (values.length !== daysBetween(from, to)) {
    throw unprocessable(
      'period',
      `Only ${values.length} of the ${daysBetween(from, to)} days from ${from} have values.`,
    )
  }
  const unpriced = values.find(({ day }) => !exchangeNano.has(day))
  if (unpriced) throw unprocessable('period', `There is no price for ${unpriced.day}.`)
  const days = values.map(({ day, energyWh, quarters, status, version }) => ({
    day,
    energyWh,
    quarters,
    nanoEur: exchangeNano.get(day) ?? 0,
    status,
    valueVersion: version,
    priceVersion: priceVersions.get(day) ?? null,
  }))
  return {
    lines: periodLines(contract, book, days, from, to),
    usageWh: values.reduce((sum, { energyWh }) => sum + energyWh, 0),
    valueSource: leastCertain(values),
    estimatedDays: values.filter(({ status }) => status === 'estimated').length,
    days,
  }
}

/** The lines for `[from, to)` made of days of energy and their worth; days that are missing count as none. */
export function periodLines(
  contract: Contract,
  book: RateBook,
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
      ...(segment.rates.timeOfUse && { levels: levelsOf(segment.rates.timeOfUse, inside) }),
    }
  })
  return contract.terms.type === 'feed_in'
    ? feedInLines(segments)
    : consumptionLines(contract.terms, segments)
}

/** Days that are expected rather than measured count at the standard price, on which a usual household comes out even. */
function levelsOf({ clock }: TimeOfUse, days: readonly PricedDay[]): LevelEnergy {
  const sum = { lowWh: 0, highWh: 0 }
  for (const { day, quarters } of days) {
    if (!quarters) continue
    const { lowWh, highWh } = energyByLevel(clock, day, quarters)
    sum.lowWh += lowWh
    sum.highWh += highWh
  }
  return sum
}

function leastCertain(values: readonly DayValue[]): ValueSource {
  const seen = new Set(values.map(({ status }) => status))
  if (seen.has('estimated')) return 'estimate'
  if (seen.has('substitute')) return 'substitute'
  return seen.has('preliminary') ? 'preliminary' : 'final'
}
