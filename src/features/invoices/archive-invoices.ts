import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { findSupplier } from '../organizations/supplier-profile.ts'
import { invoiceFiles } from './invoice-files.ts'

export interface ArchiveInvoices {
  db: Db
  organizationId: OrganizationId
  now: () => Temporal.Instant
  /** After each; may throw to stop. */
  onProgress?: (archived: number) => void
}

const BATCH = 100

/**
 * Draws every invoice that has no file yet, in its customer's language. What is drawn stays, so that a run which was broken
 * off is simply run again. Answers how many; null while the organisation has no supplier profile to put on them.
 */
export async function archiveInvoices({
  db,
  organizationId,
  now,
  onProgress,
}: ArchiveInvoices): Promise<number | null> {
  if (!(await findSupplier(db, organizationId))) return null
  let archived = 0
  for (;;) {
    const waiting = await db
      .selectFrom('invoices as i')
      .select(['i.id', 'i.customer_id'])
      .where('i.organization_id', '=', organizationId)
      .where((row) =>
        row.not(
          row.exists(
            row
              .selectFrom('invoice_files as f')
              .select('f.invoice_id')
              .whereRef('f.organization_id', '=', 'i.organization_id')
              .whereRef('f.invoice_id', '=', 'i.id'),
          ),
        ),
      )
      .limit(BATCH)
      .execute()
    if (waiting.length === 0) return archived
    for (const { id, customer_id: customerId } of waiting) {
      await invoiceFiles({ db, now }, { organizationId, customerId, invoiceId: id })
      archived += 1
      onProgress?.(archived)
    }
  }
}
