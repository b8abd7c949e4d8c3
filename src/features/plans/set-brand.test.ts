import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { mergeBrand } from '../../brand/brand.ts'
import { failingPairs } from '../../brand/contrast.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { newId, type PlanId } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import { createOrganization } from '../organizations/create-organization.ts'
import { createPlan } from './create-plan.ts'
import { findBrands } from './queries.ts'
import { setBrand } from './set-brand.ts'

let db: Db
const now = Temporal.Instant.from('2026-11-23T10:00:00Z')
beforeAll(async () => {
  db = createDatabase((await testDatabase()).pool)
})

async function world(): Promise<{ ctx: Ctx; planId: PlanId }> {
  const { id } = await createOrganization({ db, now }, { name: 'Sonnwerk' })
  const ctx: Ctx = { db, organizationId: id, actor: { type: 'operator' }, now }
  const slug = `brand-${newId('plan').slice(-12)}`
  return { ctx, planId: (await createPlan(ctx, { slug, name: 'Dynamisch' })).id }
}

describe('setBrand', () => {
  it("stores the organisation's brand and the plan's over it", async () => {
    const { ctx, planId } = await world()
    await setBrand(ctx, { brand: { locale: 'en', support: { email: 'a@example.com' } } })
    await setBrand(ctx, { planId, brand: { name: 'Sonnwerk Strom', support: { phone: '030 123456' } } })
    expect(await findBrands(db, ctx.organizationId, planId)).toEqual({
      organization: { name: 'Sonnwerk', locale: 'en', support: { email: 'a@example.com' } },
      plan: { name: 'Sonnwerk Strom', support: { phone: '030 123456' } },
    })
  })

  it.each(['#ffdd00', '#00ff88', '#777777', '#123456', '#ffffff', '#000000'])(
    'saves the accent %s so that both schemes pass WCAG AA and a second save corrects nothing',
    async (accent) => {
      const { ctx, planId } = await world()
      const first = await setBrand(ctx, {
        planId,
        brand: { colours: { light: { accent }, dark: { accent } } },
      })
      expect(first.corrections.length).toBeGreaterThan(0)
      for (const { token, from, to, ratioBefore, ratioAfter } of first.corrections) {
        expect(['light.accent', 'dark.accent']).toContain(token)
        expect(from).toBe(accent)
        expect(ratioBefore).toBeLessThan(4.5)
        expect(ratioAfter).toBeGreaterThanOrEqual(4.5)
        expect(first.brand.colours?.[token.startsWith('light') ? 'light' : 'dark']?.accent).toBe(to)
      }
      const again = await setBrand(ctx, { planId, brand: { colours: first.brand.colours } })
      expect(again).toEqual({ brand: first.brand, corrections: [] })
      const stored = await findBrands(db, ctx.organizationId, planId)
      const { colours } = mergeBrand(stored!.organization, stored!.plan)
      expect([...failingPairs(colours.light, 'light'), ...failingPairs(colours.dark, 'dark')]).toEqual([])
    },
  )

  it("tells a colour of the organisation that fails on a plan's paper, and leaves it as the organisation has it", async () => {
    const { ctx, planId } = await world()
    await setBrand(ctx, { brand: { colours: { light: { accent: '#9c3708' } } } })
    const { brand, corrections } = await setBrand(ctx, {
      planId,
      brand: { colours: { light: { paper: '#c9b8a6' } } },
    })
    expect(corrections).toContainEqual(expect.objectContaining({ token: 'light.accent', from: '#9c3708' }))
    expect(brand.colours?.light).not.toHaveProperty('accent')
    const stored = await findBrands(db, ctx.organizationId)
    expect(stored?.organization.colours?.light?.accent).toBe('#9c3708')
  })

  it('merges groups field by field and takes a legal page whole; replace forgets the rest', async () => {
    const { ctx, planId } = await world()
    await setBrand(ctx, {
      planId,
      brand: {
        legal: { imprint: { text: 'Anschrift' }, privacy: { url: 'https://x.example/p' } },
        font: { text: 'system' },
        messages: { de: { a: 'A' } },
        colours: { light: { ink: '#101010' } },
      },
    })
    const merged = await setBrand(ctx, {
      planId,
      brand: {
        legal: { imprint: { url: 'https://x.example/i' } },
        font: { displayWeight: 700 },
        colours: { light: { paper: '#ffffff' } },
      },
    })
    expect(merged.brand).toEqual({
      legal: { imprint: { url: 'https://x.example/i' }, privacy: { url: 'https://x.example/p' } },
      font: { text: 'system', displayWeight: 700 },
      messages: { de: { a: 'A' } },
      colours: { light: { ink: '#101010', paper: '#ffffff' } },
    })
    expect((await setBrand(ctx, { planId, brand: { radius: 4 }, replace: true })).brand).toEqual({
      radius: 4,
    })
  })

  it('cleans a logo and never stores a script', async () => {
    const { ctx, planId } = await world()
    const logo =
      '<svg viewBox="0 0 8 8"><script>alert(1)</script><rect width="8" height="8" onclick="x()"/></svg>'
    const { brand } = await setBrand(ctx, { planId, brand: { logo } })
    expect(brand.logo).toContain('<rect')
    expect(brand.logo).not.toMatch(/script|onclick/)
  })

  it("does not find another organisation's plan, which keeps its brand", async () => {
    const { ctx } = await world()
    const theirs = await world()
    await expect(setBrand(ctx, { planId: theirs.planId, brand: { name: 'Mine' } })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    expect(await findBrands(db, ctx.organizationId, theirs.planId)).toBeUndefined()
    expect((await findBrands(db, theirs.ctx.organizationId, theirs.planId))?.plan).toEqual({})
  })

  it('writes down what was changed and corrected, not the pictures', async () => {
    const { ctx, planId } = await world()
    await setBrand(ctx, { planId, brand: { name: 'x', colours: { light: { accent: '#ffff00' } } } })
    const row = await db
      .selectFrom('audit_events')
      .select(['action', 'subject', 'details'])
      .where('organization_id', '=', ctx.organizationId)
      .where('action', '=', 'plan.brand_set')
      .executeTakeFirstOrThrow()
    expect(row).toEqual({
      action: 'plan.brand_set',
      subject: planId,
      details: { changed: ['name', 'colours'], corrected: ['light.accent'] },
    })
  })
})
