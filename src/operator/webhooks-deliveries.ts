import type { Command } from 'commander'
import { z } from 'zod'
import { toDeliveryShape } from '../features/webhooks/delivery-shape.ts'
import { listDeliveries } from '../features/webhooks/queries.ts'
import { replayDelivery } from '../features/webhooks/replay-delivery.ts'
import { sendTestEvent } from '../features/webhooks/send-test-event.ts'
import type { WebhookDelivery } from '../features/webhooks/webhook-delivery.ts'
import type { OperatorDeps } from './deps.ts'
import { Input } from './input.ts'
import { formatInstant, type Output, type Row } from './output.ts'
import { parseWhole } from './units.ts'
import { deliveryCtx, endpointCtx } from './webhook-lookups.ts'

const MOST_LISTED = 1000

/** What goes out and what became of it: `webhooks test`, `deliveries`, `replay`. */
export function addDeliveryCommands(webhooks: Command, deps: OperatorDeps, output: Output): void {
  webhooks
    .command('test')
    .description('send an event that means nothing (test.event) to an endpoint; a running server delivers it')
    .argument('<endpoint>', 'its id')
    .action(async (id: string) => {
      const { ctx, endpointId } = await endpointCtx(deps, id)
      show(output, await sendTestEvent(ctx, endpointId))
      output.say(`See what became of it: stromtor webhooks deliveries ${endpointId}`)
    })

  webhooks
    .command('deliveries')
    .description('what went to an endpoint, newest first, with the last answer')
    .argument('<endpoint>', 'its id')
    .option('--limit <number>', 'at most so many', '20')
    .action(async (id: string, options: { limit: string }) => {
      const input = new Input()
      const limit = input.read('--limit', options.limit, parseWhole)
      if (limit !== undefined) input.check(z.object({ limit: z.int().min(1).max(MOST_LISTED) }), { limit })
      input.done()
      const { db, ctx, endpointId } = await endpointCtx(deps, id)
      const page = { limit: limit ?? MOST_LISTED, filters: [] }
      const { rows } = await listDeliveries(db, ctx.organizationId, endpointId, page)
      output.list(
        rows.map(toDeliveryShape),
        [
          { title: 'ID', of: (delivery) => delivery.id },
          { title: 'CREATED', of: ({ created_at }) => created_at.slice(0, 16) },
          { title: 'TOPIC', of: ({ topic }) => topic },
          { title: 'STATUS', of: ({ status }) => status },
          { title: 'ATTEMPTS', of: ({ attempts }) => String(attempts) },
          { title: 'NEXT', of: ({ next_attempt_at }) => next_attempt_at?.slice(0, 16) ?? '-' },
          { title: 'WHY', of: ({ log }) => log.at(-1)?.reason ?? '' },
        ],
        'Nothing has gone to it yet. Try: stromtor webhooks test …',
      )
    })

  webhooks
    .command('replay')
    .description(
      'send an event to its endpoint once more, whatever became of it; a running server delivers it',
    )
    .argument('<delivery>', 'its id')
    .action(async (id: string) => {
      const { ctx, deliveryId } = await deliveryCtx(deps, id)
      show(output, await replayDelivery(ctx, deliveryId))
    })
}

const show = (output: Output, delivery: WebhookDelivery): void =>
  output.one(toDeliveryShape(delivery), rowsOf(delivery))

const rowsOf = ({ id, eventId, topic, status, createdAt }: WebhookDelivery): Row[] => [
  ['Delivery', id],
  ['Event', `${eventId} (${topic})`],
  ['Status', status],
  ['Created', formatInstant(createdAt)],
]
