import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import type { Db } from '../../db/database.ts'
import { Failure } from '../../domain/failure.ts'
import type { ApiEnv } from '../../http/api-env.ts'
import { listAnswer, listOf, listOperation, readListRequest } from '../../http/pagination.ts'
import { errorEnvelope } from '../../http/problem.ts'
import { AUDIT_EVENT_FILTERS, auditEventShape, toAuditEventShape } from './audit-event.ts'
import { listAuditEvents } from './queries.ts'

interface AuditApiDeps {
  db: Db
  cursorKey: Buffer
}

const listRoute = createRoute({
  ...listOperation(AUDIT_EVENT_FILTERS),
  tags: ['Audit'],
  security: [{ Bearer: [] }],
  method: 'get',
  path: '/admin/audit_events',
  responses: {
    200: { description: '', content: { 'application/json': { schema: listOf(auditEventShape) } } },
    default: { description: 'error envelope', content: { 'application/json': { schema: errorEnvelope } } },
  },
})

/** Who minted, redeemed and changed what: for the organisation's own clients, never for a token of one customer. */
export function auditApi({ db, cursorKey }: AuditApiDeps) {
  return new OpenAPIHono<ApiEnv>().openapi(listRoute, async (c) => {
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
