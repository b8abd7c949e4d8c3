import { Command } from 'commander'
import { createApiClient } from '../features/organizations/create-api-client.ts'
import { createPublicClient } from '../features/organizations/create-public-client.ts'
import { insertApiClient, insertPublicClient } from '../features/organizations/organization.ts'
import { clientLabel } from './client-label.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { resolveOrganization } from './lookups.ts'
import type { Output, Row } from './output.ts'

interface CreateOptions {
  organization?: string
  name?: string
  scope?: string
  clientId?: string
  redirectUri?: string[]
  displayName?: string
  description?: string
  public?: boolean
  clientCredentials?: boolean
}

/** Short names, because a shell may expand the star of the real ones. */
const SCOPE_NAMES: Record<string, string> = { read: 'read:*', 'read-write': 'read:* write:*' }

export function createClientCommand(deps: OperatorDeps, output: Output): Command {
  return new Command('create')
    .description('create an API client and show its secret, this once')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--name <name>', 'what it is for, like "Website" (required)')
    .option('--scope <scope>', 'read or read-write (default); minting a magic link needs read-write')
    .option('--client-id <id>', 'a client id of your own choice instead of a random one')
    .option(
      '--redirect-uri <uri...>',
      'an app that asks customers for their data, and where it has them sent back to',
    )
    .option('--display-name <name>', 'what customers read when it asks them; default: its name')
    .option('--description <text>', 'what it does with their data: a sentence for customers')
    .option('--public', 'an app on its customers’ devices, which keeps no secret: PKCE takes its place')
    .option('--client-credentials', 'lets a client with redirect URIs open the organisation’s own data too')
    .action(async (options: CreateOptions) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const scope = options.scope === undefined ? undefined : (SCOPE_NAMES[options.scope] ?? options.scope)
      const { name, clientId, redirectUri: redirectUris, displayName, description } = options
      const fields = { name, clientId, redirectUris, displayName, description }
      if (options.public) {
        if (options.clientCredentials) input.add('--client-credentials', 'is not for public clients')
        if (scope !== undefined && scope !== 'read:*')
          input.add('--scope', 'must be read: public clients only read')
      }
      const { clientCredentials } = options
      const secretKept = options.public
        ? undefined
        : input.check(insertApiClient, { ...fields, scope, clientCredentials }, clientLabel)
      const secretless = options.public ? input.check(insertPublicClient, fields, clientLabel) : undefined
      input.done()
      const client = secretKept ?? secretless
      if (!client) return
      const db = await deps.database()
      const organization = await resolveOrganization(db, reference)
      const ctx = operatorCtx(deps, db, organization.id)
      const created: { clientId: string; scope: string; clientSecret?: string } = secretKept
        ? await createApiClient(ctx, secretKept)
        : await createPublicClient(ctx, client)
      const secret: Row[] =
        created.clientSecret === undefined ? [] : [['Client secret', created.clientSecret]]
      output.one({ ...created, organizationId: organization.id, name: client.name }, [
        ['Organisation', `${organization.id} (${organization.name})`],
        ['Name', client.name],
        ['Client id', created.clientId],
        ...secret,
        ['Scope', created.scope],
        ...client.redirectUris.map((uri): Row => ['Redirect URI', uri]),
      ])
      if (secret.length === 0) return
      output.say(
        'The secret is shown this once: only its hash is stored. Keep it in a secret store of the partner’s server, never in an app or a page.',
      )
    })
}
