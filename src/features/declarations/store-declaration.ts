import type { Tx } from '../../db/database.ts'
import { newId, type SubscriptionId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import type { Ctx } from '../ctx.ts'
import type { Declaration, DeclarationContent, DeclarationPlace } from './declaration.ts'

/** Keeps what was declared word for word, with the moment it arrived. Nothing ever changes it. */
export async function storeDeclaration(
  tx: Tx,
  ctx: Ctx,
  content: DeclarationContent,
  place: DeclarationPlace,
  subscriptionId: SubscriptionId | null,
): Promise<Declaration> {
  const declaration: Declaration = {
    ...content,
    id: newId('declaration'),
    receivedAt: ctx.now,
    subscriptionId,
  }
  await tx
    .insertInto('declarations')
    .values({
      organization_id: ctx.organizationId,
      id: declaration.id,
      plan_id: place.planId,
      kind: content.kind,
      name: content.name,
      contract: content.contract,
      email: content.email,
      termination_kind: content.terminationKind,
      reason: content.reason,
      intended_end_on: content.intendedEndOn,
      subscription_id: subscriptionId,
      received_at: ctx.now.toString(),
      locale: place.locale,
    })
    .execute()
  await recordAudit(tx, ctx, {
    action: 'declaration.received',
    subject: declaration.id,
    details: { kind: content.kind },
  })
  return declaration
}
