import type { OrganizationId } from '../domain/identifiers.ts'
import { markOverdue } from '../features/invoices/mark-overdue.ts'
import type { Figures, JobDeps } from './job.ts'

/** Notes which open invoices have passed their due day. */
export async function markOverdueInvoices(
  { db, now }: JobDeps,
  organizationId: OrganizationId,
): Promise<Figures> {
  return { marked: await markOverdue({ db, organizationId, actor: { type: 'system' }, now: now() }) }
}
