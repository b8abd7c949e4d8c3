import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import type { InvoiceStatus, InvoiceType } from '../../db/energy-tables.ts'
import { type CustomerId, type InvoiceId, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import type { InvoiceLine } from '../../domain/invoice-lines.ts'
import { invoiceTotals } from '../../domain/invoice-totals.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import type { Ctx } from '../ctx.ts'
import type { EventTopic } from '../events/event.ts'
import { STORED_STATUS } from '../usage/interval-days.ts'
import { deliveriesOf } from '../webhooks/outbox.ts'
import type { BilledDay, UsageBill } from './bill-usage.ts'

export interface NewInvoice {
  subscriptionId: SubscriptionId
  customerId: CustomerId
  contractNumber: string
  type: InvoiceType
  status: InvoiceStatus
  isFinal: boolean
  /** The period's days `[from, to)`. */
  from: Day
  to: Day
  lines: readonly InvoiceLine[]
  /** What a bill for usage was reckoned from. */
  usage: Omit<UsageBill, 'lines'> | null
  voids: InvoiceId | null
  corrects: InvoiceId | null
  dueOn: Day | null
}

export interface IssuedInvoice {
  id: InvoiceId
  /** `A1B2C3D4-007`: the contract's number and the count of its invoices. */
  number: string
  totalCents: number
}

/**
 * Writes an invoice with its lines, days and events under the next number of its contract, whose bills are locked: one statement,
 * because a run writes tens of thousands. Null when its period has an invoice already.
 */
export async function writeInvoice(tx: Tx, ctx: Ctx, invoice: NewInvoice): Promise<IssuedInvoice | null> {
  const id = newId('invoice')
  const { subscriptionId, usage, lines } = invoice
  const totals = invoiceTotals(lines)
  const { rows } = await sql<{ number: string }>`
    with next as (
      select coalesce(max(sequence), 0) + 1 as sequence from invoices
      where organization_id = ${ctx.organizationId} and subscription_id = ${subscriptionId}
    ), written as (
      insert into invoices (
        organization_id, id, customer_id, subscription_id, sequence, number, type, status, is_final, period_start, period_end,
        usage_wh, value_source, estimated_days, net_cents, vat_cents, total_cents, vat, voids, corrects, issued_at, due_on,
        paid_at
      )
      select ${ctx.organizationId}, ${id}, ${invoice.customerId}, ${subscriptionId}, sequence,
        ${invoice.contractNumber} || '-' || lpad(sequence::text, greatest(3, length(sequence::text)), '0'), ${invoice.type},
        ${invoice.status}, ${invoice.isFinal}, ${invoice.from}::date, ${addDays(invoice.to, -1)}::date,
        ${usage?.usageWh ?? null}::bigint, ${usage?.valueSource ?? null}, ${usage?.estimatedDays ?? 0}::integer,
        ${totals.netCents}::bigint, ${totals.vatCents}::bigint, ${totals.totalCents}::bigint,
        ${JSON.stringify(totals.vat)}::jsonb, ${invoice.voids}, ${invoice.corrects}, ${ctx.now.toString()}::timestamptz,
        ${invoice.dueOn}::date, ${invoice.status === 'paid' ? ctx.now.toString() : null}::timestamptz
      from next
      on conflict do nothing
      returning organization_id, id, number
    ), ${writtenEvents(ctx, invoice)}, ${writtenLines(lines)}${usage ? sql`, ${writtenDays(usage.days)}` : sql``}
    select number, (select count(*) from nudged) from written`.execute(tx)
  const [row] = rows
  return row ? { id, number: row.number, totalCents: totals.totalCents } : null
}

/** What is nothing is paid as soon as it is written; a void that cancels out what was open is no payment. */
function writtenEvents(ctx: Ctx, { subscriptionId, type, status }: NewInvoice) {
  const topics: EventTopic[] = ['invoice.created']
  if (status === 'paid' && type !== 'void') topics.push('invoice.paid')
  return sql`told as (
      insert into events (organization_id, id, topic, context, created_at)
      select written.organization_id, event.id, event.topic,
        jsonb_build_object('invoice', written.id, 'subscription', ${subscriptionId}::text), ${ctx.now.toString()}::timestamptz
      from written, unnest(${topics.map(() => newId('event'))}::text[], ${topics}::text[]) as event (id, topic)
      returning organization_id, id, topic, created_at
    ), ${deliveriesOf('told')}`
}

function writtenLines(lines: readonly InvoiceLine[]) {
  const each = <Value>(of: (line: InvoiceLine) => Value): Value[] => lines.map(of)
  return sql`lines as (
      insert into invoice_lines (
        organization_id, invoice_id, position, kind, period_start, period_end, quantity, unit, unit_price_micro_eur,
        unit_price_is_mean, net_cents, vat_percent
      )
      select written.organization_id, written.id, line.* from written, unnest(
        ${lines.map((_, index) => index + 1)}::integer[], ${each(({ kind }) => kind)}::text[],
        ${each(({ from }) => from)}::date[], ${each(({ to }) => addDays(to, -1))}::date[],
        ${each(({ quantity }) => quantity)}::bigint[], ${each(({ unit }) => unit)}::text[],
        ${each(({ unitPriceMicroEur }) => unitPriceMicroEur)}::bigint[],
        ${each(({ unitPriceIsMean }) => unitPriceIsMean)}::boolean[], ${each(({ netCents }) => netCents)}::bigint[],
        ${each(({ vatPercent }) => vatPercent)}::integer[]
      ) as line
    )`
}

/** Every day with what it was reckoned from, so that a line can be followed down to the quarter-hour for good. */
function writtenDays(days: readonly BilledDay[]) {
  return sql`days as (
      insert into invoice_days (
        organization_id, invoice_id, first_day, energy_wh, exchange_nano_eur, statuses, value_versions, price_versions
      )
      select organization_id, id, ${days[0]?.day}::date, ${days.map(({ energyWh }) => energyWh)}::integer[],
        ${days.map(({ nanoEur }) => nanoEur)}::bigint[],
        ${days.map(({ status }) => STORED_STATUS[status]).join('')},
        ${versions(days.map(({ valueVersion }) => valueVersion))}::integer[],
        ${versions(days.map(({ priceVersion }) => priceVersion))}::integer[]
      from written
    )`
}

function versions(given: readonly (number | null)[]): number[] | null {
  const known = given.filter((version) => version !== null)
  return known.length === given.length ? known : null
}
