import { badRequest, conflict, notFound } from '../../domain/failure.ts'
import type { PlanId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { type UpdatePortal, updatePortal } from './plan.ts'

/**
 * Switches a plan's hosted portal and checkout on or off, sets how long links and sessions live, whether customers are written
 * to and where an order leads.
 */
export async function setPortal(ctx: Ctx, planId: PlanId, input: UpdatePortal): Promise<void> {
  const change = updatePortal.parse(input)
  await inTransaction(ctx, async (tx) => {
    const plan = await tx
      .selectFrom('plans')
      .selectAll()
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', planId)
      .forUpdate()
      .executeTakeFirst()
    if (!plan) throw notFound('Plan')
    const next = {
      portal_enabled: change.portalEnabled ?? plan.portal_enabled,
      checkout_enabled: change.checkoutEnabled ?? plan.checkout_enabled,
      custom_domain: change.customDomain === undefined ? plan.custom_domain : change.customDomain,
      frame_ancestors: change.frameAncestors ?? plan.frame_ancestors,
      link_ttl_seconds: change.linkTtlSeconds ?? plan.link_ttl_seconds,
      session_idle_seconds: change.sessionIdleSeconds ?? plan.session_idle_seconds,
      session_max_seconds: change.sessionMaxSeconds ?? plan.session_max_seconds,
      customer_mails: change.customerMails ?? plan.customer_mails,
      redirect_url: change.redirectUrl === undefined ? plan.redirect_url : change.redirectUrl,
    }
    if (next.session_idle_seconds > next.session_max_seconds) {
      throw badRequest('sessionIdleSeconds', 'A session cannot idle for longer than it may live at all.')
    }
    if (next.custom_domain !== null && next.custom_domain !== plan.custom_domain) {
      const taken = await tx
        .selectFrom('plans')
        .select('id')
        .where('custom_domain', '=', next.custom_domain)
        .executeTakeFirst()
      if (taken) throw conflict('customDomain', `The domain ${next.custom_domain} belongs to another portal.`)
    }
    await tx
      .updateTable('plans')
      .set(next)
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', planId)
      .execute()
    await recordAudit(tx, ctx, { action: 'plan.portal_set', subject: planId, details: next })
  })
}
