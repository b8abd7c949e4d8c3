import type { Db, Tx } from '../../db/database.ts'
import type { CustomerId } from '../../domain/identifiers.ts'
import { type Customer, insertCustomer } from '../customers/customer.ts'
import { findCustomer } from '../customers/queries.ts'
import type { Plan } from '../plans/queries.ts'
import { type Checkout, type CheckoutField, type CheckoutFields, type Read, typedEmail } from './checkout.ts'

/** Who orders. */
export interface PersonChoice {
  /** Undefined for somebody new. */
  customerId: CustomerId | undefined
  type: 'person' | 'company'
  firstName: string
  lastName: string
  companyName: string | null
  vatId: string | null
  email: string
}

export interface PersonContext {
  type: Plan['type']
  /** Who is signed in or has proved an address that is a customer's; their data are asked for nowhere in the checkout. */
  known: Customer | undefined
}

/** The address that was typed is the one that proved to be the visitor's. */
export const isProved = ({ verifiedEmail, fields }: Pick<Checkout, 'verifiedEmail' | 'fields'>): boolean =>
  verifiedEmail !== null && verifiedEmail.toLowerCase() === typedEmail(fields).toLowerCase()

/** Looks up what {@link readPerson} needs to know about who orders. */
export async function personContext(
  db: Db | Tx,
  { type }: Pick<Plan, 'type'>,
  checkout: Checkout,
  isSignedIn: boolean,
): Promise<PersonContext> {
  const { organizationId, customerId } = checkout
  const isKnown = customerId !== null && (isSignedIn || isProved(checkout))
  return { type, known: isKnown ? await findCustomer(db, organizationId, customerId) : undefined }
}

/** Reads who orders: a customer as the account has them, anybody else as they type it. */
export function readPerson(fields: CheckoutFields, { type, known }: PersonContext): Read<PersonChoice> {
  if (known) {
    // Who is paid for electricity as a company states its VAT id (§ 14 (4) no. 2 UStG), and here it cannot be added.
    const isLacking = type === 'feed_in' && known.type === 'company' && known.vat_id === null
    return isLacking ? { problems: { vatId: 'notOnFile' } } : { value: choiceOf(known) }
  }
  const problems: Partial<Record<CheckoutField, string>> = {}
  const isCompany = fields.customerType === 'company'
  if (!isCompany && fields.customerType !== 'person') problems.customerType = 'missing'
  const vatId = isCompany && !isBlank(fields.vatId) ? { vat_id: fields.vatId } : {}
  if (isCompany && type === 'feed_in' && isBlank(fields.vatId)) problems.vatId = 'missing'
  const read = insertCustomer.safeParse({
    type: isCompany ? 'company' : 'person',
    first_name: fields.firstName ?? '',
    last_name: fields.lastName ?? '',
    ...(isCompany && { company_name: fields.companyName ?? '' }),
    email: fields.email ?? '',
    ...vatId,
  })
  for (const { path, code } of read.error?.issues ?? []) {
    const field = FIELDS[path[0] as keyof typeof FIELDS]
    problems[field] ??= isBlank(fields[field]) ? 'missing' : code === 'too_big' ? 'tooLong' : 'malformed'
  }
  if (!read.success || Object.keys(problems).length > 0) return { problems }
  const { data } = read
  return {
    value: {
      customerId: undefined,
      type: data.type,
      firstName: data.first_name,
      lastName: data.last_name,
      companyName: data.type === 'company' ? data.company_name : null,
      vatId: data.vat_id ?? null,
      email: data.email,
    },
  }
}

const FIELDS = {
  first_name: 'firstName',
  last_name: 'lastName',
  company_name: 'companyName',
  email: 'email',
  vat_id: 'vatId',
} as const satisfies Record<string, CheckoutField>

const choiceOf = (customer: Customer): PersonChoice => ({
  customerId: customer.id,
  type: customer.type,
  firstName: customer.first_name,
  lastName: customer.last_name,
  companyName: customer.company_name,
  vatId: customer.vat_id,
  email: customer.email,
})

const isBlank = (text: string | undefined): boolean => (text ?? '').trim() === ''
