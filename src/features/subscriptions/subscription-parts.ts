import { z } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import { maskIban } from './subscription.ts'

const created_at = z.iso.datetime()

export const addressShape = z
  .object({
    object: z.literal('address'),
    id: z.string(),
    street: z.string().min(1),
    house_number: z.string().min(1),
    zip: z.string().min(5),
    city: z.string().min(1),
    created_at,
  })
  .openapi('Address')

export const meterShape = z
  .object({
    object: z.literal('meter'),
    id: z.string(),
    melo: z.string().nullable(),
    number: z.string().min(1),
    type: z.enum(['smart', 'analog']),
    malo: z.string().nullable(),
    created_at,
  })
  .openapi('Meter')

export const paymentMethodShape = z
  .object({
    object: z.literal('payment_method'),
    id: z.string(),
    type: z.literal('sepa_debit'),
    sepa_debit: z.object({
      iban: z.string().openapi({ description: 'Masked: DE************6485.' }),
      account_holder: z.string().min(1),
    }),
    created_at,
  })
  .openapi('PaymentMethod', {
    description:
      'With an empty id, an empty IBAN and - for a holder where the customer transfers what is due: there is no mandate.',
  })

/** The supplier that the customer changed over from. */
export const supplierShape = z
  .object({
    object: z.literal('supplier'),
    id: z.string(),
    name: z.string().min(1),
    country: z.string().length(2),
    created_at,
  })
  .openapi('Supplier')

interface DatedRow {
  id: string
  createdAt: Temporal.Instant
}

export interface AddressRow extends DatedRow {
  street: string
  houseNumber: string
  zip: string
  city: string
}

export const toAddressShape = (address: AddressRow): z.output<typeof addressShape> => ({
  object: 'address',
  id: address.id,
  street: address.street,
  house_number: address.houseNumber,
  zip: address.zip,
  city: address.city,
  created_at: address.createdAt.toString(),
})

export interface MeterRow extends DatedRow {
  melo: string | null
  malo: string | null
  number: string
  type: 'smart' | 'analog'
}

export const toMeterShape = (meter: MeterRow): z.output<typeof meterShape> => ({
  object: 'meter',
  id: meter.id,
  melo: meter.melo,
  number: meter.number,
  type: meter.type,
  malo: meter.malo,
  created_at: meter.createdAt.toString(),
})

export interface PaymentMethodRow extends DatedRow {
  iban: string
  accountHolder: string
}

/** Existing clients read an account of every contract: one without a mandate shows an empty one, as old as itself. */
export const toPaymentMethodShape = (
  method: PaymentMethodRow | null,
  contractCreatedAt: Temporal.Instant,
): z.output<typeof paymentMethodShape> => ({
  object: 'payment_method',
  id: method?.id ?? '',
  type: 'sepa_debit',
  sepa_debit: {
    iban: method ? maskIban(method.iban) : '',
    account_holder: method?.accountHolder ?? '-',
  },
  created_at: (method?.createdAt ?? contractCreatedAt).toString(),
})

export interface SupplierRow extends DatedRow {
  name: string
}

export const toSupplierShape = (supplier: SupplierRow): z.output<typeof supplierShape> => ({
  object: 'supplier',
  id: supplier.id,
  name: supplier.name,
  country: 'DE',
  created_at: supplier.createdAt.toString(),
})
