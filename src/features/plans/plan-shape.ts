import { z } from '@hono/zod-openapi'
import { sql } from 'kysely'
import type { FilterFields } from '../../http/filters.ts'
import type { Plan } from './queries.ts'

const CENTS_PER_EUR = 100

/** A plan on the wire. */
export const planShape = z
  .object({
    object: z.literal('plan'),
    id: z.string(),
    name: z.string(),
    slug: z.string().openapi({ description: 'Names the hosts of the plan’s portal and checkout.' }),
    description: z.string(),
    price: z.number().openapi({ description: 'The base fee a month in EUR, including VAT.' }),
    currency: z.string(),
    created_at: z.iso.datetime(),
    type: z.enum(['consumption', 'feed_in']),
  })
  .openapi('Plan')

export const toPlanShape = (plan: Plan): z.output<typeof planShape> => ({
  object: 'plan',
  id: plan.id,
  name: plan.name,
  slug: plan.slug,
  description: plan.description,
  price: plan.baseFeeCents / CENTS_PER_EUR,
  currency: plan.currency,
  created_at: plan.createdAt.toString(),
  type: plan.type,
})

/**
 * What the list of plans can be filtered by. A plan cannot be retired so far: each that is stored is `active`, so
 * another status finds none.
 */
export const PLAN_FILTERS = {
  status: { type: 'string', column: sql<string>`'active'::text` },
  created_at: { type: 'date', column: 'created_at' },
} as const satisfies FilterFields
