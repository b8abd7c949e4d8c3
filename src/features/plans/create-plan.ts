import { conflict } from '../../domain/failure.ts'
import { newId, type PlanId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { type InsertPlan, insertPlan } from './plan.ts'

export async function createPlan(ctx: Ctx, input: InsertPlan): Promise<{ id: PlanId; slug: string }> {
  const plan = insertPlan.parse(input)
  const id = newId('plan')
  await inTransaction(ctx, async (tx) => {
    const created = await tx
      .insertInto('plans')
      .values({
        organization_id: ctx.organizationId,
        id,
        slug: plan.slug,
        name: plan.name,
        description: plan.description,
        type: plan.type,
        tariff: plan.tariff,
        base_fee_cents: plan.baseFeeCents,
        markup_micro_eur_per_kwh: plan.markupMicroEurPerKwh,
        working_price_micro_eur_per_kwh: plan.workingPriceMicroEurPerKwh ?? null,
        feed_in_micro_eur_per_kwh: plan.feedInMicroEurPerKwh ?? null,
        notice_days: plan.noticeDays,
        custom_domain: null,
        created_at: ctx.now.toString(),
      })
      .onConflict((conflicting) => conflicting.column('slug').doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!created) throw conflict('slug', `The slug ${plan.slug} is taken.`)
    await recordAudit(tx, ctx, { action: 'plan.created', subject: id })
  })
  return { id, slug: plan.slug }
}
