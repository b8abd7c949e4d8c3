import { Command } from 'commander'
import { updatePortal } from '../features/plans/plan.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import type { Plan } from '../features/plans/queries.ts'
import { setPortal } from '../features/plans/set-portal.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { flagOf, Input } from './input.ts'
import { resolvePlan } from './lookups.ts'
import { type Output, type Row, yesNo } from './output.ts'
import { plansOf } from './plans.ts'
import { formatDuration, parseDuration } from './units.ts'

interface PortalOptions {
  plan?: string
  organization?: string
  checkout?: boolean
  domain?: string | false
  frameAncestor?: string[] | false
  linkTtl?: string
  sessionIdle?: string
  sessionMax?: string
  customerMails?: boolean
}

/** A portal as the command line shows it. */
interface Portal {
  planId: Plan['id']
  organizationId: Plan['organizationId']
  slug: string
  url: string
  portalEnabled: boolean
  checkoutEnabled: boolean
  customDomain: string | null
  frameAncestors: string[]
  linkTtlSeconds: number
  sessionIdleSeconds: number
  sessionMaxSeconds: number
  customerMails: boolean
}

export function portalsCommand(deps: OperatorDeps, output: Output): Command {
  const portals = new Command('portals').description('the hosted portal and checkout of each plan')

  portals
    .command('enable')
    .description("open a plan's portal, or change its settings; what is not named stays as it is")
    .option('--plan <slug or id>', 'the plan (required)')
    .option('--organization <id or name>', 'refuse unless the plan belongs to this organisation')
    .option('--checkout', 'open the checkout too')
    .option('--no-checkout', 'close the checkout')
    .option('--domain <host>', 'a domain of the brand instead of {slug}.{portal domain}')
    .option('--no-domain', 'back to {slug}.{portal domain}')
    .option(
      '--frame-ancestor <origin...>',
      'https origins that may show the portal in a frame; replaces the list',
    )
    .option('--no-frame-ancestor', 'no origin may show it in a frame')
    .option('--link-ttl <duration>', 'how long a magic link can be opened, 1m to 15m')
    .option('--session-idle <duration>', 'signs out after so long without a visit, 5m to 90d')
    .option('--session-max <duration>', 'signs out after so long in any case, 5m to 365d')
    .option('--customer-mails', 'write to customers of new invoices and of their first day of supply')
    .option('--no-customer-mails', 'leave that to the partner')
    .action(async (options: PortalOptions) => {
      const input = new Input()
      const reference = input.required('--plan', options.plan)
      const settings = readSettings(input, options)
      input.done()
      await save(reference, options.organization, { ...settings, portalEnabled: true })
    })

  portals
    .command('disable')
    .description("close a plan's portal and checkout; minting a link for it answers 422 from then on")
    .option('--plan <slug or id>', 'the plan (required)')
    .option('--organization <id or name>', 'refuse unless the plan belongs to this organisation')
    .action(async (options: { plan?: string; organization?: string }) => {
      const input = new Input()
      const reference = input.required('--plan', options.plan)
      input.done()
      await save(reference, options.organization, { portalEnabled: false, checkoutEnabled: false })
    })

  portals
    .command('show')
    .description('show one portal')
    .argument('<plan>', 'slug or id of its plan')
    .action(async (reference: string) => show(await resolvePlan(await deps.database(), reference)))

  portals
    .command('list')
    .description('list portals, of all organisations or of one')
    .option('--organization <id or name>', 'of this organisation alone')
    .action(async (options: { organization?: string }) => {
      output.list(
        (await plansOf(deps, options.organization)).map(toPortal),
        [
          { title: 'SLUG', of: ({ slug }) => slug },
          { title: 'ADDRESS', of: ({ url }) => url },
          { title: 'PORTAL', of: ({ portalEnabled }) => yesNo(portalEnabled) },
          { title: 'CHECKOUT', of: ({ checkoutEnabled }) => yesNo(checkoutEnabled) },
          { title: 'LINK', of: ({ linkTtlSeconds }) => formatDuration(linkTtlSeconds) },
          { title: 'IDLE', of: ({ sessionIdleSeconds }) => formatDuration(sessionIdleSeconds) },
          { title: 'SESSION', of: ({ sessionMaxSeconds }) => formatDuration(sessionMaxSeconds) },
        ],
        'No plan yet, so no portal. Make a plan: stromtor plans create --organization … --slug … --name …',
      )
    })

  async function save(
    reference: string,
    organization: string | undefined,
    change: Parameters<typeof setPortal>[2],
  ): Promise<void> {
    const db = await deps.database()
    const plan = await resolvePlan(db, reference, organization)
    await setPortal(operatorCtx(deps, db, plan.organizationId), plan.id, change)
    show(await resolvePlan(db, plan.id))
  }

  const toPortal = (plan: Plan): Portal => ({
    planId: plan.id,
    organizationId: plan.organizationId,
    slug: plan.slug,
    url: portalOrigin(deps.config(), plan),
    portalEnabled: plan.portalEnabled,
    checkoutEnabled: plan.checkoutEnabled,
    customDomain: plan.customDomain,
    frameAncestors: plan.frameAncestors,
    linkTtlSeconds: plan.linkTtlSeconds,
    sessionIdleSeconds: plan.sessionIdleSeconds,
    sessionMaxSeconds: plan.sessionMaxSeconds,
    customerMails: plan.customerMails,
  })

  function show(plan: Plan): void {
    const portal = toPortal(plan)
    output.one(portal, rowsOf(portal))
  }

  return portals
}

const SECONDS = new Set(['linkTtlSeconds', 'sessionIdleSeconds', 'sessionMaxSeconds'])

function readSettings(input: Input, options: PortalOptions) {
  const settings = {
    checkoutEnabled: options.checkout,
    customerMails: options.customerMails,
    customDomain: options.domain === false ? null : options.domain,
    frameAncestors: options.frameAncestor === false ? [] : options.frameAncestor,
    linkTtlSeconds: input.read('--link-ttl', options.linkTtl, parseDuration),
    sessionIdleSeconds: input.read('--session-idle', options.sessionIdle, parseDuration),
    sessionMaxSeconds: input.read('--session-max', options.sessionMax, parseDuration),
  }
  return input.check(updatePortal, settings, (path) => {
    const [field = ''] = path.split('.')
    if (field === 'frameAncestors') return { flag: '--frame-ancestor' }
    return { flag: flagOf(field), ...(SECONDS.has(field) && { show: formatDuration }) }
  })
}

const rowsOf = (portal: Portal): Row[] => [
  ['Plan', `${portal.slug} (${portal.planId})`],
  ['Address', portal.url],
  ['Portal', portal.portalEnabled ? 'enabled' : 'not enabled'],
  ['Checkout', portal.checkoutEnabled ? 'enabled' : 'not enabled'],
  ['Own domain', portal.customDomain ?? '-'],
  ['Framed by', portal.frameAncestors.join(' ') || 'nobody'],
  ['Link valid for', formatDuration(portal.linkTtlSeconds)],
  [
    'Session',
    `${formatDuration(portal.sessionIdleSeconds)} idle, ${formatDuration(portal.sessionMaxSeconds)} at most`,
  ],
  ['Mails to customers', portal.customerMails ? 'new invoices, first day of supply' : 'none by itself'],
]
