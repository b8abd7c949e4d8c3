import { z } from '@hono/zod-openapi'
import { Temporal } from 'temporal-polyfill'
import { type Day, dayAt, startOfDay } from '../../domain/local-time.ts'
import { isPostalCode } from '../../domain/market-identifiers-locations.ts'
import { line } from '../../domain/text.ts'
import { metadataInput } from './metadata.ts'

/** As long as a name can be in a direct debit (pain.008, `Dbtr/Nm`). */
const HOLDER_CHARACTERS = 70
const IBAN_CHARACTERS = 100

/** An address as it is sent. */
export const insertAddressShape = z
  .object({
    street: line(100)
      .min(2)
      .regex(/[a-zA-ZäöüßÄÖÜ]/),
    house_number: line(10).regex(/^[A-Za-z0-9\-/\s]+$/),
    zip: z
      .string()
      .regex(/^\d{5}$/)
      .refine(isPostalCode, { error: 'There is no such postal code.' }),
    city: line(100)
      .min(2)
      .regex(/^[^\d]*$/),
  })
  .openapi('InsertAddress')

/** A mandate as it is sent. Whether the IBAN is one is checked by the verb, which says what is wrong with it. */
export const insertPaymentMethodShape = z
  .object({
    type: z.literal('sepa_debit'),
    sepa_debit: z.object({
      iban: z.string().min(1).max(IBAN_CHARACTERS),
      account_holder: line(HOLDER_CHARACTERS),
    }),
  })
  .openapi('InsertPaymentMethod')

/** What may be changed of a contract; anything else that is sent is ignored. */
export const updateSubscriptionShape = z
  .object({
    billing_address: insertAddressShape.optional(),
    payment_method: insertPaymentMethodShape.optional(),
    metadata: metadataInput.nullable().optional(),
  })
  .openapi('UpdateSubscription')

const intendedEnd = z.iso
  // What is no date is found fault with once, and never asked for its midnight.
  .datetime({ offset: true, abort: true })
  .refine(isBerlinMidnight, { error: 'Supply stops at a midnight of Berlin, like 2026-12-31T23:00:00Z.' })
  .openapi({ description: 'The Berlin midnight at which supply is to stop.' })

function isBerlinMidnight(text: string): boolean {
  try {
    const instant = Temporal.Instant.from(text)
    return startOfDay(dayAt(instant)).equals(instant)
  } catch {
    // A fraction of a second finer than billionths is well-formed, and no instant of ours.
    return false
  }
}

export const terminateSubscriptionShape = z
  .discriminatedUnion('reason', [
    z.object({ reason: z.literal('ORDINARY'), intended_end_at: intendedEnd.optional() }),
    z.object({ reason: z.literal('MOVE_OUT'), intended_end_at: intendedEnd }),
    z.object({ reason: z.literal('WITHDRAWAL') }),
  ])
  .openapi('TerminateSubscription')

/** The first day no longer supplied. */
export function endOnOf(body: z.output<typeof terminateSubscriptionShape>): Day | undefined {
  const text = 'intended_end_at' in body ? body.intended_end_at : undefined
  return text === undefined ? undefined : dayAt(Temporal.Instant.from(text))
}

export const terminationShape = z
  .object({
    reason: z.enum(['ORDINARY', 'MOVE_OUT', 'WITHDRAWAL']),
    intended_end_at: z.iso.datetime(),
  })
  .openapi('TerminateSubscriptionResponse')
