import { Command } from 'commander'
import { createPlan } from '../features/plans/create-plan.ts'
import { insertPlan, updatePortal } from '../features/plans/plan.ts'
import { findPlan, listPlans, type Plan } from '../features/plans/queries.ts'
import { setPortal } from '../features/plans/set-portal.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { flagOf, Input } from './input.ts'
import { listOrganizations, resolveOrganization, resolvePlan } from './lookups.ts'
import { formatInstant, type Output, type Row, yesNo } from './output.ts'
import { formatCentPerKwh, formatEuro, parseCentPerKwh, parseEuro, parseWhole } from './units.ts'

interface CreateOptions {
  organization?: string
  slug?: string
  name?: string
  description?: string
  type?: string
  tariff?: string
  baseFee?: string
  markup?: string
  workingPrice?: string
  feedIn?: string
  noticeDays?: string
}

interface SetOptions {
  plan?: string
  organization?: string
  redirectUrl?: string | false
}

export function plansCommand(deps: OperatorDeps, output: Output): Command {
  const plans = new Command('plans').description('tariffs; the slug of each names the host of its portal')

  plans
    .command('create')
    .description('create a plan; its portal stays closed until it is enabled')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--slug <slug>', 'lower-case letters, digits and dashes; unique in the installation (required)')
    .option('--name <name>', 'as customers read it (required)')
    .option('--description <text>', 'a sentence or two about it')
    .option('--type <type>', 'consumption or feed_in', 'consumption')
    .option('--tariff <tariff>', 'dynamic (the exchange price of each quarter-hour) or fixed', 'dynamic')
    .option('--base-fee <EUR>', 'gross, a month, like 9.90')
    .option('--markup <ct/kWh>', 'net, on top of the exchange price, like 1.5')
    .option('--working-price <ct/kWh>', 'net energy price of a fixed tariff, like 12.35')
    .option('--feed-in <ct/kWh>', 'payout of a fixed feed-in tariff, like 7.78')
    .option('--notice-days <days>', 'notice period (30 unless given)')
    .action(async (options: CreateOptions) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const plan = readPlan(input, options)
      input.done()
      if (!plan) return
      const db = await deps.database()
      const organization = await resolveOrganization(db, reference)
      const { id } = await createPlan(operatorCtx(deps, db, organization.id), plan)
      const created = await findPlan(db, organization.id, id)
      if (created) output.one(created, rowsOf(created))
      output.say(`Open its portal with: stromtor portals enable --plan ${plan.slug}`)
    })

  plans
    .command('set')
    .description('say where the checkout of a plan leads after the order')
    .option('--plan <slug or id>', 'the plan (required)')
    .option('--organization <id or name>', 'refuse unless the plan belongs to this organisation')
    .option('--redirect-url <address>', 'a page of the partner; it is told the ids of what was ordered')
    .option('--no-redirect-url', 'back to the checkout’s own last page')
    .action(async (options: SetOptions) => {
      const input = new Input()
      const reference = input.required('--plan', options.plan)
      const { redirectUrl } = options
      if (redirectUrl === undefined) input.add('--redirect-url', 'is required, or --no-redirect-url')
      const change = input.check(updatePortal, { redirectUrl: redirectUrl === false ? null : redirectUrl })
      input.done()
      if (!change) return
      const db = await deps.database()
      const plan = await resolvePlan(db, reference, options.organization)
      await setPortal(operatorCtx(deps, db, plan.organizationId), plan.id, change)
      const saved = await findPlan(db, plan.organizationId, plan.id)
      if (saved) output.one(saved, rowsOf(saved))
    })

  plans
    .command('list')
    .description('list plans, of all organisations or of one')
    .option('--organization <id or name>', 'of this organisation alone')
    .action(async (options: { organization?: string }) => {
      output.list(
        await plansOf(deps, options.organization),
        [
          { title: 'SLUG', of: ({ slug }) => slug },
          { title: 'NAME', of: ({ name }) => name },
          { title: 'TYPE', of: ({ type }) => type },
          { title: 'TARIFF', of: ({ tariff }) => tariff },
          { title: 'BASE FEE', of: ({ baseFeeCents }) => formatEuro(baseFeeCents) },
          { title: 'PRICE', of: priceOf },
          { title: 'PORTAL', of: ({ portalEnabled }) => yesNo(portalEnabled) },
          { title: 'ID', of: ({ id }) => id },
          { title: 'ORGANISATION', of: ({ organizationId }) => organizationId },
        ],
        'No plan yet. Make one: stromtor plans create --organization … --slug … --name …',
      )
    })

  plans
    .command('show')
    .description('show one plan')
    .argument('<plan>', 'its slug or id')
    .action(async (reference: string) => {
      const plan = await resolvePlan(await deps.database(), reference)
      output.one(plan, rowsOf(plan))
    })

  return plans
}

