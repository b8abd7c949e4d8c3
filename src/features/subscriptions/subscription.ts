import { z } from 'zod'
import { isSepaIban, parseIban } from '../../domain/iban.ts'
import type { CustomerId, Id, MeterId, PlanId, SubscriptionId } from '../../domain/identifiers.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import { parseMalo, parseMelo, parseMeterNumber } from '../../domain/market-identifiers-locations.ts'
import { parseMarketPartnerCode } from '../../domain/market-identifiers-partners.ts'
import { identifier } from '../../domain/market-identifiers-schema.ts'
import type { ContractTerms } from '../../domain/tariff.ts'
import { line } from '../../domain/text.ts'
import { CONCESSION_CLASSES } from '../tariffs/grid-areas-csv.ts'
import { address } from './insert-address.ts'

const sepaIban = identifier(parseIban).refine(isSepaIban, {
  error: 'Direct debits and payouts need an account within the SEPA area.',
})

export const insertSubscription = z.object({
  number: z
    .string()
    .regex(/^[A-Z0-9-]{4,30}$/)
    .optional(),
  address,
  billingAddress: address.optional(),
  meter: z.object({
    type: z.enum(['smart', 'analog']),
    number: identifier(parseMeterNumber),
    malo: identifier(parseMalo).optional(),
    melo: identifier(parseMelo).optional(),
  }),
  paymentMethod: z.object({ accountHolder: line(200), iban: sepaIban }).optional(),
  estimatedUsageWh: z.int().min(0).max(1_000_000_000_000),
  /** Both or neither: without them the grid area of the address decides. */
  gridOperatorCode: identifier(parseMarketPartnerCode).optional(),
  concessionClass: z.enum(CONCESSION_CLASSES).optional(),
  /** Where somebody other than the grid operator measures. */
  meteringOperatorCode: identifier(parseMarketPartnerCode).optional(),
  module1: z.boolean().default(false),
  module2: z.boolean().default(false),
  module3: z.boolean().default(false),
  metadata: z.record(z.string(), z.json()).default({}),
  source: z.enum(['api', 'checkout', 'operator']).default('api'),
  /** Who brought the customer, as the partner's link named them. */
  creditedTo: line(254).optional(),
  /** The supplier that is left; without one the customer moves in. */
  previousSupplierCode: identifier(parseMarketPartnerCode).optional(),
  /** Supply within the time for withdrawal was asked for expressly (§ 357a (2) BGB). */
  earlySupply: z.boolean().default(false),
  /** The contract summary (§ 41 (4) EnWG) as it stood above the order button: ours, kept as it is. */
  summary: z.custom<object>((value) => typeof value === 'object' && value !== null).optional(),
})

/** A contract to be: energies in Wh; `startOn` is the first day of supply. */
export type InsertSubscription = z.input<typeof insertSubscription> & {
  customerId: CustomerId
  planSlug: string
  startOn: Day
  /** The lead it comes from; the caller converts it. */
  leadId?: Id<'lead'> | undefined
}

/** A contract as the reckoning needs it: what it costs, where its values are, when it runs. */
export interface Contract {
  id: SubscriptionId
  customerId: CustomerId
  number: string
  status: 'pending' | 'active' | 'ended'
  startOn: Day
  /** The first day no longer supplied; null while it runs on. */
  endOn: Day | null
  terms: ContractTerms
  marketArea: string
  meterId: MeterId
  meterType: 'smart' | 'analog'
  estimatedUsageWh: number
  /** Gross, paid each month ahead of a yearly bill; null where each month is billed by its values. */
  instalmentCents: number | null
  hasMandate: boolean
}

/** What a customer reads about one of their contracts. */
export interface CustomerSubscription {
  id: SubscriptionId
  number: string
  status: 'pending' | 'active' | 'ended'
  type: 'consumption' | 'feed_in'
  tariff: 'dynamic' | 'fixed'
  planId: PlanId
  planName: string
  /** Gross, per month. */
  baseFeeCents: number
  noticeDays: number
  /** The grid operator has settled the first day. */
  isConfirmed: boolean
  /** The supplier that was left; null for who moved in, and for feeding in. */
  previousSupplier: string | null
  startsOn: Day
  /** The last day of supply; null while it runs on. */
  lastDay: Day | null
  address: { street: string; houseNumber: string; zip: string; city: string }
  meter: { id: MeterId; type: 'smart' | 'analog'; number: string }
  paymentMethod: { accountHolder: string; maskedIban: string } | null
  /** What its prices, use and bills are reckoned by. */
  contract: Contract
}

/** The day on which supply would end if the customer gave notice today; null once it has ended or been given. */
export function cancellableOn(subscription: CustomerSubscription, today: Day): Day | null {
  if (subscription.status === 'ended' || subscription.lastDay !== null) return null
  const earliest = addDays(today, subscription.noticeDays)
  return earliest > subscription.startsOn ? earliest : subscription.startsOn
}

/** `DE************6485`: the country, the last four digits and a fixed number of stars in between. */
export function maskIban(iban: string): string {
  return `${iban.slice(0, 2)}************${iban.slice(-4)}`
}
