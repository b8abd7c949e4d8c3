import { Command } from 'commander'
import { createApiClient } from '../features/organizations/create-api-client.ts'
import { insertApiClient } from '../features/organizations/organization.ts'
import { listApiClients } from '../features/organizations/queries.ts'
import { revokeApiClient } from '../features/organizations/revoke-api-client.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { organizationOfClient, requiredOrganization, resolveOrganization } from './lookups.ts'
import { formatInstant, type Output } from './output.ts'

interface CreateOptions {
  organization?: string
  name?: string
  scope?: string
  clientId?: string
}

/** Short names, because a shell may expand the star of the real ones. */
const SCOPE_NAMES: Record<string, string> = { read: 'read:*', 'read-write': 'read:* write:*' }

export function clientsCommand(deps: OperatorDeps, output: Output): Command {
  const clients = new Command('clients').description("API clients: the credentials of a partner's server")

  clients
    .command('create')
    .description('create an API client and show its secret, this once')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--name <name>', 'what it is for, like "Website" (required)')
    .option('--scope <scope>', 'read or read-write; minting a magic link needs read-write', 'read-write')
    .option('--client-id <id>', 'a client id of your own choice instead of a random one')
    .action(async (options: CreateOptions) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const scope = options.scope === undefined ? undefined : (SCOPE_NAMES[options.scope] ?? options.scope)
      const client = input.check(insertApiClient, { name: options.name, scope, clientId: options.clientId })
      input.done()
      if (!client) return
      const db = await deps.database()
      const organization = await resolveOrganization(db, reference)
      const created = await createApiClient(operatorCtx(deps, db, organization.id), client)
      output.one({ ...created, organizationId: organization.id, name: client.name }, [
        ['Organisation', `${organization.id} (${organization.name})`],
        ['Name', client.name],
        ['Client id', created.clientId],
        ['Client secret', created.clientSecret],
        ['Scope', created.scope],
      ])
      output.say(
        'The secret is shown this once: only its hash is stored. Keep it in a secret store of the partner’s server, never in an app or a page.',
      )
    })

  clients
    .command('list')
    .description("list an organisation's API clients, revoked ones too")
    .option('--organization <id or name>', 'the organisation (required)')
    .action(async (options: { organization?: string }) => {
      const { db, organization } = await requiredOrganization(deps, options.organization)
      output.list(
        await listApiClients(db, organization.id),
        [
          { title: 'CLIENT ID', of: ({ clientId }) => clientId },
          { title: 'NAME', of: ({ name }) => name },
          { title: 'SCOPE', of: ({ scope }) => scope },
          { title: 'CREATED', of: ({ createdAt }) => formatInstant(createdAt) },
          { title: 'REVOKED', of: ({ revokedAt }) => (revokedAt === null ? '-' : formatInstant(revokedAt)) },
        ],
        `${organization.name} has no API client yet. Make one: stromtor clients create --organization ${organization.id} --name …`,
      )
    })

  clients
    .command('revoke')
    .description('end an API client: its secret and its tokens stop working within seconds')
    .argument('<client id>', 'the client id')
    .option('--organization <id or name>', 'refuse unless the client belongs to this organisation')
    .action(async (clientId: string, options: { organization?: string }) => {
      const db = await deps.database()
      const organizationId =
        options.organization === undefined
          ? await organizationOfClient(db, clientId)
          : (await resolveOrganization(db, options.organization)).id
      await revokeApiClient(operatorCtx(deps, db, organizationId), clientId)
      const revoked = (await listApiClients(db, organizationId)).find(
        (client) => client.clientId === clientId,
      )
      if (!revoked?.revokedAt) return
      output.one(revoked, [
        ['Client id', clientId],
        ['Name', revoked.name],
        ['Revoked', formatInstant(revoked.revokedAt)],
      ])
    })

  return clients
}
