import { randomBytes } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { testDatabase } from '../../../tests/support/database.ts'
import type { Id } from '../../domain/identifiers.ts'
import type { Ctx } from '../ctx.ts'
import { recordEvent } from '../events/record-event.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { THIS_MACHINE_TOO } from './address-policy.ts'
import { createEndpoint } from './create-endpoint.ts'
import { createDeliveries } from './deliveries.ts'
import { createSend } from './send.ts'
import { stopReceivers } from './test-receiver.ts'
import type { InsertEndpoint, WebhookSettings } from './webhook-endpoint.ts'

export const settings: WebhookSettings = { key: randomBytes(32), policy: THIS_MACHINE_TOO }

/** An organisation that is told of events, by a clock that the test moves. */
export async function createTeller({ timeoutMs = 1000 }: { timeoutMs?: number } = {}) {
  const retailer = await createRetailer()
  const { db, organizationId } = retailer
  const clock = { now: Temporal.Instant.from('2026-11-23T08:00:00Z') }
  const ctx = (): Ctx => ({ ...retailer.ctx, now: clock.now })
  const errors: unknown[] = []
  const deliveries = createDeliveries({
    db,
    key: settings.key,
    now: () => clock.now,
    send: createSend({ policy: settings.policy, timeoutMs }),
    onAttempt: () => undefined,
    onError: (error) => errors.push(error),
  })
  return {
    ...retailer,
    clock,
    ctx,
    deliveries,
    errors,
    addEndpoint: (input: InsertEndpoint) => createEndpoint(ctx(), settings, input),
    tell: (topic: Parameters<typeof recordEvent>[2] = 'invoice.created') =>
      db
        .transaction()
        .execute((tx) => recordEvent(tx, ctx(), topic, { invoice: 'inv_1', subscription: 'sub_1' })),
    /** Everything that is due, as a process that looks once does it. */
    async deliver() {
      const looked = await deliveries.look()
      await deliveries.idle()
      return looked
    },
    rows: (endpointId?: Id<'webhookEndpoint'>) => {
      const all = db
        .selectFrom('webhook_deliveries')
        .selectAll()
        .where('organization_id', '=', organizationId)
        .orderBy('created_at')
        .orderBy('id')
      return (endpointId ? all.where('endpoint_id', '=', endpointId) : all).execute()
    },
  }
}

export type Teller = Awaited<ReturnType<typeof createTeller>>

/** After each test: who looks for deliveries finds those of all organisations. */
export async function tidyUp(): Promise<void> {
  await stopReceivers()
  const { pool } = await testDatabase()
  await pool.query('delete from webhook_endpoints')
}
