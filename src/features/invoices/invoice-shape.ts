import { z } from '@hono/zod-openapi'
import type { InvoiceLine } from '../../domain/invoice-lines.ts'
import { addDays, type Day, monthOf, yearOf } from '../../domain/local-time.ts'
import { MICRO_PER_CENT } from '../../domain/money.ts'
import type { InvoiceRecord } from './invoice-records.ts'

const CENTS_PER_EUR = 100
const WH_PER_KWH = 1000

const instant = z.iso.datetime().nullable()
const euros = z.number()
const day = z.iso.date()

const lineShape = z.object({
  kind: z
    .string()
    .openapi({ description: 'What the line is for: `energy_spot`, `grid_energy`, `base_fee` …' }),
  period_start: day,
  period_end: day,
  quantity: z.number(),
  unit: z.enum(['kWh', 'day', 'piece']),
  unit_amount: z.number().openapi({ description: 'Net, in ct per unit; the mean where prices moved.' }),
  net: euros.openapi({ description: 'EUR, rounded once from unrounded sums.' }),
  vat_percent: z.number(),
})

const common = {
  object: z.literal('invoice'),
  id: z.string(),
  customer: z.string(),
  subscription: z.string(),
  invoice_number: z.string(),
  month: z.number().openapi({ description: 'Of the last day of the period, 1 to 12.' }),
  year: z.number(),
  period_start: day.openapi({ description: 'A day in Berlin, the first one billed.' }),
  period_end: day.openapi({ description: 'The last one billed.' }),
  period_number: z.number().openapi({
    description:
      'Counts the months of supply from 1; a yearly bill of a contract with instalments counts its years.',
  }),
  issued_at: instant,
  paid_at: instant,
  total: euros.openapi({ description: 'Gross, EUR. Negative: a credit.' }),
  net: euros,
  vat: euros,
  due_on: day.nullable(),
  voided_at: instant,
  uncollectible_at: instant.openapi({
    description: 'Since when the claim is given up, whatever the status says.',
  }),
  corrects: z
    .string()
    .nullable()
    .openapi({ description: 'The voided invoice whose period this one bills anew.' }),
  lines: z.array(lineShape).optional().openapi({ description: 'In the answer for a single invoice.' }),
}

/** The contract knows given-up instalments only: another invoice that is given up stays `open` and says since when it is. */
const status = z.enum(['open', 'paid', 'voided'])

/** An invoice on the wire. */
export const invoiceShape = z
  .discriminatedUnion('type', [
    z
      .object({
        ...common,
        type: z.literal('usage'),
        status,
        usage: z.number().openapi({ description: 'kWh' }),
      })
      .openapi('UsageInvoice'),
    z
      .object({
        ...common,
        type: z.literal('prepayment'),
        status: z.enum([...status.options, 'uncollectible']),
      })
      .openapi('PrepaymentInvoice'),
    z
      .object({
        ...common,
        type: z.literal('void'),
        status,
        voids: z.string().openapi({ description: 'The invoice it takes back.' }),
      })
      .openapi('VoidInvoice'),
  ])
  .openapi('InvoiceUnion')

export function toInvoiceShape(
  invoice: InvoiceRecord,
  lines?: readonly InvoiceLine[],
): z.output<typeof invoiceShape> {
  const head = {
    object: 'invoice' as const,
    id: invoice.id,
    customer: invoice.customer_id,
    subscription: invoice.subscription_id,
    invoice_number: invoice.number,
    month: Number(invoice.period_end.slice(5, 7)),
    year: yearOf(invoice.period_end),
    period_start: invoice.period_start,
    period_end: invoice.period_end,
    period_number: periodNumber(invoice),
    issued_at: invoice.issued_at.toString(),
    paid_at: invoice.paid_at?.toString() ?? null,
    total: invoice.total_cents / CENTS_PER_EUR,
    net: invoice.net_cents / CENTS_PER_EUR,
    vat: invoice.vat_cents / CENTS_PER_EUR,
    due_on: invoice.due_on,
    voided_at: invoice.voided_at?.toString() ?? null,
    uncollectible_at: invoice.uncollectible_at?.toString() ?? null,
    corrects: invoice.corrects,
    ...(lines && { lines: lines.map(toLineShape) }),
  }
  if (invoice.type === 'prepayment') return { ...head, type: 'prepayment', status: invoice.status }
  const status = invoice.status === 'uncollectible' ? 'open' : invoice.status
  // The database holds a void to naming what it voids, and a bill for usage is written with what was used.
  return invoice.type === 'void'
    ? { ...head, type: 'void', status, voids: invoice.voids ?? '' }
    : { ...head, type: 'usage', status, usage: (invoice.usage_wh ?? 0) / WH_PER_KWH }
}

function toLineShape(line: InvoiceLine): z.output<typeof lineShape> {
  return {
    kind: line.kind,
    period_start: line.from,
    period_end: addDays(line.to, -1),
    quantity: line.unit === 'Wh' ? line.quantity / WH_PER_KWH : line.quantity,
    unit: line.unit === 'Wh' ? 'kWh' : line.unit,
    unit_amount: line.unitPriceMicroEur / MICRO_PER_CENT,
    net: line.netCents / CENTS_PER_EUR,
    vat_percent: line.vatPercent,
  }
}

/** Each month of supply is a period; only the bill that closes a year of instalments has a longer one. A void has its original's. */
function periodNumber({ period_start, suppliedFrom, billedType, byInstalments }: InvoiceRecord): number {
  const months = monthCount(period_start) - monthCount(suppliedFrom)
  return (billedType === 'usage' && byInstalments ? Math.floor(months / 12) : months) + 1
}

const monthCount = (of: Day): number => yearOf(of) * 12 + Number(monthOf(of).slice(5))
