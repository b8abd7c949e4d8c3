import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import { Failure } from '../../domain/failure.ts'
import type { OrganizationId } from '../../domain/identifiers.ts'
import type { Actor } from '../ctx.ts'
import { type CorrectedInvoice, correctInvoice } from './correct-invoice.ts'
import { type CorrectionDue, correctionsDue } from './corrections-due.ts'

export interface RunCorrections {
  db: Db
  organizationId: OrganizationId
  actor: Actor
  now: Temporal.Instant
}

export interface CorrectionRun {
  corrected: (CorrectionDue & CorrectedInvoice)[]
  refused: { number: string; reason: string }[]
}

/**
 * Corrects every bill that later values or prices have outlived, each in a transaction of its own. A corrected bill rests on
 * today's values, so a run that died, or one at the same time, corrects nothing twice.
 */
export async function runCorrections({
  db,
  organizationId,
  actor,
  now,
}: RunCorrections): Promise<CorrectionRun> {
  const result: CorrectionRun = { corrected: [], refused: [] }
  for (const due of await correctionsDue(db, organizationId)) {
    try {
      const done = await correctInvoice(
        { db, organizationId, actor, now },
        { invoiceId: due.invoiceId, reason: 'later values or prices' },
      )
      result.corrected.push({ ...due, ...done })
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      // Another run, or a person, was faster.
      if (error.code !== 'CONFLICT') result.refused.push({ number: due.number, reason: error.message })
    }
  }
  return result
}
