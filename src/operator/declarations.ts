import { Command } from 'commander'
import { listDeclarations, type ListedDeclaration } from '../features/declarations/list-declarations.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { resolveOrganization } from './lookups.ts'
import { formatInstant, type Output } from './output.ts'

const MOST = 500

interface ListOptions {
  organization?: string
  open?: boolean
  limit?: string
}

export function declarationsCommand(deps: OperatorDeps, output: Output): Command {
  const declarations = new Command('declarations').description(
    'notice and withdrawal as customers and visitors declared them',
  )

  declarations
    .command('list')
    .description('list the declarations of an organisation, newest first')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--open', 'only those that ended no contract: somebody has to look at them')
    .option('--limit <number>', `how many, up to ${MOST} (default: 50)`)
    .action(async (options: ListOptions) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const limit = Number(options.limit ?? 50)
      if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
        input.add('--limit', `must be a whole number from 1 to ${MOST}`)
      input.done()
      const db = await deps.database()
      const { id } = await resolveOrganization(db, reference)
      const found = await listDeclarations(db, id, { openOnly: options.open === true, limit })
      output.list(
        found,
        [
          { title: 'Received', of: ({ receivedAt }) => formatInstant(receivedAt) },
          { title: 'Kind', of: kindOf },
          { title: 'Name', of: ({ name }) => name },
          { title: 'E-mail', of: ({ email }) => email },
          { title: 'Contract as named', of: ({ contract }) => contract },
          { title: 'Wanted last day', of: ({ intendedEndOn }) => intendedEndOn ?? 'earliest' },
          { title: 'Contract found', of: foundOf },
          { title: 'Reason', of: ({ reason }) => (reason ?? '').replaceAll(/\s+/g, ' ') },
        ],
        options.open === true ? 'Nothing waits to be looked at.' : 'Nobody has declared anything.',
      )
    })

  return declarations
}

const kindOf = ({ kind, terminationKind }: ListedDeclaration): string =>
  terminationKind === null ? kind : `${terminationKind} ${kind}`.replace('_', '-')

/** Ends are exclusive: supply stops at the beginning of that day. */
const foundOf = ({ contractNumber, contractEndOn }: ListedDeclaration): string => {
  if (contractNumber === null) return 'none'
  return contractEndOn === null ? `${contractNumber}, runs on` : `${contractNumber}, until ${contractEndOn}`
}
