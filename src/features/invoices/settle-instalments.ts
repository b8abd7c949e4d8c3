import type { Tx } from '../../db/database.ts'
import type { InvoiceId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { instalmentsPaidLine } from '../../domain/settlement.ts'
import type { Ctx } from '../ctx.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import type { UsageBill } from './bill-usage.ts'

export interface Settled {
  bill: UsageBill
  /** Instalments that were never paid. */
  open: InvoiceId[]
}

/**
 * Takes off a yearly bill what was paid in advance. Only that: an instalment still open, or given up, is part of the use that
 * is billed now. An open one can no longer be asked for beside its settlement, so the caller voids it.
 */
export async function settleInstalments(
  tx: Tx,
  ctx: Ctx,
  contract: Contract,
  bill: UsageBill,
  { from, to }: { from: Day; to: Day },
): Promise<Settled> {
  if (contract.instalmentCents === null) return { bill, open: [] }
  const instalments = await tx
    .selectFrom('invoices')
    .select(['id', 'status', 'total_cents'])
    .where('organization_id', '=', ctx.organizationId)
    .where('subscription_id', '=', contract.id)
    .where('type', '=', 'prepayment')
    .where('status', 'in', ['open', 'paid'])
    .where('period_start', '>=', from)
    .where('period_start', '<', to)
    .orderBy('sequence')
    .forUpdate()
    .execute()
  const paid = instalments.filter(({ status }) => status === 'paid')
  const open = instalments.filter(({ status }) => status === 'open').map(({ id }) => id)
  if (paid.length === 0) return { bill, open }
  const grossCents = paid.reduce((sum, instalment) => sum + instalment.total_cents, 0)
  const line = instalmentsPaidLine(bill.lines, { count: paid.length, grossCents }, from, to)
  return { bill: { ...bill, lines: [...bill.lines, line] }, open }
}
