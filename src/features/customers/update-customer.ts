import { z } from 'zod'
import { notFound } from '../../domain/failure.ts'
import type { CustomerId } from '../../domain/identifiers.ts'
import { line } from '../../domain/text.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'
import type { Customer } from './customer.ts'

const NAME_CHARACTERS = 100
const name = line(NAME_CHARACTERS).optional()

/** What may be changed of a customer; everything else is left as it is. A person has no company to name. */
export const updateCustomerInput = z.object({ first_name: name, last_name: name, company_name: name })
export type UpdateCustomer = z.input<typeof updateCustomerInput>

/** Changes names. What is the same already is not written again. */
export async function updateCustomer(ctx: Ctx, id: CustomerId, input: UpdateCustomer): Promise<Customer> {
  const given = updateCustomerInput.parse(input)
  return inTransaction(ctx, async (tx) => {
    const customer = await tx
      .selectFrom('customers')
      .selectAll()
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst()
    if (!customer) throw notFound('Customer')
    const names = {
      first_name: given.first_name ?? customer.first_name,
      last_name: given.last_name ?? customer.last_name,
      company_name:
        customer.type === 'company' ? (given.company_name ?? customer.company_name) : customer.company_name,
    }
    const changed = (['first_name', 'last_name', 'company_name'] as const).filter(
      (field) => names[field] !== customer[field],
    )
    if (changed.length === 0) return customer
    await tx
      .updateTable('customers')
      .set(names)
      .where('organization_id', '=', ctx.organizationId)
      .where('id', '=', id)
      .execute()
    await recordAudit(tx, ctx, {
      action: 'customer.updated',
      subject: id,
      customerId: id,
      details: { fields: changed },
    })
    return { ...customer, ...names }
  })
}
