import type { z } from 'zod'
import { type Brand, type BrandInput, brandInputSchema, completeBrand } from '../../brand/brand.ts'
import { type Correction, correctBrand } from '../../brand/contrast.ts'
import { PALETTE_TOKENS } from '../../brand/palette.ts'
import type { Tx } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import type { PlanId } from '../../domain/identifiers.ts'
import { recordAudit } from '../audit/record.ts'
import { type Ctx, inTransaction } from '../ctx.ts'

export interface SetBrand {
  /** Absent: the organisation's own brand, which holds for each of its plans as far as the plan sets none. */
  planId?: PlanId
  /** What to change; a part that is not named stays as it is. */
  brand: z.input<typeof brandInputSchema>
  /** Forgets what was stored before, so that only `brand` holds. */
  replace?: boolean
}

export interface SavedBrand {
  /** What is stored now for this organisation or plan alone. */
  brand: BrandInput
  /** Colours that failed WCAG 2.2 AA and were moved; only those that somebody chose, not those derived from them. */
  corrections: Correction[]
}

/** Changes the brand of an organisation or of one plan. A colour that nobody could read is saved as the nearest that passes. */
export async function setBrand(ctx: Ctx, { planId, brand, replace = false }: SetBrand): Promise<SavedBrand> {
  const change = brandInputSchema.parse(brand)
  return inTransaction(ctx, async (tx) => {
    const { name, organization, plan } = await lockBrands(tx, ctx, planId)
    const stored = planId === undefined ? organization : plan
    const next = replace ? change : mergeInput(brandInputSchema.parse(stored), change)
    const under = planId === undefined ? {} : brandInputSchema.parse(organization)
    const { brand: saved, corrections } = correctInput(next, under, (input) => {
      const ground = planId === undefined ? input : under
      return completeBrand({ ...ground, name: ground.name ?? name }, planId === undefined ? {} : input)
    })
    await saveBrand(tx, ctx, planId, saved)
    await recordAudit(tx, ctx, {
      action: planId === undefined ? 'organization.brand_set' : 'plan.brand_set',
      subject: planId ?? ctx.organizationId,
      details: { changed: Object.keys(change), corrected: corrections.map(({ token }) => token) },
    })
    return { brand: saved, corrections: change.colours === undefined ? [] : corrections }
  })
}

async function lockBrands(tx: Tx, { organizationId }: Ctx, planId: PlanId | undefined) {
  const organization = await tx
    .selectFrom('organizations')
    .select(['name', 'brand'])
    .where('id', '=', organizationId)
    .forUpdate()
    .executeTakeFirst()
  if (!organization) throw notFound('Organization')
  if (planId === undefined) return { name: organization.name, organization: organization.brand, plan: {} }
  const plan = await tx
    .selectFrom('plans')
    .select('brand')
    .where('organization_id', '=', organizationId)
    .where('id', '=', planId)
    .forUpdate()
    .executeTakeFirst()
  if (!plan) throw notFound('Plan')
  return { name: organization.name, organization: organization.brand, plan: plan.brand }
}

async function saveBrand(tx: Tx, { organizationId }: Ctx, planId: PlanId | undefined, brand: BrandInput) {
  const json = JSON.stringify(brand)
  if (planId === undefined) {
    await tx.updateTable('organizations').set({ brand: json }).where('id', '=', organizationId).execute()
    return
  }
  await tx
    .updateTable('plans')
    .set({ brand: json })
    .where('organization_id', '=', organizationId)
    .where('id', '=', planId)
    .execute()
}

/** Groups are merged field by field; a single value and a legal page are taken whole. */
function mergeInput(stored: BrandInput, change: BrandInput): BrandInput {
  const merged: BrandInput = { ...stored, ...change }
  const colours = { ...stored.colours, ...change.colours }
  for (const scheme of ['light', 'dark'] as const) {
    const palette = { ...stored.colours?.[scheme], ...change.colours?.[scheme] }
    if (Object.keys(palette).length > 0) colours[scheme] = palette
  }
  if (Object.keys(colours).length > 0) merged.colours = colours
  for (const group of ['font', 'support', 'legal', 'messages'] as const) {
    if (stored[group] && change[group])
      Object.assign(merged, { [group]: { ...stored[group], ...change[group] } })
  }
  return merged
}

// A corrected accent changes the tints derived from it, against which it is judged again: a few rounds settle it.
const ROUNDS = 8

/**
 * Corrects the colours that `input` chose. Those of the organisation `under` it may move in this mix too: they are told, and
 * stay as they are where they are stored.
 */
function correctInput(
  input: BrandInput,
  under: BrandInput,
  complete: (input: BrandInput) => Brand,
): { brand: BrandInput; corrections: Correction[] } {
  const brand = structuredClone(input)
  const moved = new Map<string, Correction>()
  for (let round = 0; round < ROUNDS; round += 1) {
    const chosen = correctBrand(complete(brand)).corrections.filter(({ token }) => isChosen(brand, token))
    if (chosen.length === 0) break
    for (const correction of chosen) {
      for (const { palette, name } of placesOf(brand, correction.token)) palette[name] = correction.to
      const first = moved.get(correction.token) ?? correction
      moved.set(correction.token, { ...first, to: correction.to, ratioAfter: correction.ratioAfter })
    }
  }
  const mixed = correctBrand(complete(brand)).corrections.filter(({ token }) => isChosen(under, token))
  return { brand, corrections: [...moved.values(), ...mixed] }
}

function isChosen(brand: BrandInput, token: Correction['token']): boolean {
  return placesOf(brand, token).some(({ palette, name }) => palette[name] !== undefined)
}

/** Where a token like `light.accent` stands, if the brand has colours for that scheme at all. */
function placesOf({ colours }: BrandInput, token: Correction['token']) {
  return (['light', 'dark'] as const).flatMap((scheme) => {
    const palette = colours?.[scheme]
    const name = PALETTE_TOKENS.find((candidate) => token === `${scheme}.${candidate}`)
    return palette && name ? [{ palette, name }] : []
  })
}
