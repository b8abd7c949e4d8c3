import { z } from '@hono/zod-openapi'
import type { Temporal } from 'temporal-polyfill'
import type { Id, PlanId, SubscriptionId } from '../../domain/identifiers.ts'
import { parsePostalCode } from '../../domain/market-identifiers-locations.ts'
import { identifier } from '../../domain/market-identifiers-schema.ts'
import { emailAddress, isStorable, line, UNSTORABLE } from '../../domain/text.ts'
import { metadataInput } from '../subscriptions/metadata.ts'

const MOST_KWH = 1_000_000_000
/** As long as a name can be in a direct debit (pain.008, `Dbtr/Nm`). */
const HOLDER_CHARACTERS = 70

const name = line(100).nullish()

/** What a partner knows about somebody who may become a customer: a place and a use at least, anything else if it is known. */
export const leadDetails = z.object({
  customer: z
    .object({
      type: z.enum(['person', 'company']).default('person'),
      first_name: name,
      last_name: name,
      company_name: name,
      email: emailAddress.nullish(),
    })
    .nullish(),
  address: z.object({
    zip: identifier(parsePostalCode),
    street: name,
    city: name,
    house_number: line(20).nullish(),
  }),
  meter: z.object({
    estimated_usage: z.number().min(100).max(MOST_KWH).openapi({ description: 'kWh a year.' }),
    type: z.enum(['smart', 'analog']).nullish(),
    number: line(20).nullish(),
  }),
  payment_method: z
    .object({
      type: z.literal('sepa_debit').default('sepa_debit'),
      sepa_debit: z
        .object({
          iban: z
            .string()
            .regex(/^[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}$/)
            .nullish()
            .openapi({ description: 'Offered to the customer by its last four digits, never shown.' }),
          account_holder: line(HOLDER_CHARACTERS).nullish(),
        })
        .default({}),
    })
    .nullish(),
  previous_supplier: z
    .string()
    .max(200)
    .refine(isStorable, { error: UNSTORABLE })
    .nullish()
    .openapi({ description: 'Id, BDEW code or name of a supplier.' }),
  next_possible_start: z.boolean().nullish(),
  intended_start_date: z.iso.date().nullish(),
  change_reason: z.enum(['supplier_change', 'move_in']).nullish(),
})
export type LeadDetails = z.output<typeof leadDetails>

/** A lead as it is sent. Every field stays the customer's to change. */
export const insertLead = leadDetails
  .extend({
    plan: z.string(),
    created_by: line(200).nullish(),
    metadata: z
      .record(z.string(), z.string())
      .refine((metadata) => metadataInput.safeParse(metadata).success, {
        error: UNSTORABLE,
      })
      .optional()
      .openapi({ description: 'Goes on to the contract that the lead becomes.' }),
  })
  .openapi('InsertLead')
export type InsertLead = z.output<typeof insertLead>

/** Somebody a partner already knows something about. */
export interface Lead {
  id: Id<'lead'>
  planId: PlanId
  /** Names the checkout's host. */
  planSlug: string
  details: LeadDetails
  metadata: Readonly<Record<string, string>>
  createdBy: string | null
  createdAt: Temporal.Instant
  lastVisitedAt: Temporal.Instant | null
  /** What it became: one lead gives one contract. */
  subscriptionId: SubscriptionId | null
  subscribedAt: Temporal.Instant | null
}
