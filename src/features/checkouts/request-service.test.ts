import { expect, test } from 'vitest'
import { listPlans } from '../plans/queries.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { storeGridAreas } from '../tariffs/store-grid-areas.ts'
import { requestService } from './request-service.ts'

async function setUp() {
  const retailer = await createRetailer()
  const { db, organizationId } = retailer
  const ctx = retailer.at('2026-11-23')
  const [plan] = await listPlans(db, organizationId)
  const left = async () =>
    db
      .selectFrom('service_requests')
      .select(['plan_id', 'zip', 'email', 'locale'])
      .where('organization_id', '=', organizationId)
      .orderBy('id')
      .execute()
  const noted = async () =>
    db
      .selectFrom('audit_events')
      .select(['customer_id', 'details'])
      .where('organization_id', '=', organizationId)
      .where('action', '=', 'service.requested')
      .orderBy('id')
      .execute()
  const ask = (fields: { zip?: string; email?: string; locale?: 'de' | 'en' } = {}) =>
    requestService(ctx, { planId: plan!.id, zip: '20095', email: 'ole@example.com', locale: 'de', ...fields })
  return { ...retailer, planId: plan!.id, ask, left, noted }
}

test('an address is left once for each code, however it is spelt', async () => {
  const { ask, left, noted, planId } = await setUp()
  await ask()
  await ask({ zip: 'D-20095', email: ' Ole@Example.com ', locale: 'en' })
  await ask({ zip: '20097' })
  expect(await left()).toEqual([
    { plan_id: planId, zip: '20095', email: 'ole@example.com', locale: 'de' },
    { plan_id: planId, zip: '20097', email: 'ole@example.com', locale: 'de' },
  ])
  expect(await noted()).toEqual([
    { customer_id: null, details: { zip: '20095' } },
    { customer_id: null, details: { zip: '20097' } },
  ])
})

test('many at once leave one row', async () => {
  const { ask, left } = await setUp()
  await Promise.all(Array.from({ length: 8 }, () => ask()))
  expect(await left()).toHaveLength(1)
})

test('each organisation keeps its own', async () => {
  const [one, other] = [await setUp(), await setUp()]
  await one.ask()
  await other.ask()
  expect(await one.left()).toHaveLength(1)
  expect(await other.left()).toMatchObject([{ plan_id: other.planId }])
})

test('a plan of another organisation takes none, and neither does a code that is served', async () => {
  const { ask, left, db, at } = await setUp()
  const other = await setUp()
  const foreign = { planId: other.planId, zip: '20095', email: 'ole@example.com', locale: 'de' } as const
  await expect(requestService(at('2026-11-23'), foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  await storeGridAreas(db, [
    {
      zip: '20099',
      place: 'Hamburg',
      validFrom: '2025-01-01',
      gridOperatorCode: '9904550000000',
      concessionClass: 'gt_500000',
      source: 'test',
    },
  ])
  await expect(ask({ zip: '20099' })).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await left()).toEqual([])
})

test.each([{ email: 'ole' }, { email: '' }, { email: `${'a'.repeat(250)}@example.com` }, { zip: '2009' }])(
  '%j is refused',
  async (fields) => {
    const { ask, left } = await setUp()
    await expect(ask(fields)).rejects.toThrow()
    expect(await left()).toEqual([])
  },
)
