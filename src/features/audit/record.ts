import type { Tx } from '../../db/database.ts'
import { type CustomerId, newId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'

export interface AuditEntry {
  /** `noun.verb`, past tense: `invoice.issued`. */
  action: string
  /** The id of what was changed. */
  subject?: string
  customerId?: CustomerId
  details?: Record<string, unknown>
}

/** Writes down who did what, in the transaction that did it. */
export async function recordAudit(tx: Tx, ctx: Ctx, entry: AuditEntry): Promise<void> {
  await tx
    .insertInto('audit_events')
    .values({
      organization_id: ctx.organizationId,
      id: newId('auditEvent'),
      occurred_at: ctx.now.toString(),
      action: entry.action,
      actor_type: ctx.actor.type,
      actor_id: 'id' in ctx.actor ? ctx.actor.id : null,
      customer_id: entry.customerId ?? null,
      subject: entry.subject ?? null,
      address: null,
      user_agent: null,
      details: entry.details ? JSON.stringify(entry.details) : null,
    })
    .execute()
}
