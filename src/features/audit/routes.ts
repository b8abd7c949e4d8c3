import { createRoute } from '@hono/zod-openapi'
import type { Db } from '../../db/database.ts'
import { Failure } from '../../domain/failure.ts'
import { answers, apiOperations, operation } from '../../http/api-operation.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { AUDIT_EVENT_FILTERS, auditEventShape, toAuditEventShape } from './audit-event.ts'
import { listAuditEvents } from './queries.ts'

interface AuditApiDeps {
  db: Db
  cursorKey: Buffer
}

const listRoute = createRoute({
  ...operation('Audit', 'Who did what, and when'),
  ...listOperation(AUDIT_EVENT_FILTERS),
  method: 'get',
  path: '/admin/audit_events',
  responses: answers(listOf(auditEventShape)),
})

/** Who minted, redeemed and changed what: for the organisation's own clients, never for a token of one customer. */
export function auditApi({ db, cursorKey }: AuditApiDeps) {
  return apiOperations().openapi(listRoute, async (c) => {
    if (c.get('tokenCustomerId') !== undefined) {
      throw new Failure('FORBIDDEN', 'A token that speaks for one customer cannot read the audit log.')
    }
    const request = readListRequest(c, {
      endpoint: 'GET /admin/audit_events',
      fields: AUDIT_EVENT_FILTERS,
      cursorKey,
    })
    const page = await listAuditEvents(db, c.get('organizationId'), request)
    return c.json(listAnswer(request, page, toAuditEventShape), 200)
  })
}
