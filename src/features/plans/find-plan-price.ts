import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { OrganizationId, PlanId } from '../../domain/identifiers.ts'

/** What a plan says about its price before an address is known; base fee in gross cents a month, the rest net per kWh. */
export async function findPlanPrice(db: Db, organizationId: OrganizationId, planId: PlanId) {
  const plan = await db
    .selectFrom('plans')
    .select(['name', 'tariff', 'base_fee_cents', 'markup_micro_eur_per_kwh', 'notice_days'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', planId)
    .executeTakeFirst()
  if (!plan) throw notFound('Plan')
  return {
    name: plan.name,
    tariff: plan.tariff,
    baseFeeCents: plan.base_fee_cents,
    markupMicroEurPerKwh: plan.markup_micro_eur_per_kwh,
    noticeDays: plan.notice_days,
  }
}
