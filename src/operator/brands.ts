import { Command } from 'commander'
import { type Brand, mergeBrand } from '../brand/brand.ts'
import type { Correction } from '../brand/contrast.ts'
import { PALETTE_TOKENS } from '../brand/palette.ts'
import type { Db } from '../db/database.ts'
import type { OrganizationId, PlanId } from '../domain/identifiers.ts'
import { findBrands } from '../features/plans/queries.ts'
import { setBrand } from '../features/plans/set-brand.ts'
import { type BrandOptions, brandOptions, readBrand } from './brand-options.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { resolveOrganization, resolvePlan } from './lookups.ts'
import type { Output, Row } from './output.ts'
import { plansOf } from './plans.ts'

interface Target {
  plan?: string
  organization?: string
}

const TARGET_HELP = `
A brand is set for an organisation, where it holds for all plans, or for one plan over it. Only what is named changes.
Colours that nobody could read are saved as the nearest shade that passes WCAG 2.2 AA, and told here.
`

export function brandsCommand(deps: OperatorDeps, output: Output): Command {
  const brands = new Command('brands').description(
    'what a portal looks like: name, colours, logo, contact, legal links',
  )

  const set = targeted(brands.command('set').description('set the brand of an organisation or of one plan'))
  brandOptions(set)
    .addHelpText('after', TARGET_HELP)
    .action(async (options: Target & BrandOptions) => {
      const input = new Input()
      requireTarget(input, options)
      const brand = await readBrand(input, options)
      input.done()
      if (!brand) return
      const db = await deps.database()
      const { organizationId, planId } = await resolveTarget(db, options)
      const saved = await setBrand(operatorCtx(deps, db, organizationId), {
        ...(planId !== undefined && { planId }),
        brand,
        replace: options.replace ?? false,
      })
      const complete = await brandOf(db, organizationId, planId)
      output.one(
        { organizationId, planId: planId ?? null, stored: saved.brand, corrections: saved.corrections },
        rowsOf(complete),
      )
      for (const correction of saved.corrections) output.say(told(correction))
    })

  targeted(brands.command('show').description('show a brand as portals wear it, every part filled'))
    .option('--stored', 'only what was set for this organisation or plan itself, as --file takes it')
    .action(async (options: Target & { stored?: boolean }) => {
      const input = new Input()
      requireTarget(input, options)
      input.done()
      const db = await deps.database()
      const { organizationId, planId } = await resolveTarget(db, options)
      if (!options.stored) {
        const brand = await brandOf(db, organizationId, planId)
        output.one(brand, rowsOf(brand))
        return
      }
      const stored = await findBrands(db, organizationId, planId)
      const own = (planId === undefined ? stored?.organization : stored?.plan) ?? {}
      output.one(own, [[JSON.stringify(own, null, 2), '']])
    })

  brands
    .command('list')
    .description('list the brands that plans wear')
    .option('--organization <id or name>', 'of this organisation alone')
    .action(async (options: { organization?: string }) => {
      const db = await deps.database()
      const worn: { slug: string; planId: PlanId; brand: Brand }[] = []
      for (const { id, slug, organizationId } of await plansOf(deps, options.organization)) {
        worn.push({ slug, planId: id, brand: await brandOf(db, organizationId, id) })
      }
      output.list(
        worn,
        [
          { title: 'PLAN', of: ({ slug }) => slug },
          { title: 'NAME', of: ({ brand }) => brand.name },
          { title: 'ACCENT', of: ({ brand }) => brand.colours.light.accent },
          { title: 'SCHEME', of: ({ brand }) => brand.scheme },
          { title: 'LOCALE', of: ({ brand }) => brand.locale },
          { title: 'LOGO', of: ({ brand }) => (brand.logo === null ? '-' : 'set') },
          { title: 'LEGAL PAGES', of: ({ brand }) => Object.keys(brand.legal).join(' ') || '-' },
        ],
        'No plan yet, so no brand is worn. Make a plan: stromtor plans create --organization … --slug … --name …',
      )
    })

  return brands
}

const targeted = (command: Command): Command =>
  command
    .option('--organization <id or name>', "the organisation's brand, or the one whose plan it has to be")
    .option('--plan <slug or id>', "the plan's own brand, over its organisation's")

function requireTarget(input: Input, { plan, organization }: Target): void {
  if (plan === undefined && organization === undefined)
    input.add('--organization or --plan', 'one of them is required')
}

async function resolveTarget(
  db: Db,
  { plan, organization }: Target,
): Promise<{ organizationId: OrganizationId; planId?: PlanId }> {
  if (plan === undefined) return { organizationId: (await resolveOrganization(db, organization ?? '')).id }
  const { id, organizationId } = await resolvePlan(db, plan, organization)
  return { organizationId, planId: id }
}

async function brandOf(db: Db, organizationId: OrganizationId, planId: PlanId | undefined): Promise<Brand> {
  const stored = await findBrands(db, organizationId, planId)
  return mergeBrand(stored?.organization ?? { name: '' }, stored?.plan)
}

/** `Corrected light.accent: #ffdd00 → #7d6b00, because its contrast was 1.15:1 and is 4.51:1 now`. */
const told = ({ token, from, to, ratioBefore, ratioAfter }: Correction): string =>
  `Corrected ${token}: ${from} → ${to} (contrast ${ratioBefore}:1 → ${ratioAfter}:1)`

const legalLine = (page: { url: string } | { text: string } | undefined): string => {
  if (page === undefined) return '-'
  return 'url' in page ? page.url : `a text of ${page.text.length} characters`
}

const palette = (colours: Record<string, string>): string =>
  PALETTE_TOKENS.map((token) => `${token} ${colours[token]}`).join('  ')

const rowsOf = (brand: Brand): Row[] => [
  ['Name', brand.name],
  ['Logo', brand.logo === null ? 'the name in letters' : brand.logo.startsWith('data:') ? 'picture' : 'SVG'],
  ['Scheme', brand.scheme],
  ['Light', palette(brand.colours.light)],
  ['Dark', palette(brand.colours.dark)],
  ['Font', `${brand.font.text}, headings ${brand.font.display} ${brand.font.displayWeight}`],
  ['Radius', `${brand.radius} px`],
  ['Locale', brand.locale],
  ['Support', [brand.support.email, brand.support.phone].filter(Boolean).join(', ') || '-'],
  ['Imprint', legalLine(brand.legal.imprint)],
  ['Privacy', legalLine(brand.legal.privacy)],
  ['Sender', brand.senderEmail === null ? brand.senderName : `${brand.senderName} <${brand.senderEmail}>`],
]
