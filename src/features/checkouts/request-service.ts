import { sql } from 'kysely'
import { z } from 'zod'
import { Failure, notFound } from '../../domain/failure.ts'
import { newId, type PlanId } from '../../domain/identifiers.ts'
import { dayAt } from '../../domain/local-time.ts'
import { parsePostalCode } from '../../domain/market-identifiers-locations.ts'
import { identifier } from '../../domain/market-identifiers-schema.ts'
import { emailAddress } from '../../domain/text.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { recordAudit } from '../audit/record.ts'
import { findPlan } from '../plans/queries.ts'
import { listGridAreas } from '../tariffs/find-grid-area.ts'

const requestedService = z.object({
  zip: identifier(parsePostalCode),
  email: emailAddress,
  locale: z.enum(['de', 'en']),
})
type RequestService = z.input<typeof requestedService> & { planId: PlanId }

/**
 * Leaves an address with the partner, to be told once a postal code is served. The same address and code are kept once,
 * and nothing in the answer tells whether they were known.
 *
 * @throws Failure NOT_FOUND for the plan, CONFLICT for a code that is served already.
 */
export async function requestService(ctx: Ctx, input: RequestService): Promise<void> {
  const { zip, email, locale } = requestedService.parse(input)
  await inTransaction(ctx, async (tx) => {
    const plan = await findPlan(tx, ctx.organizationId, input.planId)
    if (!plan) throw notFound('Plan')
    const places = await listGridAreas(tx, zip, dayAt(ctx.now))
    if (places.length > 0) throw new Failure('CONFLICT', `The postal code ${zip} is served.`)
    const id = newId('serviceRequest')
    const { numAffectedRows } = await sql`
      insert into service_requests (organization_id, id, plan_id, zip, email, locale, created_at)
      values (${ctx.organizationId}, ${id}, ${plan.id}, ${zip}, ${email}, ${locale}, ${ctx.now.toString()})
      on conflict do nothing
    `.execute(tx)
    // Whose address it is stays in its own row, where it can be deleted.
    if (numAffectedRows === 1n)
      await recordAudit(tx, ctx, { action: 'service.requested', subject: id, details: { zip } })
  })
}
