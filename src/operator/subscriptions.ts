import { Command } from 'commander'
import { z } from 'zod'
import type { Db } from '../db/database.ts'
import { addDays, type Day, parseDay } from '../domain/local-time.ts'
import { inApiWords } from '../features/api-words.ts'
import type { Ctx } from '../features/ctx.ts'
import { activateSubscription } from '../features/subscriptions/activate-subscription.ts'
import { confirmSubscription } from '../features/subscriptions/confirm-subscription.ts'
import { endSubscription } from '../features/subscriptions/end-subscription.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { readLimit } from './limit.ts'
import { resolveOrganization } from './lookups.ts'
import { formatInstant, type Output, type Row } from './output.ts'
import {
  findSubscriptionListings,
  resolveSubscription,
  type SubscriptionListing,
} from './subscription-listing.ts'

interface ListOptions {
  organization?: string
  status?: string
  limit: string
}

const listed = z.object({ status: z.enum(['pending', 'active', 'ended']).optional() })

/** A step of the market process: what it does to a contract, with the day that it names. */
interface Step {
  name: string
  description: string
  option: { name: string; flag: string; description: string; isRequired: boolean }
  run: (ctx: Ctx, subscriptionId: SubscriptionListing['id'], day: Day | undefined) => Promise<void>
}

const STEPS: readonly Step[] = [
  {
    name: 'confirm',
    description: 'note that the first day of supply is settled',
    option: {
      name: 'start',
      flag: '--start',
      description: 'the first day, where it is not the one ordered',
      isRequired: false,
    },
    run: (ctx, subscriptionId, startOn) => confirmSubscription(ctx, { subscriptionId, startOn }),
  },
  {
    name: 'activate',
    description: 'begin supply; one that was not confirmed is confirmed with it',
    option: {
      name: 'on',
      flag: '--on',
      description: 'since when it runs: today, or the settled day if that has come',
      isRequired: false,
    },
    run: (ctx, subscriptionId, startOn) => activateSubscription(ctx, { subscriptionId, startOn }),
  },
  {
    name: 'end',
    description: 'end supply, with or without notice before',
    option: {
      name: 'lastDay',
      flag: '--last-day',
      description: 'of supply, yesterday at the earliest (required)',
      isRequired: true,
    },
    run: async (ctx, subscriptionId, lastDay) => {
      if (lastDay !== undefined) await endSubscription(ctx, { subscriptionId, endOn: addDays(lastDay, 1) })
    },
  },
]

export function subscriptionsCommand(deps: OperatorDeps, output: Output): Command {
  const subscriptions = new Command('subscriptions').description(
    'contracts, and what the market process does to them',
  )

  subscriptions
    .command('list')
    .description('list the contracts of an organisation, newest first')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--status <status>', 'pending, active or ended')
    .option('--limit <number>', 'at most so many', '50')
    .action(async (options: ListOptions) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const limit = readLimit(input, options.limit)
      const sought = input.check(listed, { status: options.status })
      input.done()
      const status = sought?.status
      const db = await deps.database()
      const { id } = await resolveOrganization(db, reference)
      output.list(
        await findSubscriptionListings(db, id, { limit, ...(status && { status }) }),
        [
          { title: 'NUMBER', of: ({ number }) => number },
          { title: 'CUSTOMER', of: ({ customer }) => customer },
          { title: 'PLAN', of: ({ planSlug }) => planSlug },
          { title: 'STATUS', of: statusOf },
          { title: 'FROM', of: ({ startsOn }) => startsOn },
          { title: 'LAST DAY', of: ({ lastDay }) => lastDay ?? '-' },
          { title: 'ORDERED', of: ({ source, createdAt }) => `${formatInstant(createdAt)}, ${source}` },
          { title: 'ID', of: (subscription) => subscription.id },
        ],
        'No such contract.',
      )
    })

  onContract('show', 'show one contract').action(
    async (reference: string, options: { organization?: string }) => {
      const { subscription } = await find(new Input(), reference, options.organization)
      output.one(subscription, rowsOf(subscription))
    },
  )

  for (const { name, description, option, run } of STEPS) {
    onContract(name, description)
      .option(`${option.flag} <day>`, option.description)
      .action(async (reference: string, options: Record<string, string | undefined>) => {
        const input = new Input()
        const typed = options[option.name]
        if (option.isRequired) input.required(option.flag, typed)
        const day = input.read(option.flag, typed || undefined, parseDay)
        const { db, subscription } = await find(input, reference, options['organization'])
        const { organizationId, id } = subscription
        await run(operatorCtx(deps, db, organizationId), id, day).catch(
          inApiWords({ fields: { startOn: option.name, intended_end_at: option.name } }),
        )
        const changed = await resolveSubscription(db, organizationId, id)
        output.one(changed, rowsOf(changed))
      })
  }

  function onContract(name: string, description: string): Command {
    return subscriptions
      .command(name)
      .description(description)
      .argument('<contract>', 'its number or id')
      .option('--organization <id or name>', 'the organisation (required)')
  }

  async function find(
    input: Input,
    reference: string,
    organization: string | undefined,
  ): Promise<{ db: Db; subscription: SubscriptionListing }> {
    const named = input.required('--organization', organization)
    input.done()
    const db = await deps.database()
    const { id } = await resolveOrganization(db, named)
    return { db, subscription: await resolveSubscription(db, id, reference) }
  }

  return subscriptions
}

const statusOf = ({ status, confirmedAt }: SubscriptionListing): string =>
  status === 'pending' && confirmedAt !== null ? 'pending, confirmed' : status

const rowsOf = (subscription: SubscriptionListing): Row[] => [
  ['Contract', subscription.number],
  ['Id', subscription.id],
  ['Plan', subscription.planSlug],
  ['Customer', `${subscription.customer}, ${subscription.email}`],
  ['Place', subscription.address],
  ['Meter', `${subscription.meterNumber}, ${subscription.meterType}`],
  ['Previous supplier', subscription.previousSupplierCode ?? 'none: moves in'],
  ['Status', statusOf(subscription)],
  ['First day', subscription.startsOn],
  ['Last day', subscription.lastDay ?? '-'],
  ['Confirmed', subscription.confirmedAt ? formatInstant(subscription.confirmedAt) : '-'],
  ['Ordered', `${formatInstant(subscription.createdAt)}, ${subscription.source}`],
  ['Lead', subscription.leadId ?? '-'],
  ['Credited to', subscription.creditedTo ?? '-'],
]
