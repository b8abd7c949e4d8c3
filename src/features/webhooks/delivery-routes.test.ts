import { afterEach, describe, expect, it } from 'vitest'
import { faultsOf } from '../subscriptions/test-api.ts'
import { clientOf, endpointOf, PATH, URL } from './test-api.ts'
import { answering, isSignedWith, startReceiver } from './test-receiver.ts'
import { createTeller, tidyUp } from './test-webhooks.ts'

afterEach(tidyUp)

describe('deliveries', () => {
  it('are listed with what became of them, and sent again on demand', async () => {
    const receiver = await startReceiver(answering(500, 'no room'))
    const teller = await createTeller()
    const call = clientOf(teller)
    const { id, secret } = (await call('POST', PATH, { url: receiver.url, topics: ['invoice.paid'] })).json
    const tested = await call('POST', `${endpointOf(id)}/test`)
    expect(tested).toEqual({
      status: 200,
      json: {
        object: 'webhook_delivery',
        id: expect.stringMatching(/^wd_/),
        endpoint: id,
        event: expect.stringMatching(/^evt_/),
        topic: 'test.event',
        status: 'pending',
        attempts: 0,
        next_attempt_at: '2026-11-23T08:00:00Z',
        log: [],
        response: null,
        created_at: '2026-11-23T08:00:00Z',
        settled_at: null,
      },
    })
    await teller.deliver()
    const list = `${endpointOf(id)}/deliveries`
    const [failed] = (await call('GET', list)).json.items
    expect(failed).toMatchObject({
      id: tested.json.id,
      status: 'pending',
      attempts: 1,
      next_attempt_at: '2026-11-23T08:01:00Z',
      log: [{ at: '2026-11-23T08:00:00Z', status: 500, reason: 'It answers 500.' }],
      response: 'no room',
    })
    receiver.answerWith(answering(200))
    const replayed = await call('POST', `/admin/webhook_deliveries/${failed.id}/replay`)
    expect(replayed.json).toEqual({ ...failed, attempts: 0, next_attempt_at: '2026-11-23T08:00:00Z' })
    await teller.deliver()
    const [done] = (await call('GET', list)).json.items
    expect(done).toMatchObject({
      status: 'delivered',
      attempts: 1,
      log: { length: 2 },
      next_attempt_at: null,
    })
    expect(receiver.received).toHaveLength(2)
    const { headers, body } = receiver.received[1]!
    expect(isSignedWith(secret, headers['x-stromtor-signature'], body)).toBe(true)
    expect(JSON.parse(body)).toEqual({
      id: done.event,
      topic: 'test.event',
      timestamp: '2026-11-23T08:00:00Z',
      context: { webhook_endpoint: id },
    })
    // What arrived can be sent again too.
    expect((await call('POST', `/admin/webhook_deliveries/${done.id}/replay`)).json.status).toBe('pending')
  })

  it('are found by status and topic, page by page', async () => {
    const teller = await createTeller()
    const call = clientOf(teller)
    const { id } = (await call('POST', PATH, { url: URL })).json
    for (let told = 0; told < 5; told += 1) await teller.tell(told % 2 ? 'invoice.paid' : 'invoice.created')
    const list = `${endpointOf(id)}/deliveries`
    const count = async (query: string) => (await call('GET', `${list}?${query}`)).json.items.length
    expect(await count('filter[topic][eq]=invoice.paid')).toBe(2)
    expect(await count('filter[status][eq]=pending')).toBe(5)
    expect(await count('filter[status][in]=delivered,failed')).toBe(0)
    expect(await count('filter[created_at][gte]=2026-11-23T08:00:01Z')).toBe(0)
    const first = (await call('GET', `${list}?limit=3`)).json
    const second = (await call('GET', `${list}?limit=3&cursor=${first.next_page}`)).json
    const ids = [...first.items, ...second.items].map((delivery: { id: string }) => delivery.id)
    expect([ids.length, new Set(ids).size]).toEqual([5, 5])
    expect((await call('GET', `${list}?limit=0`)).status).toBe(400)
    expect((await call('GET', `${PATH}?cursor=${first.next_page}`)).status).toBe(400)
  })

  it('wait while their endpoint is disabled', async () => {
    const receiver = await startReceiver()
    const teller = await createTeller()
    const call = clientOf(teller)
    const { id } = (await call('POST', PATH, { url: receiver.url })).json
    await teller.tell()
    await call('PATCH', endpointOf(id), { disabled: true })
    const [{ id: delivery }] = (await call('GET', `${endpointOf(id)}/deliveries`)).json.items
    await teller.deliver()
    expect(receiver.received).toEqual([])
    for (const path of [`${endpointOf(id)}/test`, `/admin/webhook_deliveries/${delivery}/replay`]) {
      expect(faultsOf(await call('POST', path))).toEqual([409, 'disabled: custom'])
    }
    await call('PATCH', endpointOf(id), { disabled: false })
    await teller.deliver()
    expect(receiver.received).toHaveLength(1)
  })
})
