import { Failure } from '../domain/failure.ts'
import type { OrganizationId } from '../domain/identifiers.ts'
import { dayAt } from '../domain/local-time.ts'
import { estimateMissingDays } from '../features/usage/estimate-missing-days.ts'
import { periodsToEstimate } from '../features/usage/estimate-missing-days-due.ts'
import { type Figures, type JobDeps, someOf } from './job.ts'

/** Estimates what no meter delivered in time for the monthly bill. One contract's fault does not hold up the others. */
export async function estimateValues(
  { db, now }: JobDeps,
  organizationId: OrganizationId,
  signal: AbortSignal,
): Promise<Figures> {
  const at = now()
  const ctx = { db, organizationId, actor: { type: 'system' } as const, now: at }
  const refused: string[] = []
  let contracts = 0
  let days = 0
  for (const period of await periodsToEstimate(db, organizationId, dayAt(at))) {
    signal.throwIfAborted()
    try {
      const estimated = await estimateMissingDays(ctx, period)
      contracts += 1
      days += estimated.days.length
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      refused.push(`${period.subscriptionId}: ${error.message}`)
    }
  }
  return { contracts, days, refused: refused.length, reasons: someOf(refused) }
}
