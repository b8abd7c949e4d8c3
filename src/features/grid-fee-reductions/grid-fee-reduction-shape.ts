import { z } from '@hono/zod-openapi'
import { type Day, startOfDay } from '../../domain/local-time.ts'
import type { FilterFields } from '../../http/filters.ts'
import type { GridFeeModule, GridFeeReduction } from './grid-fee-reduction.ts'

const STATUSES = ['intended', 'ordered', 'rejected', 'activated', 'ended'] as const

const type = z.enum(['enwg-14a-module-1', 'enwg-14a-module-2', 'enwg-14a-module-3'])

/** A grid fee reduction on the wire. */
export const gridFeeReductionShape = z
  .object({
    object: z.literal('grid_fee_reduction'),
    id: z.string(),
    subscription: z.string(),
    customer: z.string(),
    type,
    status: z.enum(STATUSES),
    valid_from: z.iso.datetime().nullable(),
    valid_until: z.iso
      .datetime()
      .nullable()
      .openapi({ description: 'The midnight in Berlin at which it ends.' }),
    rejected_reason: z.string().nullable().openapi({ description: 'In the words of the grid operator.' }),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
  })
  .openapi('GridFeeReduction')

export const insertGridFeeReduction = z
  .object({ subscription: z.string(), type })
  .openapi('InsertGridFeeReduction')

/** What the list of reductions can be filtered by. */
export const GRID_FEE_REDUCTION_FILTERS = {
  status: { type: 'enum', column: 'status', values: STATUSES },
  customer: { type: 'string', column: 'customer_id' },
  subscription: { type: 'string', column: 'subscription_id' },
  created_at: { type: 'date', column: 'created_at' },
  updated_at: { type: 'date', column: 'updated_at' },
} as const satisfies FilterFields

export const moduleOf = (given: z.output<typeof type>): GridFeeModule =>
  Number(given.slice(-1)) as GridFeeModule

export const toGridFeeReductionShape = (
  reduction: GridFeeReduction,
): z.output<typeof gridFeeReductionShape> => ({
  object: 'grid_fee_reduction',
  id: reduction.id,
  subscription: reduction.subscriptionId,
  customer: reduction.customerId,
  type: `enwg-14a-module-${reduction.module}`,
  status: reduction.status,
  valid_from: midnight(reduction.validFrom),
  valid_until: midnight(reduction.validUntil),
  rejected_reason: reduction.rejectedReason,
  created_at: reduction.createdAt.toString(),
  updated_at: reduction.updatedAt.toString(),
})

const midnight = (day: Day | null): string | null => day && startOfDay(day).toString()
