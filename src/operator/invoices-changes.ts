import type { Command } from 'commander'
import type { InvoiceId } from '../domain/identifiers.ts'
import { line } from '../domain/text.ts'
import type { Ctx } from '../features/ctx.ts'
import { correctInvoice } from '../features/invoices/correct-invoice.ts'
import { failPayment } from '../features/invoices/fail-payment.ts'
import { markPaid } from '../features/invoices/mark-paid.ts'
import { markUncollectible } from '../features/invoices/mark-uncollectible.ts'
import { voidInvoice } from '../features/invoices/void-invoice.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { findByNumber } from './invoice-files.ts'
import type { Output } from './output.ts'
import { formatEuro } from './units.ts'

interface Options {
  organization?: string
  reason?: string
}

/** `invoices void`, `correct`, `mark-paid`, `payment-failed` and `uncollectible`: what becomes of one invoice. */
export function addInvoiceChanges(invoices: Command, deps: OperatorDeps, output: Output): void {
  const command = (name: string, description: string) =>
    invoices
      .command(name)
      .description(description)
      .argument('<number>', 'the invoice’s number')
      .option('--organization <id or name>', 'whose invoice, where several have the number')

  command('void', 'take an invoice back (a paid one leaves an open credit); the next run bills its use anew')
    .option('--reason <text>', 'for the audit log (required)')
    .action(async (number: string, options: Options) => {
      const reason = readReason(options)
      const { ctx, invoiceId } = await find(deps, number, options)
      const written = await voidInvoice(ctx, { invoiceId, reason })
      output.one({ voided: number, void: written }, [
        ['Voided', number],
        ['Void', `${written.number}, ${formatEuro(written.totalCents)}`],
      ])
    })

  command('correct', 'take an invoice back and bill its period anew with today’s values and prices')
    .option('--reason <text>', 'for the audit log (required)')
    .action(async (number: string, options: Options) => {
      const reason = readReason(options)
      const { ctx, invoiceId } = await find(deps, number, options)
      const { voided, corrected } = await correctInvoice(ctx, { invoiceId, reason })
      output.one({ corrects: number, void: voided, corrected }, [
        ['Voided', number],
        ['Void', `${voided.number}, ${formatEuro(voided.totalCents)}`],
        ['Corrected', `${corrected.number}, ${formatEuro(corrected.totalCents)}`],
      ])
    })

  command('mark-paid', 'the money has arrived, or a credit has been paid out').action(
    async (number: string, options: Options) => {
      const { ctx, invoiceId } = await find(deps, number, options)
      await markPaid(ctx, invoiceId)
      output.one({ number, status: 'paid' }, [['Paid', number]])
    },
  )

  command('payment-failed', 'the bank did not honour a debit, or has taken it back: a paid one is open again')
    .option('--reason <text>', 'for the audit log (required)')
    .action(async (number: string, options: Options) => {
      const reason = readReason(options)
      const { ctx, invoiceId } = await find(deps, number, options)
      await failPayment(ctx, { invoiceId, reason })
      output.one({ number, status: 'open' }, [['Open', number]])
    })

  command('uncollectible', 'give up a claim; mark-paid takes it back should the money come').action(
    async (number: string, options: Options) => {
      const { ctx, invoiceId } = await find(deps, number, options)
      await markUncollectible(ctx, invoiceId)
      output.one({ number, status: 'uncollectible' }, [['Given up', number]])
    },
  )
}

function readReason(options: Options): string {
  const input = new Input()
  const given = input.required('--reason', options.reason)
  const reason = given === '' ? undefined : input.check(line(200), given, () => ({ flag: '--reason' }))
  input.done()
  return reason ?? given
}

async function find(
  deps: OperatorDeps,
  number: string,
  { organization }: Options,
): Promise<{ ctx: Ctx; invoiceId: InvoiceId }> {
  const db = await deps.database()
  const { organizationId, id } = await findByNumber(db, number, organization)
  return { ctx: operatorCtx(deps, db, organizationId), invoiceId: id }
}
