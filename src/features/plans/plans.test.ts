import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import type { Ctx } from '../ctx.ts'
import { createOrganization } from '../organizations/create-organization.ts'
import { createPlan } from './create-plan.ts'
import { findPlan, listPlans } from './queries.ts'
import { setPortal } from './set-portal.ts'

let db: Db
let ctx: Ctx
let other: Ctx
const now = Temporal.Instant.from('2026-11-23T10:00:00Z')

beforeAll(async () => {
  db = createDatabase((await testDatabase()).pool)
  const create = async (name: string): Promise<Ctx> => ({
    db,
    organizationId: (await createOrganization({ db, now }, { name })).id,
    actor: { type: 'operator' },
    now,
  })
  ctx = await create('Sonnwerk')
  other = await create('Nordlicht')
})

describe('createPlan', () => {
  it('stores a dynamic plan with its defaults, its portal closed', async () => {
    const { id } = await createPlan(ctx, {
      slug: 'sonnwerk',
      name: 'Dynamisch',
      markupMicroEurPerKwh: 15_000,
    })
    expect(await findPlan(db, ctx.organizationId, 'sonnwerk')).toEqual({
      id,
      organizationId: ctx.organizationId,
      slug: 'sonnwerk',
      name: 'Dynamisch',
      description: '',
      type: 'consumption',
      tariff: 'dynamic',
      currency: 'EUR',
      baseFeeCents: 0,
      markupMicroEurPerKwh: 15_000,
      workingPriceMicroEurPerKwh: null,
      feedInMicroEurPerKwh: null,
      noticeDays: 30,
      portalEnabled: false,
      redirectUrl: null,
      checkoutEnabled: false,
      customDomain: null,
      customerMails: true,
      frameAncestors: [],
      linkTtlSeconds: 300,
      sessionIdleSeconds: 604_800,
      sessionMaxSeconds: 2_592_000,
      createdAt: now,
    })
  })

  it('stores the price of a fixed plan and of a fixed feed-in plan', async () => {
    await createPlan(ctx, { slug: 'fix', name: 'Fix', tariff: 'fixed', workingPriceMicroEurPerKwh: 123_500 })
    await createPlan(ctx, {
      slug: 'solar',
      name: 'Solar',
      type: 'feed_in',
      tariff: 'fixed',
      feedInMicroEurPerKwh: 77_800,
    })
    expect(await findPlan(db, ctx.organizationId, 'fix')).toMatchObject({
      workingPriceMicroEurPerKwh: 123_500,
    })
    expect(await findPlan(db, ctx.organizationId, 'solar')).toMatchObject({ feedInMicroEurPerKwh: 77_800 })
  })

  it('takes a slug once, over all organisations, and writes nothing when it is taken', async () => {
    await createPlan(ctx, { slug: 'once', name: 'x' })
    await expect(createPlan(other, { slug: 'once', name: 'x' })).rejects.toMatchObject({
      code: 'CONFLICT',
      errors: [{ field: 'slug' }],
    })
    expect(await listPlans(db, other.organizationId)).toEqual([])
  })

  it.each([['Sonnwerk'], ['-x'], ['x-'], ['a.b'], ['ä'], [''], ['x'.repeat(64)], ['www'], ['checkout']])(
    'refuses the slug %j',
    async (slug) => {
      await expect(createPlan(ctx, { slug, name: 'x' })).rejects.toMatchObject({ name: 'ZodError' })
    },
  )

  it.each([
    ['a fixed tariff without a price', { tariff: 'fixed' as const }],
    ['a dynamic tariff with one', { workingPriceMicroEurPerKwh: 1 }],
    ['half a cent', { baseFeeCents: 0.5 }],
    ['a negative base fee', { baseFeeCents: -1 }],
  ])('refuses %s', async (_, fields) => {
    await expect(createPlan(ctx, { slug: 'refused', name: 'x', ...fields })).rejects.toMatchObject({
      name: 'ZodError',
    })
  })
})

describe('setPortal', () => {
  it('changes what is named and nothing else', async () => {
    const { id } = await createPlan(ctx, { slug: 'settings', name: 'x' })
    await setPortal(ctx, id, { portalEnabled: true, linkTtlSeconds: 60, customDomain: 'Strom.Example.com' })
    await setPortal(ctx, id, { checkoutEnabled: true, frameAncestors: ['https://app.example.com/path'] })
    expect(await findPlan(db, ctx.organizationId, id)).toMatchObject({
      portalEnabled: true,
      checkoutEnabled: true,
      linkTtlSeconds: 60,
      customDomain: 'strom.example.com',
      frameAncestors: ['https://app.example.com'],
      sessionIdleSeconds: 604_800,
    })
    await setPortal(ctx, id, { customDomain: null })
    expect(await findPlan(db, ctx.organizationId, id)).toMatchObject({
      customDomain: null,
      linkTtlSeconds: 60,
    })
  })

  it('refuses a domain that another portal has, and an idle time longer than the session', async () => {
    const { id } = await createPlan(ctx, { slug: 'domain-a', name: 'x' })
    const theirs = await createPlan(other, { slug: 'domain-b', name: 'x' })
    await setPortal(other, theirs.id, { customDomain: 'taken.example.com' })
    await expect(setPortal(ctx, id, { customDomain: 'TAKEN.example.com' })).rejects.toMatchObject({
      code: 'CONFLICT',
      errors: [{ field: 'customDomain' }],
    })
    await expect(
      setPortal(ctx, id, { sessionIdleSeconds: 7200, sessionMaxSeconds: 3600 }),
    ).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      errors: [{ field: 'sessionIdleSeconds' }],
    })
    expect(await findPlan(db, ctx.organizationId, id)).toMatchObject({
      customDomain: null,
      sessionMaxSeconds: 2_592_000,
    })
  })

  it.each([
    { linkTtlSeconds: 59 },
    { linkTtlSeconds: 901 },
    { customDomain: 'https://x.example' },
    { customDomain: 'localhost' },
    { frameAncestors: ['http://x.example'] },
    { frameAncestors: ["'self'"] },
  ])('refuses %j', async (change) => {
    const plan = await findPlan(db, ctx.organizationId, 'settings')
    await expect(setPortal(ctx, plan!.id, change)).rejects.toMatchObject({ name: 'ZodError' })
  })

  it("does not find another organisation's plan, which stays as it is", async () => {
    const theirs = await createPlan(other, { slug: 'theirs', name: 'x' })
    await expect(setPortal(ctx, theirs.id, { portalEnabled: true })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await findPlan(db, ctx.organizationId, 'theirs')).toBeUndefined()
    expect(await findPlan(db, ctx.organizationId, theirs.id)).toBeUndefined()
    expect(await findPlan(db, other.organizationId, 'theirs')).toMatchObject({ portalEnabled: false })
  })
})
