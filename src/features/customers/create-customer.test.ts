import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { newId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import { createOrganization } from '../organizations/create-organization.ts'
import { createPlan } from '../plans/create-plan.ts'
import { createCustomer } from './create-customer.ts'

let db: Db
const now = Temporal.Instant.from('2026-11-23T10:00:00Z')
beforeAll(async () => {
  db = createDatabase((await testDatabase()).pool)
})

async function world() {
  const { id } = await createOrganization({ db, now }, { name: 'Sonnwerk' })
  const ctx: Ctx = { db, organizationId: id, actor: { type: 'operator' }, now }
  const plan = await createPlan(ctx, { slug: `c-${newId('plan').slice(-12)}`, name: 'Dynamisch' })
  const anna = {
    type: 'person',
    first_name: 'Anna',
    last_name: 'Sommer',
    email: 'anna@example.com',
    planSlug: plan.slug,
  } as const
  const customers = () => db.selectFrom('customers').selectAll().where('organization_id', '=', id).execute()
  return { ctx, plan, anna, customers }
}

describe('createCustomer', () => {
  it('stores a person and leaves an audit row that names them', async () => {
    const { ctx, plan, anna, customers } = await world()
    const { id } = await createCustomer(ctx, {
      ...anna,
      first_name: ' Anna ',
      externalId: 'k-1',
      locale: 'en',
    })
    expect(await customers()).toEqual([
      {
        organization_id: ctx.organizationId,
        id,
        type: 'person',
        first_name: 'Anna',
        last_name: 'Sommer',
        company_name: null,
        email: 'anna@example.com',
        vat_id: null,
        external_id: 'k-1',
        plan_id: plan.id,
        locale: 'en',
        created_at: now,
      },
    ])
    const audit = await db
      .selectFrom('audit_events')
      .select(['action', 'customer_id', 'subject'])
      .where('organization_id', '=', ctx.organizationId)
      .where('customer_id', 'is not', null)
      .execute()
    expect(audit).toEqual([{ action: 'customer.created', customer_id: id, subject: id }])
  })

  it('stores a company with its contact', async () => {
    const { ctx, anna, customers } = await world()
    await createCustomer(ctx, {
      ...anna,
      type: 'company',
      company_name: 'Yıldız GmbH',
      vat_id: 'DE136695976',
    })
    expect(await customers()).toMatchObject([
      { type: 'company', company_name: 'Yıldız GmbH', vat_id: 'DE136695976' },
    ])
  })

  it.each([
    ['the e-mail in other letters', { email: 'ANNA@example.com', externalId: 'other' }],
    ['the external id', { email: 'other@example.com', externalId: 'k-1' }],
  ])('refuses %s twice in one organisation, with the contract’s code', async (_, fields) => {
    const { ctx, anna, customers } = await world()
    await createCustomer(ctx, { ...anna, externalId: 'k-1' })
    await expect(createCustomer(ctx, { ...anna, ...fields })).rejects.toMatchObject({
      code: 'CONFLICT',
      errors: [{ code: 'duplicate_customer_email' }],
    })
    expect(await customers()).toHaveLength(1)
  })

  it('lets two organisations have a customer of one e-mail', async () => {
    const [one, two] = [await world(), await world()]
    await createCustomer(one.ctx, one.anna)
    await createCustomer(two.ctx, two.anna)
    expect([await one.customers(), await two.customers()].map((rows) => rows.length)).toEqual([1, 1])
  })

  it("does not find another organisation's plan", async () => {
    const [one, two] = [await world(), await world()]
    await expect(createCustomer(one.ctx, { ...one.anna, planSlug: two.plan.slug })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await one.customers()).toEqual([])
  })

  it.each([
    [{ email: 'anna' }],
    [{ first_name: '' }],
    [{ last_name: 'x'.repeat(101) }],
    [{ last_name: 'So\u0000mmer' }],
    [{ externalId: '' }],
  ])('refuses %j', async (fields) => {
    const { ctx, anna } = await world()
    await expect(createCustomer(ctx, { ...anna, ...fields })).rejects.toMatchObject({ name: 'ZodError' })
  })
})
