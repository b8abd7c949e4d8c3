import type { OrganizationId } from '../domain/identifiers.ts'
import { archiveInvoices as archive } from '../features/invoices/archive-invoices.ts'
import type { Figures, JobDeps } from './job.ts'

/** Draws new invoices as files, which stay as they went out. */
export async function archiveInvoices(
  { db, now }: JobDeps,
  organizationId: OrganizationId,
  signal: AbortSignal,
): Promise<Figures> {
  const archived = await archive({ db, organizationId, now, onProgress: () => signal.throwIfAborted() })
  return archived === null ? { archived: 0, reason: 'no supplier profile' } : { archived }
}
