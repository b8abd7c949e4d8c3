import type { z } from 'zod'
import { address } from '../subscriptions/insert-address.ts'
import type { CheckoutField, CheckoutFields, Read } from './checkout.ts'
import type { QuoteChoice } from './read-quote.ts'

type Address = z.output<typeof address>

export interface PlaceChoice {
  /** The postal code and the city are those of the quote: another place would have another price. */
  address: Address
  /** Where invoices go; undefined for the same. */
  billingAddress: Address | undefined
}

const BILLING_FIELDS = {
  street: 'billingStreet',
  houseNumber: 'billingHouseNumber',
  zip: 'billingZip',
  city: 'billingCity',
} as const satisfies Record<keyof Address, CheckoutField>

/** Reads where to deliver and where to send invoices, by the rules that every address goes by. */
export function readPlace(
  fields: CheckoutFields,
  { zip, city }: Pick<QuoteChoice, 'zip' | 'city'>,
): Read<PlaceChoice> {
  const delivery = readAddress({ street: fields.street, houseNumber: fields.houseNumber, zip, city })
  const isOther = fields.billing === 'other'
  const billing = isOther
    ? readAddress({
        street: fields.billingStreet,
        houseNumber: fields.billingHouseNumber,
        zip: fields.billingZip,
        city: fields.billingCity,
      })
    : undefined
  const problems: Partial<Record<CheckoutField, string>> = {}
  for (const name of ['street', 'houseNumber'] as const) {
    const problem = delivery.problems[name]
    if (problem !== undefined) problems[name] = problem
  }
  for (const [part, name] of Object.entries(BILLING_FIELDS)) {
    const problem = billing?.problems[part as keyof Address]
    if (problem !== undefined) problems[name] = problem
  }
  if (!['same', 'other', undefined].includes(fields.billing)) problems.billing = 'missing'
  if (Object.keys(problems).length > 0 || !delivery.value) return { problems }
  return { value: { address: delivery.value, billingAddress: billing?.value } }
}

function readAddress(typed: Partial<Record<keyof Address, string | undefined>>): {
  value?: Address
  problems: Partial<Record<keyof Address, string>>
} {
  const parts = {
    street: typed.street ?? '',
    houseNumber: typed.houseNumber ?? '',
    zip: typed.zip ?? '',
    city: typed.city ?? '',
  }
  const read = address.safeParse(parts)
  if (read.success) return { value: read.data, problems: {} }
  const problems: Partial<Record<keyof Address, string>> = {}
  for (const { path, code } of read.error.issues) {
    const part = path[0] as keyof Address
    const isBlank = parts[part].trim() === ''
    problems[part] ??= isBlank ? 'missing' : code === 'too_big' ? 'tooLong' : 'malformed'
  }
  return { problems }
}
