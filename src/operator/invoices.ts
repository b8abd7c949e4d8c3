import type { Command } from 'commander'
import { z } from 'zod'
import { findInvoices } from '../features/invoices/find-invoices.ts'
import type { InvoiceDetail } from '../features/invoices/invoice.ts'
import { getInvoice } from '../features/invoices/queries.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { findByNumber, invoicesCommand as invoiceFiles } from './invoice-files.ts'
import { addInvoiceChanges } from './invoices-changes.ts'
import { addInvoiceExplanation } from './invoices-explain.ts'
import { formatQuantity } from './invoices-format.ts'
import { addInvoiceRuns } from './invoices-run.ts'
import { resolveOrganization } from './lookups.ts'
import type { Output, Row } from './output.ts'
import { formatEuro, parseWhole } from './units.ts'

interface ListOptions {
  organization?: string
  status?: string
  type?: string
  overdue?: true
  limit: string
}

const filters = z.object({
  status: z.enum(['open', 'paid', 'voided', 'uncollectible']).optional(),
  type: z.enum(['usage', 'prepayment', 'void']).optional(),
  limit: z.int().min(1).max(10_000),
})

export function invoicesCommand(deps: OperatorDeps, output: Output): Command {
  const invoices = invoiceFiles(deps, output).description('bills, instalments and their corrections')
  addInvoiceRuns(invoices, deps, output)

  invoices
    .command('list')
    .description('list an organisation’s invoices, newest first')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--status <status>', 'open, paid, voided or uncollectible')
    .option('--type <type>', 'usage, prepayment or void')
    .option('--overdue', 'only those still open after their due day')
    .option('--limit <number>', 'at most so many', '50')
    .action(async (options: ListOptions) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const limit = input.read('--limit', options.limit, parseWhole)
      const asked = input.check(filters, { status: options.status, type: options.type, limit: limit ?? 50 })
      input.done()
      if (!asked) return
      const db = await deps.database()
      const { id: organizationId } = await resolveOrganization(db, reference)
      output.list(
        await findInvoices(db, organizationId, {
          limit: asked.limit,
          overdue: options.overdue === true,
          ...(asked.status !== undefined && { status: asked.status }),
          ...(asked.type !== undefined && { type: asked.type }),
        }),
        [
          { title: 'NUMBER', of: ({ number }) => number },
          { title: 'CUSTOMER', of: ({ customerName }) => customerName },
          { title: 'TYPE', of: ({ type }) => type },
          { title: 'PERIOD', of: ({ periodStart, periodEnd }) => `${periodStart} to ${periodEnd}` },
          { title: 'STATUS', of: ({ status, overdueAt }) => shownStatus(status, overdueAt !== null) },
          { title: 'DUE', of: ({ dueOn }) => dueOn ?? '-' },
          { title: 'TOTAL', of: ({ totalCents }) => formatEuro(totalCents) },
        ],
        'No such invoice. Write what is due: stromtor invoices run --organization …',
      )
    })

  invoices
    .command('show')
    .description('show one invoice with its lines')
    .argument('<number>', 'the invoice’s number')
    .option('--organization <id or name>', 'whose invoice, where several have the number')
    .action(async (number: string, options: { organization?: string }) => {
      const db = await deps.database()
      const { organizationId, customerId, id } = await findByNumber(db, number, options.organization)
      const invoice = await getInvoice(db, organizationId, customerId, id)
      output.one(invoice, rowsOf(invoice))
    })

  addInvoiceChanges(invoices, deps, output)
  addInvoiceExplanation(invoices, deps, output)
  return invoices
}

const shownStatus = (status: string, isOverdue: boolean): string =>
  status === 'open' && isOverdue ? 'overdue' : status

function rowsOf(invoice: InvoiceDetail): Row[] {
  return [
    ['Invoice', invoice.number],
    ['Type', invoice.isFinal ? `${invoice.type} (final)` : invoice.type],
    ['Status', shownStatus(invoice.status, invoice.overdueOn !== null)],
    ['Period', `${invoice.periodStart} to ${invoice.periodEnd}`],
    ['Issued', invoice.issuedOn],
    ['Due', invoice.dueOn ?? '-'],
    ['Paid', invoice.paidOn ?? '-'],
    ...relations(invoice),
    ...invoice.lines.map((line): Row => [
      line.kind,
      `${formatEuro(line.netCents).padStart(14)}  ${formatQuantity(line)}`,
    ]),
    ['Net', formatEuro(invoice.netCents).padStart(14)],
    ...invoice.vat.map(({ percent, vatCents }): Row => [
      `VAT ${percent} %`,
      formatEuro(vatCents).padStart(14),
    ]),
    ['Total', formatEuro(invoice.totalCents).padStart(14)],
  ]
}

function relations({ type, related, corrects, correctedBy }: InvoiceDetail): Row[] {
  const rows: (Row | null)[] = [
    related && [type === 'void' ? 'Voids' : 'Voided by', related.number],
    corrects && ['Corrects', corrects.number],
    correctedBy && ['Corrected by', correctedBy.number],
  ]
  return rows.filter((row) => row !== null)
}
