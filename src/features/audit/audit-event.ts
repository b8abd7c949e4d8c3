import { z } from '@hono/zod-openapi'
import { type Selectable, sql } from 'kysely'
import type { DB } from '../../db/tables.ts'
import type { FilterFields } from '../../http/filters.ts'

export type AuditEvent = Selectable<DB['audit_events']>

/** Who did what, when and from where, on the wire. */
export const auditEventShape = z
  .object({
    object: z.literal('audit_event'),
    id: z.string(),
    action: z.string().openapi({ description: 'What happened, as noun.verb.', example: 'magic_link.minted' }),
    occurred_at: z.iso.datetime(),
    actor: z.object({
      type: z.enum(['client', 'customer', 'operator', 'system']),
      id: z.string().nullable(),
    }),
    customer: z.string().nullable().openapi({ description: 'The customer concerned.' }),
    subject: z.string().nullable().openapi({ description: 'The id of what was changed.' }),
    address: z.string().nullable().openapi({ description: 'The IP address it was done from.' }),
    user_agent: z.string().nullable(),
    details: z.record(z.string(), z.unknown()).nullable(),
  })
  .openapi('AuditEvent')

const details = z.record(z.string(), z.unknown()).nullable()

export function toAuditEventShape(event: AuditEvent): z.output<typeof auditEventShape> {
  return {
    object: 'audit_event',
    id: event.id,
    action: event.action,
    occurred_at: event.occurred_at.toString(),
    actor: { type: event.actor_type, id: event.actor_id },
    customer: event.customer_id,
    subject: event.subject,
    address: event.address,
    user_agent: event.user_agent,
    details: details.parse(event.details),
  }
}

/** What the list of audit events can be filtered by. */
export const AUDIT_EVENT_FILTERS = {
  action: { type: 'string', column: 'action' },
  customer: { type: 'string', column: 'customer_id' },
  client: { type: 'string', column: sql`case when actor_type = 'client' then actor_id end` },
  occurred_at: { type: 'date', column: 'occurred_at' },
} as const satisfies FilterFields
