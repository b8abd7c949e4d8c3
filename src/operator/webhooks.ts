import { Command } from 'commander'
import { createEndpoint } from '../features/webhooks/create-endpoint.ts'
import { deleteEndpoint } from '../features/webhooks/delete-endpoint.ts'
import { toEndpointShape } from '../features/webhooks/endpoint-shape.ts'
import { listEndpoints } from '../features/webhooks/queries.ts'
import { rotateSecret } from '../features/webhooks/rotate-secret.ts'
import { updateEndpoint } from '../features/webhooks/update-endpoint.ts'
import {
  ASKABLE_TOPICS,
  insertEndpoint,
  updateEndpoint as updateInput,
  type WebhookEndpoint,
} from '../features/webhooks/webhook-endpoint.ts'
import { operatorCtx } from './ctx.ts'
import type { OperatorDeps } from './deps.ts'
import { flagOf, Input, type Label } from './input.ts'
import { requiredOrganization, resolveOrganization } from './lookups.ts'
import { formatInstant, type Output, type Row } from './output.ts'
import { addDeliveryCommands } from './webhooks-deliveries.ts'
import { endpointCtx, serverWebhooks } from './webhook-lookups.ts'

interface EndpointOptions {
  organization?: string
  url?: string
  topic?: string[]
  header?: string
  description?: string
  disable?: boolean
  enable?: boolean
}

const TOPICS_HELP = `
Topics: ${ASKABLE_TOPICS.join(', ')}.
* stands for every topic but portal.*; quote it, or the shell expands it.
`
/** More than an organisation may have. */
const ALL = 100

export function webhooksCommand(deps: OperatorDeps, output: Output): Command {
  const webhooks = new Command('webhooks').description('where partners are told of events, and what arrived')

  webhooks
    .command('create')
    .description('tell an address of events from now on, and show the secret that signs, this once')
    .option('--organization <id or name>', 'the organisation (required)')
    .option('--url <url>', 'https and public (required)')
    .option('--topic <topic...>', 'only these topics; default: *')
    .option('--header <name>', 'the header that carries the signature; default: X-Stromtor-Signature')
    .option('--description <text>', 'what it is for')
    .addHelpText('after', TOPICS_HELP)
    .action(async (options: EndpointOptions) => {
      const input = new Input()
      const reference = input.required('--organization', options.organization)
      const settings = await serverWebhooks(deps)
      const endpoint = input.check(insertEndpoint(settings.policy), fieldsOf(options), labelOf)
      input.done()
      if (!endpoint) return
      const db = await deps.database()
      const { id } = await resolveOrganization(db, reference)
      const created = await createEndpoint(operatorCtx(deps, db, id), settings, endpoint)
      showSecret(output, created)
    })

  webhooks
    .command('list')
    .description("list an organisation's endpoints, newest first")
    .option('--organization <id or name>', 'the organisation (required)')
    .action(async (options: { organization?: string }) => {
      const { db, organization } = await requiredOrganization(deps, options.organization)
      const { rows } = await listEndpoints(db, organization.id, { limit: ALL, filters: [] })
      output.list(
        rows.map(toEndpointShape),
        [
          { title: 'ID', of: ({ id }) => id },
          { title: 'URL', of: ({ url }) => url },
          { title: 'TOPICS', of: ({ topics }) => topics.join(' ') },
          { title: 'HEADER', of: ({ signature_header }) => signature_header },
          {
            title: 'DISABLED',
            of: ({ disabled_at }) => (disabled_at === null ? '-' : disabled_at.slice(0, 16)),
          },
        ],
        `${organization.name} has no endpoint yet. Make one: stromtor webhooks create --organization ${organization.id} --url https://…`,
      )
    })

  webhooks
    .command('update')
    .description('change an endpoint; what is not given stays as it is')
    .argument('<endpoint>', 'its id')
    .option('--url <url>', 'https and public')
    .option('--topic <topic...>', 'only these topics')
    .option('--header <name>', 'the header that carries the signature')
    .option('--description <text>', 'what it is for')
    .option('--disable', 'send nothing, and of new events keep nothing for it')
    .option('--enable', 'send again')
    .addHelpText('after', TOPICS_HELP)
    .action(async (id: string, options: EndpointOptions) => {
      const input = new Input()
      if (options.disable && options.enable) input.add('--enable', 'cannot be given together with --disable')
      const settings = await serverWebhooks(deps)
      const changes = input.check(updateInput(settings.policy), fieldsOf(options), labelOf)
      input.done()
      if (!changes) return
      const { ctx, endpointId } = await endpointCtx(deps, id)
      const updated = await updateEndpoint(ctx, settings, endpointId, fieldsOf(options))
      output.one(toEndpointShape(updated), rowsOf(updated))
    })

  webhooks
    .command('rotate-secret')
    .description('make a new secret and show it, this once; the one before it signs too for 24 hours')
    .argument('<endpoint>', 'its id')
    .action(async (id: string) => {
      const { ctx, endpointId } = await endpointCtx(deps, id)
      showSecret(output, await rotateSecret(ctx, await serverWebhooks(deps), endpointId))
    })

  webhooks
    .command('delete')
    .description('delete an endpoint, with what is on its way to it and the log of what arrived')
    .argument('<endpoint>', 'its id')
    .action(async (id: string) => {
      const { ctx, endpointId } = await endpointCtx(deps, id)
      await deleteEndpoint(ctx, endpointId)
      output.one({ id: endpointId, deleted: true }, [['Deleted', endpointId]])
    })

  addDeliveryCommands(webhooks, deps, output)
  return webhooks
}

/** Options that were not given are left out: defaults, or what there was, then hold. */
function fieldsOf({ url = '', topic, header, description, disable, enable }: EndpointOptions) {
  return {
    ...(url !== '' && { url }),
    ...(topic && { topics: topic as (typeof ASKABLE_TOPICS)[number][] }),
    ...(header !== undefined && { signature_header: header }),
    ...(description !== undefined && { description }),
    ...((disable || enable) && { disabled: disable === true }),
  }
}

const labelOf = (path: string): Label => {
  const [field = ''] = path.split('.')
  const flags: Record<string, string> = { topics: '--topic', signature_header: '--header' }
  return { flag: flags[field] ?? flagOf(field) }
}

function showSecret(output: Output, endpoint: WebhookEndpoint & { secret: string }): void {
  const { secret } = endpoint
  output.one({ ...toEndpointShape(endpoint), secret }, [...rowsOf(endpoint), ['Secret', secret]])
  output.say('The secret is shown this once. The receiver needs it to know that a request comes from here.')
}

const rowsOf = (endpoint: WebhookEndpoint): Row[] => [
  ['Endpoint', endpoint.id],
  ['Address', endpoint.url],
  ['Description', endpoint.description || '-'],
  ['Topics', endpoint.topics.join(' ')],
  ['Header', endpoint.signature_header],
  ['Old secret until', endpoint.previous_secret_until ? formatInstant(endpoint.previous_secret_until) : '-'],
  ['Disabled', endpoint.disabled_at ? formatInstant(endpoint.disabled_at) : '-'],
  ['Created', formatInstant(endpoint.created_at)],
]
