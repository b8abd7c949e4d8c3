import { conflict, notFound } from '../../domain/failure.ts'
import { type CustomerId, newId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import { externalId as parseExternalId, type InsertCustomer, insertCustomer } from './customer.ts'

/** A customer without a contract: the plan named here is the one whose checkout opens for them. */
export async function createCustomer(ctx: Ctx, input: InsertCustomer): Promise<{ id: CustomerId }> {
  const customer = insertCustomer.parse(input)
  const externalId = input.externalId === undefined ? null : parseExternalId.parse(input.externalId)
  const id = newId('customer')
  await inTransaction(ctx, async (tx) => {
    const plan = await tx
      .selectFrom('plans')
      .select('id')
      .where('organization_id', '=', ctx.organizationId)
      .where('slug', '=', input.planSlug)
      .executeTakeFirst()
    if (!plan) throw notFound('Plan')
    const created = await tx
      .insertInto('customers')
      .values({
        organization_id: ctx.organizationId,
        id,
        type: customer.type,
        first_name: customer.first_name,
        last_name: customer.last_name,
        company_name: customer.type === 'company' ? customer.company_name : null,
        email: customer.email,
        vat_id: customer.vat_id ?? null,
        external_id: externalId,
        plan_id: plan.id,
        locale: input.locale ?? null,
        created_at: ctx.now.toString(),
      })
      .onConflict((conflicting) => conflicting.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!created) {
      throw conflict(
        'email',
        'A customer with this e-mail or external id exists already.',
        'duplicate_customer_email',
      )
    }
    await recordAudit(tx, ctx, { action: 'customer.created', subject: id, customerId: id })
  })
  return { id }
}
