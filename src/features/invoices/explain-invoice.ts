import type { Db, Tx } from '../../db/database.ts'
import type { StoredStatus } from '../../db/energy-tables.ts'
import { meanPriceMicroEurPerKwh, type ValueStatus } from '../../domain/energy.ts'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId, InvoiceId, OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import type { InvoiceLine } from '../../domain/invoice-lines.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import { READ_STATUS } from '../usage/interval-days.ts'
import { invoiceLines } from './queries.ts'

/** A day of an invoice, as it was billed. */
export interface ExplainedDay {
  day: Day
  energyWh: number
  /** What its energy was worth at the exchange, or earned: nano-EUR, unrounded. 0 for a fixed price for consumption. */
  exchangeNanoEur: number
  /** That worth over that energy. */
  meanMicroEurPerKwh: number
  status: ValueStatus
  /** Which delivery of values, and which publication of prices; null where there is none. */
  valueVersion: number | null
  priceVersion: number | null
}

export interface ExplainedLine extends InvoiceLine {
  /** The exact amount that `netCents` is rounded from; null where the line is not charged per kWh. */
  nanoEur: number | null
  /** True where it is the sum of the days' worth at the exchange, quarter-hour by quarter-hour. */
  byExchange: boolean
}

export interface ExplainedInvoice {
  id: InvoiceId
  number: string
  subscriptionId: SubscriptionId
  lines: ExplainedLine[]
  /** Empty for an instalment; those of a void are its original's. */
  days: ExplainedDay[]
}

/** How each line of an invoice came about, with the values and prices that it was reckoned from. @throws Failure NOT_FOUND */
export async function explainInvoice(
  db: Db | Tx,
  organizationId: OrganizationId,
  customerId: CustomerId,
  invoiceId: InvoiceId,
): Promise<ExplainedInvoice> {
  const invoice = await db
    .selectFrom('invoices')
    .select(['number', 'voids', 'subscription_id'])
    .where('organization_id', '=', organizationId)
    .where('customer_id', '=', customerId)
    .where('id', '=', invoiceId)
    .executeTakeFirst()
  if (!invoice) throw notFound('Invoice')
  const days = await billedDays(db, organizationId, invoice.voids ?? invoiceId)
  const lines = await invoiceLines(db, organizationId, invoiceId)
  const sign = invoice.voids === null ? 1 : -1
  return {
    id: invoiceId,
    number: invoice.number,
    subscriptionId: invoice.subscription_id,
    lines: lines.map((line) => explainLine(line, days, sign)),
    days,
  }
}

function explainLine(line: InvoiceLine, days: readonly ExplainedDay[], sign: 1 | -1): ExplainedLine {
  const byExchange = line.kind === 'energy_spot' || line.kind === 'feed_in'
  if (line.unit !== 'Wh') return { ...line, nanoEur: null, byExchange }
  if (!byExchange) return { ...line, nanoEur: line.quantity * line.unitPriceMicroEur, byExchange }
  const inside = days.filter(({ day }) => day >= line.from && day < line.to)
  const worth = inside.reduce((sum, { exchangeNanoEur }) => sum + exchangeNanoEur, 0)
  return { ...line, nanoEur: sign * (line.kind === 'feed_in' ? -worth : worth), byExchange }
}

async function billedDays(
  db: Db | Tx,
  organizationId: OrganizationId,
  invoiceId: InvoiceId,
): Promise<ExplainedDay[]> {
  const row = await db
    .selectFrom('invoice_days')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('invoice_id', '=', invoiceId)
    .executeTakeFirst()
  if (!row) return []
  return row.energy_wh.map((energyWh, index) => {
    const exchangeNanoEur = row.exchange_nano_eur[index] ?? 0
    return {
      day: addDays(row.first_day, index),
      energyWh,
      exchangeNanoEur,
      meanMicroEurPerKwh: meanPriceMicroEurPerKwh(exchangeNanoEur, energyWh),
      status: READ_STATUS[row.statuses[index] as StoredStatus],
      valueVersion: row.value_versions?.[index] ?? null,
      priceVersion: row.price_versions?.[index] ?? null,
    }
  })
}
