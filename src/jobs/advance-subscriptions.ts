import type { OrganizationId } from '../domain/identifiers.ts'
import { advanceSubscriptions } from '../features/subscriptions/advance-subscriptions.ts'
import type { Figures, JobDeps } from './job.ts'

/** Begins supply whose first day has come and ends it where the last has passed. */
export async function advanceContracts(
  { db, now }: JobDeps,
  organizationId: OrganizationId,
): Promise<Figures> {
  return {
    changed: await advanceSubscriptions({ db, organizationId, actor: { type: 'system' }, now: now() }),
  }
}
