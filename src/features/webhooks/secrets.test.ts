import { Temporal } from 'temporal-polyfill'
import { afterEach, describe, expect, it } from 'vitest'
import { createDeliveries } from './deliveries.ts'
import { rotateSecret } from './rotate-secret.ts'
import { isSignedWith, startReceiver } from './test-receiver.ts'
import { createTeller, settings, tidyUp } from './test-webhooks.ts'

afterEach(tidyUp)

describe('a secret', () => {
  it('signs for a day beside the one that follows it', async () => {
    const { url, received } = await startReceiver()
    const teller = await createTeller()
    const { id, secret: first } = await teller.addEndpoint({ url, signature_header: 'Other-Signature' })
    const { secret: second, previous_secret_until } = await rotateSecret(teller.ctx(), settings, id)
    expect(previous_secret_until?.toString()).toBe('2026-11-24T08:00:00Z')
    const validOf = async () => {
      await teller.tell()
      await teller.deliver()
      const { headers, body } = received.at(-1)!
      const header = headers['other-signature']
      return [first, second].map((secret) => isSignedWith(secret, header, body))
    }
    expect(await validOf()).toEqual([true, true])
    teller.clock.now = Temporal.Instant.from('2026-11-24T07:59:59Z')
    expect(await validOf()).toEqual([true, true])
    teller.clock.now = Temporal.Instant.from('2026-11-24T08:00:00Z')
    expect(await validOf()).toEqual([false, true])
  })

  it('that leaked is worth nothing after two rotations', async () => {
    const { url, received } = await startReceiver()
    const teller = await createTeller()
    const { id, secret: leaked } = await teller.addEndpoint({ url })
    await rotateSecret(teller.ctx(), settings, id)
    const { secret } = await rotateSecret(teller.ctx(), settings, id)
    await teller.tell()
    await teller.deliver()
    const { headers, body } = received[0]!
    const header = headers['x-stromtor-signature']
    expect([isSignedWith(leaked, header, body), isSignedWith(secret, header, body)]).toEqual([false, true])
  })

  it('lies in the database under a key that does not, and is told when that key is another', async () => {
    const { url, received } = await startReceiver()
    const teller = await createTeller()
    const { secret } = await teller.addEndpoint({ url })
    const stored = await teller.db
      .selectFrom('webhook_endpoints')
      .select('secret')
      .where('organization_id', '=', teller.organizationId)
      .executeTakeFirstOrThrow()
    expect(stored.secret.includes(Buffer.from(secret.slice(6)))).toBe(false)
    expect(secret).toMatch(/^whsec_[\w-]{43}$/)
    await teller.tell()
    const strange = createDeliveries({
      db: teller.db,
      key: Buffer.alloc(32),
      now: () => teller.clock.now,
      send: () => Promise.reject(new Error('must not be called')),
      onAttempt: () => undefined,
      onError: (error) => teller.errors.push(error),
    })
    await strange.look()
    await strange.idle()
    expect(received).toEqual([])
    expect(teller.errors).toEqual([])
    expect(await teller.rows()).toMatchObject([
      {
        status: 'pending',
        log: [{ reason: 'The secret cannot be read with the keys of this installation: rotate it.' }],
      },
    ])
  })
})
