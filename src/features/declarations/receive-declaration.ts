import { sql } from 'kysely'
import type { Tx } from '../../db/database.ts'
import { Failure } from '../../domain/failure.ts'
import { addDays } from '../../domain/local-time.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { terminateSubscription, type Termination } from '../subscriptions/terminate-subscription.ts'
import type { Declaration, DeclarationContent, DeclarationPlace, EndedContract } from './declaration.ts'
import { type MatchedContract, matchContract } from './match-contract.ts'
import { toDeclaration } from './queries.ts'
import { storeDeclaration } from './store-declaration.ts'

/** The same words within the hour are the same declaration, sent twice. */
const SAME_MINUTES = 60

export interface ReceivedDeclaration {
  declaration: Declaration
  /** False when the same was received shortly before: that one's receipt holds. */
  isNew: boolean
  /** Null where no contract is certain to be meant, or where somebody has to look first. */
  ended: EndedContract | null
}

/**
 * Takes notice or withdrawal from somebody who is not signed in. It is kept whatever it says. Where it is certain which
 * contract is meant, the contract ends by it, in the same transaction; an extraordinary termination is always looked at by a
 * person, because its reason has to be judged. The visitor's answer must not depend on what `ended` says.
 */
export async function receiveDeclaration(
  ctx: Ctx,
  content: DeclarationContent,
  place: DeclarationPlace,
): Promise<ReceivedDeclaration> {
  return inTransaction(ctx, async (tx) => {
    const twin = await findTwin(tx, ctx, content)
    if (twin) return { declaration: twin, isNew: false, ended: null }
    const match = await matchContract(tx, ctx.organizationId, content)
    const declaration = await storeDeclaration(tx, ctx, content, place, match?.id ?? null)
    const ended = match ? await endContract({ ...ctx, db: tx }, content, match) : null
    return { declaration, isNew: true, ended }
  })
}

/** Two at once wait for one another, so that a double click finds what the first click wrote. */
async function findTwin(
  tx: Tx,
  { organizationId, now }: Ctx,
  content: DeclarationContent,
): Promise<Declaration | undefined> {
  const { kind, name, contract, email, terminationKind, reason, intendedEndOn } = content
  const words = JSON.stringify([
    organizationId,
    kind,
    name,
    contract,
    email,
    terminationKind,
    reason,
    intendedEndOn,
  ])
  await sql`select pg_advisory_xact_lock(hashtextextended(${words}, 0))`.execute(tx)
  const row = await tx
    .selectFrom('declarations')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where('received_at', '>', sql<never>`${now.subtract({ minutes: SAME_MINUTES }).toString()}::timestamptz`)
    .where('kind', '=', kind)
    .where('name', '=', name)
    .where('contract', '=', contract)
    .where('email', '=', email)
    .where('termination_kind', 'is not distinct from', terminationKind)
    .where('reason', 'is not distinct from', reason)
    .where('intended_end_on', 'is not distinct from', intendedEndOn)
    .limit(1)
    .executeTakeFirst()
  return row && toDeclaration(row)
}

async function endContract(
  ctx: Ctx,
  content: DeclarationContent,
  match: MatchedContract,
): Promise<EndedContract | null> {
  if (content.terminationKind === 'extraordinary') return null
  const reason = content.kind === 'withdrawal' ? 'WITHDRAWAL' : 'ORDINARY'
  const endOn = content.intendedEndOn === null ? undefined : addDays(content.intendedEndOn, 1)
  const attempts = [endOn, undefined].map((endOn) => ({ subscriptionId: match.id, reason, endOn }) as const)
  for (const attempt of attempts) {
    const termination = await unlessRefused(() => terminateSubscription(ctx, attempt))
    if (termination) {
      const { number, planName, email, customerLocale } = match
      const { endOn, neverSupplied } = termination
      return { number, planName, endOn, neverSupplied, reason, email, customerLocale }
    }
    // Notice for a day too early is notice for the earliest possible day (§ 140 BGB): it is tried once more without.
  }
  return null
}

/** Refused for a contract that has ended, or too late: a person answers then. */
async function unlessRefused(run: () => Promise<Termination>): Promise<Termination | null> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof Failure && error.code === 'CONFLICT') return null
    throw error
  }
}
