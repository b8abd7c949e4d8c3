import { Failure } from '../../domain/failure.ts'
import type { InsertPlan } from '../plans/plan.ts'
import { findPlan } from '../plans/queries.ts'
import { storeMarketPartners } from '../market-partners/store-market-partners.ts'
import { storeGridAreas } from '../tariffs/store-grid-areas.ts'
import { type Subscribe, subscribe } from './subscribe.ts'
import { createRetailer } from './test-contracts.ts'

export const SUPPLIER_CODE = '9904292000003'

let sequence = 0

/**
 * A retailer who takes orders at Berlin's postal code 12045, and at 86150 whose two places are on different grids. It is
 * Friday, 15 August 2025, noon, a holiday in Bavaria.
 */
export async function createShop(plan: Partial<InsertPlan> = {}) {
  const retailer = await createRetailer(plan)
  const { db, organizationId, ctx } = retailer
  const area = { validFrom: '2025-01-01', concessionClass: 'le_500000', source: 'test' } as const
  const gridOperatorCode = '9904550000000'
  await storeGridAreas(db, [
    { ...area, zip: '12045', place: 'Berlin', gridOperatorCode },
    { ...area, zip: '86150', place: 'Augsburg', gridOperatorCode },
    { ...area, zip: '86150', place: 'Stadtbergen', gridOperatorCode, concessionClass: 'le_25000' },
  ])
  await storeMarketPartners({ db, now: ctx.now }, [
    { role: 'supplier', code: SUPPLIER_CODE, name: 'Stadtwerke Musterstadt' },
  ])
  const found = await findPlan(db, organizationId, retailer.planSlug)
  if (!found) throw new Error('The plan that was just made is missing.')
  const { id: planId } = found
  return {
    ...retailer,
    planId,
    order: (fields: Partial<Subscribe> = {}) => subscribe(ctx, orderOf(planId, fields)),
  }
}

export type Shop = Awaited<ReturnType<typeof createShop>>

/** A complete order of somebody new: another one each time. */
export function orderOf(planId: Subscribe['planId'], fields: Partial<Subscribe> = {}): Subscribe {
  sequence += 1
  return {
    planId,
    customer: {
      type: 'person',
      first_name: 'Clara',
      last_name: 'Neu',
      email: `clara-${sequence}@example.com`,
    },
    address: { street: 'Sonnenallee', houseNumber: '1', zip: '12045', city: 'Berlin' },
    meter: { type: 'analog', number: `4821337${sequence}` },
    estimatedUsageWh: 2_500_000,
    paymentMethod: { accountHolder: 'Clara Neu', iban: 'DE89370400440532013000' },
    source: 'checkout',
    ...fields,
  }
}

/** What an order is refused with: the status word, then the field and its code. */
export async function refusal(run: Promise<unknown>): Promise<string> {
  try {
    await run
    return 'accepted'
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const [first] = error.errors ?? []
    return first ? `${error.code} ${first.field} ${first.code}` : error.code
  }
}

/** What is stored of a shop's orders. */
export const stored = ({ db, organizationId }: Pick<Shop, 'db' | 'organizationId'>) => ({
  contract: (id: string) =>
    db
      .selectFrom('subscriptions as s')
      .innerJoin('customers as c', 'c.id', 's.customer_id')
      .leftJoin('payment_methods as pm', 'pm.id', 's.payment_method_id')
      .selectAll('s')
      .select(['c.email', 'c.plan_id as customer_plan', 'pm.iban', 'pm.mandate_reference'])
      .where('s.organization_id', '=', organizationId)
      .where('s.id', '=', id as never)
      .executeTakeFirstOrThrow(),
  events: () =>
    db
      .selectFrom('events')
      .select(['topic', 'context'])
      .where('organization_id', '=', organizationId)
      .orderBy('id')
      .execute(),
  counts: async () => {
    const tables = ['customers', 'subscriptions', 'addresses', 'meters', 'payment_methods', 'events'] as const
    const counts = tables.map(async (table) => {
      const rows = await db
        .selectFrom(table)
        .select('organization_id')
        .where('organization_id', '=', organizationId)
        .execute()
      return rows.length
    })
    return Promise.all(counts)
  },
})
