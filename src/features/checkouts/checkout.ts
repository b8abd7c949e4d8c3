import type { Temporal } from 'temporal-polyfill'
import type { CustomerId, Id, OrganizationId, PlanId, SubscriptionId } from '../../domain/identifiers.ts'
import type { Plan } from '../plans/queries.ts'

/** The steps of the checkout in their order, and the fields of each by name. */
export const CHECKOUT_FIELDS = {
  /** `usage` in kWh a year; `place` only where the postal code has several; `module1` for a device under § 14a EnWG. */
  quote: ['zip', 'place', 'usage', 'meterType', 'module1'],
  /** Where to deliver; `billing` is `same` or `other`. */
  place: [
    'street',
    'houseNumber',
    'billing',
    'billingStreet',
    'billingHouseNumber',
    'billingZip',
    'billingCity',
  ],
  /** `reason` is `supplier_change` or `move_in`, `start` is `next` or `on` (then `startOn`, a day). */
  supply: ['reason', 'previousSupplier', 'meterNumber', 'malo', 'start', 'startOn'],
  /** `customerType` is `person` or `company`. */
  person: ['customerType', 'firstName', 'lastName', 'companyName', 'vatId', 'email'],
  /** A six-digit code proves the address; whoever is signed in does not come by. */
  email: [],
  /** `payment` is `sepa` or `transfer`. */
  payment: ['payment', 'accountHolder', 'iban'],
  /** `earlySupply` is `yes` where supply within the time for withdrawal was asked for. */
  summary: ['earlySupply'],
} as const

export type CheckoutStep = keyof typeof CHECKOUT_FIELDS
export type CheckoutField = (typeof CHECKOUT_FIELDS)[CheckoutStep][number]
export const CHECKOUT_STEPS = Object.keys(CHECKOUT_FIELDS) as readonly CheckoutStep[]

/** What was typed, just as it was typed. */
export type CheckoutFields = Readonly<Partial<Record<CheckoutField, string>>>

/** Where mail goes: phones put a blank behind an address that they fill in. */
export const typedEmail = ({ email = '' }: CheckoutFields): string => email.trim()

/** A checkout under way. */
export interface Checkout {
  organizationId: OrganizationId
  idHash: Buffer
  planId: PlanId
  /** Who orders, where that is known. */
  customerId: CustomerId | null
  leadId: Id<'lead'> | null
  fields: CheckoutFields
  completed: readonly CheckoutStep[]
  metadata: Readonly<Record<string, string>>
  creditedTo: string | null
  /** The monthly amount last shown to the visitor. */
  quotedCents: number | null
  quotedAt: Temporal.Instant | null
  verifiedEmail: string | null
  /** What it was ordered as; nothing changes any more then. */
  subscriptionId: SubscriptionId | null
}

/** What a page of the checkout works on. */
export interface OpenCheckout {
  /** Where the checkout stands on its host: `/start` in the portal, the empty path on a host of its own. */
  base: '' | '/start'
  plan: Plan
  /** Undefined until the first step was sent, or a link brought something along. */
  checkout: Checkout | undefined
}

/** A checkout is kept this long after it was last touched. */
export const CHECKOUT_DAYS = 7

/** The fields of a step that can be read, or what is wrong at which of them: a key below `checkout.problem` of the texts. */
export type Read<Value> = { value: Value } | { problems: CheckoutProblems }
export type CheckoutProblems = Readonly<Partial<Record<CheckoutField, string>>>
