import type { Db } from '../../db/database.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'
import type { AuditEvent } from './audit-event.ts'

/** The organisation's audit rows, newest first by when they happened. */
export function listAuditEvents(
  db: Db,
  organizationId: OrganizationId,
  page: PageRequest,
): Promise<Page<AuditEvent>> {
  const query = db.selectFrom('audit_events').selectAll().where('organization_id', '=', organizationId)
  return selectPage(query, page, {
    at: 'occurred_at',
    id: 'id',
    positionOf: (event) => ({ at: event.occurred_at, id: event.id }),
  })
}
