import { Command } from 'commander'
import { listServiceRequests } from '../features/checkouts/list-service-requests.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { readLimit } from './limit.ts'
import { resolveOrganization } from './lookups.ts'
import { formatInstant, type Output } from './output.ts'

export function serviceRequestsCommand(deps: OperatorDeps, output: Output): Command {
  const requests = new Command('service-requests').description(
    'who wants to hear once their postal code is served',
  )

  requests
    .command('list')
    .description('list the addresses that visitors left, newest first')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--zip <postal code>', 'of this one alone')
    .option('--limit <number>', 'at most so many', '50')
    .action(async (options: { organization?: string; zip?: string; limit: string }) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const limit = readLimit(input, options.limit)
      input.done()
      const db = await deps.database()
      const { id } = await resolveOrganization(db, reference)
      output.list(
        await listServiceRequests(db, id, { zip: options.zip, limit }),
        [
          { title: 'POSTAL CODE', of: ({ zip }) => zip },
          { title: 'E-MAIL', of: ({ email }) => email },
          { title: 'LANGUAGE', of: ({ locale }) => locale },
          { title: 'PLAN', of: ({ planSlug }) => planSlug },
          { title: 'ASKED', of: ({ createdAt }) => formatInstant(createdAt) },
        ],
        'Nobody has asked.',
      )
    })

  return requests
}
