import { beforeAll, describe, expect, it } from 'vitest'
import { findLoginAttempt, hashCode } from './login-code.ts'
import { type CodeWorld, createCodeWorld } from './test-codes.ts'

let codes: CodeWorld
beforeAll(async () => {
  codes = await createCodeWorld()
})

describe('requesting a code', () => {
  it('is stored as a keyed hash, salted by its attempt', async () => {
    const { email } = await codes.knownAddress()
    const { attemptToken, code } = await codes.request(email)
    const { rows } = await codes.testApp.pool.query<{ attempt_hash: Buffer; code_hash: Buffer }>(
      'select attempt_hash, code_hash from login_codes where email = $1',
      [email],
    )
    const { attempt_hash: salt, code_hash: stored } = rows[0]!
    expect(stored).toEqual(hashCode(codes.testApp.deps.loginCodeKey, salt, code))
    expect(hashCode(Buffer.alloc(32), salt, code)).not.toEqual(stored)
    expect(hashCode(codes.testApp.deps.loginCodeKey, Buffer.alloc(32), code)).not.toEqual(stored)
    expect(JSON.stringify(rows)).not.toContain(attemptToken)
  })

  it('one live code for each address and portal: a newer one takes the place of the older', async () => {
    const { email } = await codes.knownAddress()
    const first = await codes.request(email)
    const second = await codes.request(email.toLowerCase())
    expect(await codes.redeem(first)).toEqual({ outcome: 'refused', reason: 'ended' })
    expect((await codes.redeem(second)).outcome).toBe('redeemed')
  })

  it('of twenty requests at once for one address one code is live', async () => {
    const { email } = await codes.knownAddress()
    await Promise.all(Array.from({ length: 20 }, () => codes.request(email)))
    const { rows } = await codes.testApp.pool.query(
      'select count(*) as made, count(*) filter (where ended_at is null) as live from login_codes where email = $1',
      [email],
    )
    expect(rows).toEqual([{ made: 20, live: 1 }])
  })

  it('an unknown address has an attempt like any other, which no code ever opens', async () => {
    const requested = await codes.request('nobody@example.com')
    expect(requested.customerId).toBeNull()
    const { organization, plan } = codes.world
    expect(
      await findLoginAttempt(codes.testApp.deps.db, organization.id, plan.id, requested.attemptToken),
    ).toEqual({
      email: 'nobody@example.com',
      nextPath: null,
      isLive: true,
      isRecent: true,
    })
    expect(await codes.redeem(requested)).toEqual({ outcome: 'wrong', triesLeft: 4 })
  })

  it('rows a day past their end go with the next request', async () => {
    const { attemptToken } = await codes.request('old@example.com')
    await codes.later(attemptToken, '24 hours 11 minutes')
    await codes.request('someone@example.com')
    const { rows } = await codes.testApp.pool.query('select 1 from login_codes where email = $1', [
      'old@example.com',
    ])
    expect(rows).toEqual([])
  })
})
