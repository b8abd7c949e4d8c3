import { z } from '@hono/zod-openapi'
import type { FilterFields } from '../../http/filters.ts'
import { checkoutOrigin } from '../plans/checkout-origin.ts'
import type { Lead } from './lead.ts'

const instant = z.iso.datetime().nullable()

/** A lead on the wire. What is known of the person does not come back. */
export const leadShape = z
  .object({
    object: z.literal('lead'),
    id: z.string(),
    subscription: z.string().nullable(),
    subscribed_at: instant,
    link: z.url().openapi({ description: 'Opens the checkout with everything filled in.' }),
    created_at: z.iso.datetime(),
    created_by: z.string().nullable(),
    last_visited_at: instant,
    metadata: z.record(z.string(), z.string()).nullable(),
  })
  .openapi('Lead')

/** What the list of leads can be filtered by. */
export const LEAD_FILTERS = {
  created_at: { type: 'date', column: 'l.created_at' },
} as const satisfies FilterFields

/** Where checkouts are. */
export interface CheckoutHosts {
  isHttps: boolean
  checkoutDomain: string
}

/** The checkout of the lead's plan, which fills in what is known. */
const leadLink = (hosts: CheckoutHosts, { id, planSlug }: Pick<Lead, 'id' | 'planSlug'>): string =>
  `${checkoutOrigin(hosts, { slug: planSlug })}/?id=${id}`

export const toLeadShape =
  (hosts: CheckoutHosts) =>
  (lead: Lead): z.output<typeof leadShape> => ({
    object: 'lead',
    id: lead.id,
    subscription: lead.subscriptionId,
    subscribed_at: lead.subscribedAt?.toString() ?? null,
    link: leadLink(hosts, lead),
    created_at: lead.createdAt.toString(),
    created_by: lead.createdBy,
    last_visited_at: lead.lastVisitedAt?.toString() ?? null,
    metadata: { ...lead.metadata },
  })
