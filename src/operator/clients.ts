import { Command } from 'commander'
import { listApiClients } from '../features/organizations/queries.ts'
import { revokeApiClient } from '../features/organizations/revoke-api-client.ts'
import { createClientCommand } from './clients-create.ts'
import { clientRateCommand } from './clients-rate.ts'
import { redirectUrisCommand } from './clients-redirect-uris.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { organizationOfClient, requiredOrganization, resolveOrganization } from './lookups.ts'
import { formatInstant, type Output } from './output.ts'

export function clientsCommand(deps: OperatorDeps, output: Output): Command {
  const clients = new Command('clients').description(
    "API clients: the credentials of a partner's server, and apps that ask customers for their data",
  )

  clients.addCommand(createClientCommand(deps, output))
  clients.addCommand(redirectUrisCommand(deps, output))
  clients.addCommand(clientRateCommand(deps, output))

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
          { title: 'KIND', of: ({ kind }) => kind },
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
