import { afterEach, describe, expect, it, vi } from 'vitest'
import { recordEvent } from '../events/record-event.ts'
import { claimDelivery } from './claim-delivery.ts'
import { createDeliveries } from './deliveries.ts'
import { createSend } from './send.ts'
import { answering, isSignedWith, silent, startReceiver } from './test-receiver.ts'
import { createTeller, settings, tidyUp } from './test-webhooks.ts'
import { updateEndpoint } from './update-endpoint.ts'

afterEach(tidyUp)

describe('an event', () => {
  it('arrives as ids alone, signed with the secret of the endpoint', async () => {
    const { url, received } = await startReceiver(answering(204))
    const teller = await createTeller()
    const { secret, id } = await teller.addEndpoint({ url })
    await teller.tell()
    await teller.deliver()

    const [event] = await teller.db
      .selectFrom('events')
      .selectAll()
      .where('organization_id', '=', teller.organizationId)
      .execute()
    expect(received).toHaveLength(1)
    const { method, path, headers, body } = received[0]!
    expect([method, path, headers['content-type']]).toEqual(['POST', '/hooks', 'application/json'])
    expect(body).toBe(
      `{"id":"${event?.id}","topic":"invoice.created","timestamp":"2026-11-23T08:00:00Z","context":{"invoice":"inv_1","subscription":"sub_1"}}`,
    )
    expect(headers['x-stromtor-signature']).toMatch(/^t=1795420800,v1=[0-9a-f]{64}$/)
    expect(isSignedWith(secret, headers['x-stromtor-signature'], body)).toBe(true)
    expect(isSignedWith(`${secret}x`, headers['x-stromtor-signature'], body)).toBe(false)
    expect(await teller.rows()).toEqual([
      {
        organization_id: teller.organizationId,
        id: expect.stringMatching(/^wd_0[0-9a-f]{25}$/),
        endpoint_id: id,
        event_id: event?.id,
        status: 'delivered',
        attempts: 1,
        next_attempt_at: null,
        log: [{ at: '2026-11-23T08:00:00Z', status: 204, reason: null, duration_ms: expect.any(Number) }],
        response: '',
        created_at: teller.clock.now,
        settled_at: teller.clock.now,
      },
    ])
    expect(await teller.deliver()).toMatchObject({ started: 0, nextAt: null })
    expect(received).toHaveLength(1)
  })

  it('goes to who asks for its topic, and is written for nobody else', async () => {
    const { url } = await startReceiver()
    const teller = await createTeller()
    const other = await createTeller()
    const all = await teller.addEndpoint({ url })
    const one = await teller.addEndpoint({ url, topics: ['invoice.paid', 'invoice.paid'] })
    const off = await teller.addEndpoint({ url })
    const stranger = await other.addEndpoint({ url })
    await updateEndpoint(teller.ctx(), settings, off.id, { disabled: true })
    await teller.tell('invoice.created')
    await teller.tell('invoice.paid')
    const written = async (id: typeof all.id) => (await teller.rows(id)).length
    expect([await written(all.id), await written(one.id), await written(off.id)]).toEqual([2, 1, 0])
    expect(await other.rows(stranger.id)).toEqual([])
    expect(one.topics).toEqual(['invoice.paid'])
  })

  it('is not told of when its change is taken back', async () => {
    const { url } = await startReceiver()
    const teller = await createTeller()
    await teller.addEndpoint({ url })
    const undone = teller.db.transaction().execute(async (tx) => {
      await recordEvent(tx, teller.ctx(), 'invoice.paid', {})
      throw new Error('taken back')
    })
    await expect(undone).rejects.toThrow('taken back')
    expect(await teller.rows()).toEqual([])
  })
})

describe('several endpoints', () => {
  it('one that hangs delays no other, and what comes in meanwhile goes out', async () => {
    const slow = await startReceiver(silent)
    const quick = await startReceiver()
    const teller = await createTeller({ timeoutMs: 1500 })
    await teller.addEndpoint({ url: slow.url })
    const { id } = await teller.addEndpoint({ url: quick.url })
    await teller.tell()
    await teller.deliveries.look()
    await vi.waitFor(() => expect(quick.received).toHaveLength(1))
    await teller.tell()
    await teller.deliveries.look()
    await vi.waitFor(() => expect(quick.received).toHaveLength(2))
    await vi.waitFor(async () =>
      expect(await teller.rows(id)).toMatchObject([{ status: 'delivered' }, { status: 'delivered' }]),
    )
    await teller.deliveries.idle()
  })

  it('one that hangs has one request on its way, whatever waits for it, and goes on quickly once it answers', async () => {
    const open = { now: 0, silently: 0, most: 0 }
    let asked = 0
    const { url } = await startReceiver((response, { body }) => {
      open.now += 1
      response.on('close', () => (open.now -= 1))
      asked += 1
      if (asked <= 3) open.silently = Math.max(open.silently, open.now)
      else setTimeout(() => response.end(body), 50)
      open.most = Math.max(open.most, open.now)
    })
    const teller = await createTeller({ timeoutMs: 1000 })
    await teller.addEndpoint({ url })
    for (let event = 0; event < 40; event += 1) await teller.tell()
    await teller.deliver()
    // One that was given up a moment ago may still be open on the other side.
    expect(open.silently).toBeLessThanOrEqual(2)
    expect(open.most).toBeGreaterThan(4)
    expect((await teller.rows()).filter(({ status }) => status === 'pending')).toHaveLength(3)
  })

  it('a thousand events arrive once each, shared by two processes', async () => {
    const { url, received } = await startReceiver()
    const teller = await createTeller()
    await teller.addEndpoint({ url })
    await teller.db.transaction().execute(async (tx) => {
      for (let event = 0; event < 1000; event += 1) await recordEvent(tx, teller.ctx(), 'invoice.created', {})
    })
    const second = createDeliveries({
      db: teller.db,
      key: settings.key,
      now: () => teller.clock.now,
      send: createSend({ policy: settings.policy }),
      onAttempt: () => undefined,
      onError: (error) => teller.errors.push(error),
    })
    await Promise.all([teller.deliveries.look(), second.look()])
    await Promise.all([teller.deliveries.idle(), second.idle()])
    const ids = received.map(({ body }) => (JSON.parse(body) as { id: string }).id)
    expect([ids.length, new Set(ids).size]).toEqual([1000, 1000])
    expect(teller.errors).toEqual([])
  })
})

it('a process that dies with a delivery in its hands leaves it to be made after a minute', async () => {
  const { url, received } = await startReceiver()
  const teller = await createTeller()
  const endpoint = await teller.addEndpoint({ url })
  await teller.tell()
  const now = teller.clock.now
  const target = { organizationId: teller.organizationId, id: endpoint.id }
  const until = now.add({ seconds: 60 })
  expect(await claimDelivery(teller.db, target, { now, until })).toMatchObject({ topic: 'invoice.created' })
  expect(await claimDelivery(teller.db, target, { now, until })).toBeUndefined()
  await teller.deliver()
  expect(received).toEqual([])
  teller.clock.now = until
  await teller.deliver()
  expect(received).toHaveLength(1)
})