/** The plans of one organisation, or of each in turn. */
export async function plansOf(deps: OperatorDeps, organization: string | undefined): Promise<Plan[]> {
  const db = await deps.database()
  const organizations =
    organization === undefined ? await listOrganizations(db) : [await resolveOrganization(db, organization)]
  const lists: Plan[][] = []
  for (const { id } of organizations) lists.push(await listPlans(db, id))
  return lists.flat()
}

const SHOWN: Record<string, (value: number) => string> = {
  baseFeeCents: formatEuro,
  markupMicroEurPerKwh: formatCentPerKwh,
  workingPriceMicroEurPerKwh: formatCentPerKwh,
  feedInMicroEurPerKwh: formatCentPerKwh,
  noticeDays: (days) => `${days} days`,
}

function readPlan(input: Input, options: CreateOptions) {
  const values = {
    slug: options.slug,
    name: options.name,
    description: options.description,
    type: options.type,
    tariff: options.tariff,
    baseFeeCents: input.read('--base-fee', options.baseFee, parseEuro),
    markupMicroEurPerKwh: input.read('--markup', options.markup, parseCentPerKwh),
    workingPriceMicroEurPerKwh: input.read('--working-price', options.workingPrice, parseCentPerKwh),
    feedInMicroEurPerKwh: input.read('--feed-in', options.feedIn, parseCentPerKwh),
    noticeDays: input.read('--notice-days', options.noticeDays, parseWhole),
  }
  const plan = input.check(insertPlan, values, (path) => {
    const show = SHOWN[path]
    return { flag: flagOf(path), ...(show && { show }) }
  })
  // Rules between fields are only judged once each field is right; this one is told with the others.
  const price = options.type === 'feed_in' ? 'feedIn' : 'workingPrice'
  if (options.tariff === 'fixed' && options[price] === undefined) {
    input.add(flagOf(price), 'A fixed tariff needs its price per kWh.')
  }
  return plan
}

const priceOf = (plan: Plan): string => {
  const { markupMicroEurPerKwh: markup } = plan
  if (plan.tariff === 'dynamic')
    return `exchange ${markup < 0 ? '-' : '+'} ${formatCentPerKwh(Math.abs(markup))}`
  return formatCentPerKwh(plan.workingPriceMicroEurPerKwh ?? plan.feedInMicroEurPerKwh ?? 0)
}

const rowsOf = (plan: Plan): Row[] => [
  ['Plan', plan.id],
  ['Organisation', plan.organizationId],
  ['Slug', plan.slug],
  ['Name', plan.name],
  ['Type', plan.type],
  ['Tariff', plan.tariff],
  ['Base fee', `${formatEuro(plan.baseFeeCents)} gross a month`],
  ['Price', `${priceOf(plan)} net`],
  ['Notice period', `${plan.noticeDays} days`],
  ['Portal', plan.portalEnabled ? 'enabled' : 'not enabled'],
  ['Checkout', plan.checkoutEnabled ? 'enabled' : 'not enabled'],
  ['After an order', plan.redirectUrl ?? 'the checkout’s own last page'],
  ['Created', formatInstant(plan.createdAt)],
]
