import { Command } from 'commander'
import { createOrganization } from '../features/organizations/create-organization.ts'
import { insertOrganization } from '../features/organizations/organization.ts'
import { findOrganization, type Organization } from '../features/organizations/queries.ts'
import { setReturnUrlHosts, setReturnUrlHostsInput } from '../features/organizations/set-return-url-hosts.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { listOrganizations, resolveOrganization } from './lookups.ts'
import { formatInstant, type Output, type Row } from './output.ts'

interface CreateOptions {
  name?: string
  homeUrl?: string
  returnHost?: string[]
}

export function organizationsCommand(deps: OperatorDeps, output: Output): Command {
  const organizations = new Command('organizations')
    .alias('orgs')
    .description('partners: the brands whose customers the portals serve')

  organizations
    .command('create')
    .description('create an organisation')
    .option('--name <name>', 'its name; customers see it unless its brand has another (required)')
    .option(
      '--home-url <url>',
      'its own app or site, where "back to …" leads when a link names no other place',
    )
    .option('--return-host <host...>', 'hosts that a magic link may lead back to, like app.example.com')
    .action(async (options: CreateOptions) => {
      const input = new Input()
      const organization = input.check(
        insertOrganization,
        { name: options.name, homeUrl: options.homeUrl, returnUrlHosts: options.returnHost },
        hostLabel('--return-host'),
      )
      input.done()
      if (!organization) return
      const db = await deps.database()
      const { id } = await createOrganization({ db, now: deps.now() }, organization)
      const created = await findOrganization(db, id)
      if (created) output.one(created, rowsOf(created))
    })

  organizations
    .command('list')
    .description('list all organisations')
    .action(async () => {
      output.list(
        await listOrganizations(await deps.database()),
        [
          { title: 'ID', of: ({ id }) => id },
          { title: 'NAME', of: ({ name }) => name },
          { title: 'RETURN HOSTS', of: ({ returnUrlHosts }) => returnUrlHosts.join(' ') || '-' },
          { title: 'CREATED', of: ({ createdAt }) => formatInstant(createdAt) },
        ],
        'No organisation yet. Begin with: stromtor organizations create --name …',
      )
    })

  organizations
    .command('set-return-hosts')
    .description('say to which hosts a magic link may lead back (its returnUrl); replaces the list')
    .argument('[hosts...]', 'hosts like app.example.com, with :port where one is needed')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--none', 'allow none any more')
    .action(async (hosts: string[], options: { organization?: string; none?: boolean }) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      if (hosts.length === 0 && !options.none)
        input.add('hosts', 'name at least one, or clear the list with --none')
      if (hosts.length > 0 && options.none) input.add('--none', 'cannot be given together with hosts')
      input.check(setReturnUrlHostsInput, { returnUrlHosts: hosts }, hostLabel('hosts'))
      input.done()
      const db = await deps.database()
      const { id } = await resolveOrganization(db, reference)
      await setReturnUrlHosts(operatorCtx(deps, db, id), { returnUrlHosts: hosts })
      const updated = await resolveOrganization(db, id)
      output.one(updated, rowsOf(updated))
    })

  return organizations
}

/** Names the host that is wrong by its position in the list. */
const hostLabel =
  (flag: string) =>
  (path: string): { flag: string } => {
    const [field, index] = path.split('.')
    if (field === 'homeUrl') return { flag: '--home-url' }
    if (field !== 'returnUrlHosts') return { flag: `--${field}` }
    return { flag: index === undefined ? flag : `${flag} (no. ${Number(index) + 1})` }
  }

const rowsOf = ({ id, name, homeUrl, returnUrlHosts, createdAt }: Organization): Row[] => [
  ['Organisation', id],
  ['Name', name],
  ['Home', homeUrl ?? '-'],
  ['Return hosts', returnUrlHosts.join(' ') || '-'],
  ['Created', formatInstant(createdAt)],
]
