import { z } from 'zod'
import type { Tx } from '../../db/database.ts'
import { type CustomerId, type Id, newId } from '../../domain/identifiers.ts'
import { parsePostalCode } from '../../domain/market-identifiers-locations.ts'
import { identifier } from '../../domain/market-identifiers-schema.ts'
import { line } from '../../domain/text.ts'
import type { Ctx } from '../ctx.ts'

/** Where electricity is used, or an invoice goes. */
export const address = z.object({
  street: line(200),
  houseNumber: line(20),
  zip: identifier(parsePostalCode),
  city: line(100),
})

/** Adds an address of a customer. An old one is never changed: contracts and invoices name it. */
export async function insertAddress(
  tx: Tx,
  ctx: Ctx,
  customerId: CustomerId,
  { street, houseNumber, zip, city }: z.output<typeof address>,
): Promise<Id<'address'>> {
  const id = newId('address')
  await tx
    .insertInto('addresses')
    .values({
      organization_id: ctx.organizationId,
      id,
      customer_id: customerId,
      street,
      house_number: houseNumber,
      zip,
      city,
      created_at: ctx.now.toString(),
    })
    .execute()
  return id
}
