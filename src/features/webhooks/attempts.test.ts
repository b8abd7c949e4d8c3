import { Temporal } from 'temporal-polyfill'
import { afterEach, describe, expect, it } from 'vitest'
import { answering, silent, startReceiver } from './test-receiver.ts'
import { createTeller, tidyUp } from './test-webhooks.ts'

afterEach(tidyUp)

describe('an attempt that fails', () => {
  it.each([
    ['500', answering(500, 'no room'), 500, 'It answers 500.', 'no room'],
    [
      'a redirect, which is not followed',
      answering(301, '', { location: 'http://127.0.0.1:9/elsewhere' }),
      301,
      'It answers 301; redirects are not followed.',
      '',
    ],
    ['silence', silent, null, 'No answer within 0.3 s.', null],
    [
      'a broken connection',
      (response: Parameters<typeof silent>[0]) => void response.destroy(),
      null,
      'It cannot be reached (ECONNRESET).',
      null,
    ],
  ])('%s: is tried again a minute later', async (_name, answer, status, reason, response) => {
    const { url, received, answerWith } = await startReceiver(answer)
    const teller = await createTeller({ timeoutMs: 300 })
    await teller.addEndpoint({ url })
    await teller.tell()
    await teller.deliver()
    const [failed] = await teller.rows()
    expect(failed).toMatchObject({
      status: 'pending',
      attempts: 1,
      next_attempt_at: Temporal.Instant.from('2026-11-23T08:01:00Z'),
      log: [{ status, reason }],
      response,
    })
    answerWith(answering(200))
    expect((await teller.deliver()).nextAt?.toString()).toBe('2026-11-23T08:01:00Z')
    expect(received).toHaveLength(1)
    teller.clock.now = teller.clock.now.add({ minutes: 1 })
    await teller.deliver()
    expect(received).toHaveLength(2)
    expect(received[1]?.body).toBe(received[0]?.body)
    expect(await teller.rows()).toMatchObject([{ status: 'delivered', attempts: 2 }])
  })

  it('nobody is there: it waits for who comes back', async () => {
    const { url, received, goAway, comeBack } = await startReceiver()
    const teller = await createTeller()
    await teller.addEndpoint({ url })
    await goAway()
    await teller.tell()
    await teller.deliver()
    expect(await teller.rows()).toMatchObject([{ log: [{ reason: 'It cannot be reached (ECONNREFUSED).' }] }])
    await comeBack()
    teller.clock.now = teller.clock.now.add({ minutes: 1 })
    await teller.deliver()
    expect(received).toHaveLength(1)
  })

  it('is repeated after 1 to 32 minutes and 1 to 32 hours, then given up', async () => {
    const { url, received } = await startReceiver(answering(503))
    const teller = await createTeller()
    await teller.addEndpoint({ url })
    await teller.tell()
    const minutes: number[] = []
    for (;;) {
      await teller.deliver()
      const [delivery] = await teller.rows()
      if (!delivery?.next_attempt_at) break
      const pause = teller.clock.now.until(delivery.next_attempt_at).total('minutes')
      minutes.push(pause)
      // A second too early nothing happens.
      teller.clock.now = delivery.next_attempt_at.subtract({ seconds: 1 })
      expect((await teller.deliver()).started).toBe(0)
      teller.clock.now = delivery.next_attempt_at
    }
    expect(minutes).toEqual([1, 2, 4, 8, 16, 32, 60, 120, 240, 480, 960, 1920])
    expect(received).toHaveLength(13)
    expect(await teller.rows()).toMatchObject([
      { status: 'failed', attempts: 13, settled_at: teller.clock.now, log: { length: 13 } },
    ])
  })

  it('keeps the first two kilobytes of an endless answer, and does not wait for its end', async () => {
    const { url } = await startReceiver((response) => {
      response.writeHead(200)
      const more = setInterval(() => response.write('\0äbc'.repeat(200)), 5)
      response.on('close', () => clearInterval(more))
    })
    const teller = await createTeller({ timeoutMs: 10_000 })
    await teller.addEndpoint({ url })
    await teller.tell()
    const began = performance.now()
    await teller.deliver()
    expect(performance.now() - began).toBeLessThan(3000)
    const [delivery] = await teller.rows()
    expect(delivery?.status).toBe('delivered')
    expect(Buffer.byteLength(delivery?.response ?? '')).toBeGreaterThan(2000)
    expect(delivery?.response).not.toContain('\0')
    expect(delivery?.response?.length).toBeLessThanOrEqual(2048)
  })
})
