import { Command } from 'commander'
import { listLeads } from '../features/leads/queries.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { readLimit } from './limit.ts'
import { resolveOrganization } from './lookups.ts'
import { formatInstant, type Output } from './output.ts'

export function leadsCommand(deps: OperatorDeps, output: Output): Command {
  const leads = new Command('leads').description('whom partners sent to the checkout')

  leads
    .command('list')
    .description('list the leads of an organisation, newest first')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--limit <number>', 'at most so many', '50')
    .action(async (options: { organization?: string; limit: string }) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const limit = readLimit(input, options.limit)
      input.done()
      const db = await deps.database()
      const { id } = await resolveOrganization(db, reference)
      // What is known of the person stays with the lead.
      const { rows } = await listLeads(db, id, { limit, filters: [] })
      output.list(
        rows.map(({ details, ...lead }) => ({ ...lead, zip: details.address.zip })),
        [
          { title: 'ID', of: (lead) => lead.id },
          { title: 'PLAN', of: ({ planSlug }) => planSlug },
          { title: 'POSTAL CODE', of: ({ zip }) => zip },
          { title: 'CREATED', of: ({ createdAt }) => formatInstant(createdAt) },
          { title: 'BY', of: ({ createdBy }) => createdBy ?? '-' },
          {
            title: 'LAST VISIT',
            of: ({ lastVisitedAt }) => (lastVisitedAt ? formatInstant(lastVisitedAt) : '-'),
          },
          { title: 'CONTRACT', of: ({ subscriptionId }) => subscriptionId ?? '-' },
        ],
        'No lead yet. Partners make them: POST /leads',
      )
    })

  return leads
}
