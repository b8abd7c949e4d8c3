import type { OrganizationId } from '../domain/identifiers.ts'
import type { Ctx } from '../features/ctx.ts'
import { endDueReductions } from '../features/grid-fee-reductions/end-due-reductions.ts'
import { advanceSubscriptions } from '../features/subscriptions/advance-subscriptions.ts'
import type { Figures, JobDeps } from './job.ts'

/** Begins supply whose first day has come and ends it where the last has passed; and so with modules of § 14a. */
export async function advanceContracts(
  { db, now }: JobDeps,
  organizationId: OrganizationId,
): Promise<Figures> {
  const ctx: Ctx = { db, organizationId, actor: { type: 'system' }, now: now() }
  return { changed: (await advanceSubscriptions(ctx)) + (await endDueReductions(ctx)) }
}
