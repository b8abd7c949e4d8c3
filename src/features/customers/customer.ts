import { z } from '@hono/zod-openapi'
import type { Selectable } from 'kysely'
import type { DB } from '../../db/tables.ts'
import { identifier } from '../../domain/market-identifiers-schema.ts'
import { parseVatId } from '../../domain/market-identifiers-partners.ts'
import { emailAddress, line } from '../../domain/text.ts'
import type { FilterFields } from '../../http/filters.ts'

export type Customer = Selectable<DB['customers']>

const common = {
  first_name: line(100),
  last_name: line(100),
  email: emailAddress,
  vat_id: identifier(parseVatId).optional(),
}

/** Without a type it is a person. */
export const insertCustomer = z.discriminatedUnion('type', [
  z.object({ type: z.literal('person').default('person'), ...common }),
  z.object({ type: z.literal('company'), company_name: line(100), ...common }),
])

/** The wire's customer plus what only we know: the partner's own id, the plan that opens for it, its language. */
export type InsertCustomer = z.input<typeof insertCustomer> & {
  planSlug: string
  externalId?: string
  locale?: 'de' | 'en'
}

export const externalId = line(200)

const name = z.string().min(1).max(100)
const head = { object: z.literal('customer'), id: z.string() }
const tail = {
  email: z.email(),
  vat_id: z.string().nullable(),
  external_id: z.string().nullable().openapi({ description: "The partner's own id of the same customer." }),
  created_at: z.iso.datetime(),
}

/** A customer on the wire. */
export const customerShape = z
  .union([
    z
      .object({ ...head, type: z.literal('person'), first_name: name, last_name: name, ...tail })
      .openapi({ title: 'Person' }),
    z
      .object({
        ...head,
        type: z.literal('company'),
        first_name: name,
        last_name: name,
        company_name: name,
        ...tail,
      })
      .openapi({ title: 'Company' }),
  ])
  .openapi('Customer')

/** What of a customer goes on the wire. */
export type ShownCustomer = Pick<
  Customer,
  'id' | 'first_name' | 'last_name' | 'company_name' | 'email' | 'vat_id' | 'external_id' | 'created_at'
>

export function toCustomerShape(customer: ShownCustomer): z.output<typeof customerShape> {
  const names = { first_name: customer.first_name, last_name: customer.last_name }
  const rest = {
    email: customer.email,
    vat_id: customer.vat_id,
    external_id: customer.external_id,
    created_at: customer.created_at.toString(),
  }
  return customer.company_name === null
    ? { object: 'customer', id: customer.id, type: 'person', ...names, ...rest }
    : {
        object: 'customer',
        id: customer.id,
        type: 'company',
        ...names,
        company_name: customer.company_name,
        ...rest,
      }
}

/** What the list of customers can be filtered by. */
export const CUSTOMER_FILTERS = {
  email: { type: 'string', column: 'email', lowerIndex: true },
  type: { type: 'string', column: 'type' },
  external_id: { type: 'string', column: 'external_id' },
  created_at: { type: 'date', column: 'created_at' },
} as const satisfies FilterFields
