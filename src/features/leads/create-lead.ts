import { notFound, unprocessable } from '../../domain/failure.ts'
import { isSepaIban, parseIban } from '../../domain/iban.ts'
import { type Id, isId, newId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { findSupplierCode } from '../market-partners/find-supplier-code.ts'
import { findPlan } from '../plans/queries.ts'
import { mergeMetadata } from '../subscriptions/metadata.ts'
import type { InsertLead } from './lead.ts'

/**
 * Keeps what a partner knows about somebody, for the checkout to fill in.
 *
 * @throws Failure NOT_FOUND for the plan; UNPROCESSABLE_ENTITY with `invalid_iban`, at `previous_supplier` for an id of none,
 *   or at `plan` when its checkout is not open.
 */
export async function createLead(ctx: Ctx, input: InsertLead): Promise<{ id: Id<'lead'> }> {
  const { plan: planId, created_by, metadata = {}, ...details } = input
  const iban = details.payment_method?.sepa_debit.iban
  if (iban) checkIban(iban)
  const id = newId('lead')
  await inTransaction(ctx, async (tx) => {
    const plan = isId('plan', planId) ? await findPlan(tx, ctx.organizationId, planId) : undefined
    if (!plan) throw notFound('Plan')
    if (!plan.portalEnabled || !plan.checkoutEnabled) {
      throw unprocessable(
        'plan',
        `The checkout of the plan ${plan.slug} is not enabled. Enable it with: stromtor portals enable --plan ${plan.slug} --checkout`,
      )
    }
    const previous = details.previous_supplier
    const supplier = previous && (await findSupplierCode(tx, previous))
    await tx
      .insertInto('leads')
      .values({
        organization_id: ctx.organizationId,
        id,
        plan_id: plan.id,
        details: JSON.stringify({ ...details, previous_supplier: supplier ?? null }),
        metadata: JSON.stringify(mergeMetadata({}, metadata)),
        created_by: created_by ?? null,
        created_at: ctx.now.toString(),
      })
      .execute()
    await recordAudit(tx, ctx, { action: 'lead.created', subject: id })
  })
  return { id }
}

function checkIban(iban: string): void {
  const parsed = parseIban(iban)
  if (parsed.ok && isSepaIban(parsed.value)) return
  const reason = parsed.ok ? 'Debits and payouts in euros do not reach this country.' : parsed.reason
  throw unprocessable('payment_method.sepa_debit.iban', reason, 'invalid_iban')
}
