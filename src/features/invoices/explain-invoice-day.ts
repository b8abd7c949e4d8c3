import type { Db, Tx } from '../../db/database.ts'
import { dayExchangeNano } from '../../domain/day-cost.ts'
import type { ValueStatus } from '../../domain/energy.ts'
import { notFound } from '../../domain/failure.ts'
import { type GridLevel, levelsOfDay } from '../../domain/grid-fee-windows.ts'
import type { CustomerId, InvoiceId, MeterId, OrganizationId } from '../../domain/identifiers.ts'
import { type Day, QUARTER_MS, startOfDay } from '../../domain/local-time.ts'
import { ratesOn, termsOn } from '../../domain/tariff.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { loadRateBook } from '../tariffs/queries.ts'
import { READ_STATUS, readStatuses, readWh } from '../usage/interval-days.ts'
import { type ExplainedDay, explainInvoice } from './explain-invoice.ts'

export interface ExplainedQuarter {
  /** Epoch milliseconds. */
  startsAt: number
  wh: number
  status: ValueStatus
  /** As published, net; null for a tariff that does not follow the exchange. */
  exchangeMicroEurPerKwh: number | null
  /** Energy times price (or payout): the quarter-hours add up to the day. */
  nanoEur: number
  /** § 14a EnWG module 3: at which of the grid's working prices it counts; null without. */
  gridLevel: GridLevel | null
}

export interface ExplainedInvoiceDay extends ExplainedDay {
  /** Empty for a meter that does not measure them. */
  quarters: ExplainedQuarter[]
}

/**
 * A day of an invoice by quarter-hours, as they were when it was billed, whatever has been delivered or published since.
 * @throws Failure NOT_FOUND, also for a day outside the invoice.
 */
export async function explainInvoiceDay(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
  invoiceId: InvoiceId,
  day: Day,
): Promise<ExplainedInvoiceDay> {
  const invoice = await explainInvoice(db, organizationId, customerId, invoiceId)
  const billed = invoice.days.find((candidate) => candidate.day === day)
  if (!billed) throw notFound(`The day ${day} of this invoice was`)
  if (billed.valueVersion === null) return { ...billed, quarters: [] }
  const contract = await getContract(db, organizationId, invoice.subscriptionId)
  const values = await valuesAsBilled(db, organizationId, contract.meterId, day, billed.valueVersion)
  const prices =
    billed.priceVersion === null
      ? null
      : await pricesAsBilled(db, contract.marketArea, day, billed.priceVersion)
  // As it was billed, whatever has become of the contract's modules since.
  const isByLevel = invoice.lines.some(
    ({ kind }) => kind === 'grid_energy_low' || kind === 'grid_energy_high',
  )
  const levels = isByLevel ? await gridLevels(db, contract, day) : null
  const midnight = startOfDay(day).epochMilliseconds
  const quarters = values.wh.map((wh, index): ExplainedQuarter => {
    const exchange = prices?.[index] ?? null
    const status = values.statuses?.[index] ?? billed.status
    const nanoEur = dayExchangeNano(
      contract.terms,
      { day, energyWh: wh, quarters: [wh], status },
      exchange === null ? null : [exchange],
    )
    return {
      startsAt: midnight + index * QUARTER_MS,
      wh,
      status,
      exchangeMicroEurPerKwh: exchange,
      nanoEur: nanoEur ?? 0,
      gridLevel: levels?.[index] ?? null,
    }
  })
  return { ...billed, quarters }
}

/** From the row in use if it is still that delivery, else from the history. */
async function valuesAsBilled(
  db: Db | Tx,
  organizationId: OrganizationId,
  meterId: MeterId,
  day: Day,
  version: number,
): Promise<{ wh: number[]; statuses: ValueStatus[] | null }> {
  for (const table of ['interval_days', 'interval_day_versions'] as const) {
    const row = await db
      .selectFrom(table)
      .select(['wh', 'large_wh', 'status', 'statuses'])
      .where('organization_id', '=', organizationId)
      .where('meter_id', '=', meterId)
      .where('day', '=', day)
      .where('version', '=', version)
      .executeTakeFirst()
    if (row) {
      const wh = readWh(row)
      return { wh, statuses: readStatuses(row) ?? wh.map(() => READ_STATUS[row.status]) }
    }
  }
  throw new Error(`Version ${version} of the values of ${day} is gone, though it was billed.`)
}

async function pricesAsBilled(db: Db | Tx, area: string, day: Day, version: number): Promise<number[]> {
  for (const table of ['market_prices', 'market_price_versions'] as const) {
    const row = await db
      .selectFrom(table)
      .select('prices')
      .where('area', '=', area)
      .where('day', '=', day)
      .where('version', '=', version)
      .executeTakeFirst()
    if (row) return row.prices
  }
  throw new Error(`Version ${version} of the prices of ${day} is gone, though it was billed.`)
}

async function gridLevels(db: Db | Tx, contract: Contract, day: Day): Promise<readonly GridLevel[] | null> {
  if (!termsOn(contract.terms, day).module3) return null
  const { timeOfUse } = ratesOn(await loadRateBook(db, contract.terms), contract.terms, day)
  return timeOfUse ? levelsOfDay(timeOfUse.clock, day) : null
}
