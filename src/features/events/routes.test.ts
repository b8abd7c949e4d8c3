import { describe, expect, test } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId } from '../../domain/identifiers.ts'
import { createCustomer } from '../customers/create-customer.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { EVENT_TOPICS } from './event.ts'
import { recordEvent } from './record-event.ts'
import { eventsApi } from './routes.ts'

async function get({ db, organizationId }: Retailer, id: string, caller: Partial<Caller> = {}) {
  const app = apiHost({ organizationId, ...caller }, (host) => host.route('/', eventsApi({ db })))
  const answer = await app.request(`/events/${id}`)
  const json = await answer.json()
  matchesContract('GET', '/events/{id}', answer.status, json)
  return { status: answer.status, json }
}

const eventIds = async ({ db, organizationId }: Retailer) =>
  await db
    .selectFrom('events')
    .select(['id', 'topic'])
    .where('organization_id', '=', organizationId)
    .execute()

describe('GET /events/{id}', () => {
  test('200: what happened, when, and the ids of what it concerns', async () => {
    const retailer = await createRetailer()
    const contract = await retailer.subscribe()
    const [event] = await eventIds(retailer)
    expect(await get(retailer, event?.id ?? '')).toEqual({
      status: 200,
      json: {
        id: event?.id,
        topic: 'subscription.created',
        timestamp: '2025-08-15T10:00:00Z',
        context: { subscription: contract.id },
      },
    })
  })

  test('every topic has the shape of the contract', async () => {
    const retailer = await createRetailer()
    const context = {
      subscription: newId('subscription'),
      invoice: newId('invoice'),
      voiding_invoice: newId('invoice'),
      meter_order: newId('meterOrder'),
    }
    await retailer.db.transaction().execute(async (tx) => {
      for (const topic of EVENT_TOPICS) await recordEvent(tx, retailer.ctx, topic, context)
    })
    const events = await eventIds(retailer)
    expect(events).toHaveLength(19)
    for (const { id, topic } of events) expect((await get(retailer, id)).json.topic).toBe(topic)
  })

  test('404: another organisation’s, a missing one, an id of the wrong kind', async () => {
    const retailer = await createRetailer()
    await retailer.subscribe()
    const [event] = await eventIds(retailer)
    const id = event?.id ?? ''
    const stranger = await createRetailer()
    expect((await get(stranger, id)).status).toBe(404)
    for (const wrong of [newId('event'), id.replace('evt_', 'sub_'), 'x', '%00']) {
      expect((await get(retailer, wrong)).json).toMatchObject({
        code: 'NOT_FOUND',
        message: 'Event not found.',
      })
    }
  })

  test('a customer’s token reads what concerns that customer alone', async () => {
    const retailer = await createRetailer()
    const { customerId, planSlug } = retailer
    const bernd = await createCustomer(retailer.ctx, {
      type: 'person',
      first_name: 'Bernd',
      last_name: 'Winter',
      email: 'bernd@example.com',
      planSlug,
    })
    await retailer.subscribe()
    const [event] = await eventIds(retailer)
    const id = event?.id ?? ''
    expect((await get(retailer, id, { tokenCustomerId: customerId })).status).toBe(200)
    expect((await get(retailer, id, { tokenCustomerId: bernd.id })).status).toBe(404)
  })
})
