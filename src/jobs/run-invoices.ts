import type { OrganizationId } from '../domain/identifiers.ts'
import { runInvoices } from '../features/invoices/run-invoices.ts'
import { type Figures, type JobDeps, someOf } from './job.ts'

/** Writes every bill that is due. Those that lack values or a price wait for the next morning, and are named. */
export async function issueDueInvoices(
  { db, now }: JobDeps,
  organizationId: OrganizationId,
  signal: AbortSignal,
): Promise<Figures> {
  const { issued, refused } = await runInvoices({
    db,
    organizationId,
    actor: { type: 'system' },
    now: now(),
    // Whoever was told to stop, or lost the run to another process, goes no further.
    onProgress: () => signal.throwIfAborted(),
  })
  const reasons = refused.map(({ subscriptionId, reason }) => `${subscriptionId}: ${reason}`)
  return { issued, refused: refused.length, reasons: someOf(reasons) }
}
