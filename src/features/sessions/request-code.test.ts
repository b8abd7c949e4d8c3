import { beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, createWorld, type TestApp, type World } from '../../../tests/support/world.ts'
import { findLoginAttempt, hashCode } from './login-code.ts'
import { redeemCode } from './redeem-code.ts'
import { requestCode } from './request-code.ts'

let testApp: TestApp
let world: World
let sequence = 0
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp)
})

async function knownAddress() {
  const email = `Kim.${(sequence += 1)}@Example.com`
  const { id } = await world.addCustomer({ email })
  return { email, id }
}

const request = (email: string, portal: World = world) =>
  requestCode(testApp.deps, {
    organizationId: portal.organization.id,
    planId: portal.plan.id,
    email,
    nextPath: null,
  })

const redeem = (
  { attemptToken, code }: { attemptToken: string; code: string },
  { portal = world, older }: { portal?: World; older?: string } = {},
) =>
  redeemCode(testApp.deps, {
    organizationId: portal.organization.id,
    planId: portal.plan.id,
    attemptToken,
    code,
    olderSessionToken: older,
    address: '192.0.2.7',
    userAgent: 'Test',
  })

const later = (attemptToken: string, interval: string) =>
  testApp.pool.query(
    `update login_codes set created_at = created_at - $2::interval, expires_at = expires_at - $2::interval
     where attempt_hash = sha256($1::bytea)`,
    [attemptToken, interval],
  )

describe('requesting a code', () => {
  it('is stored as a keyed hash, salted by its attempt', async () => {
    const { email } = await knownAddress()
    const { attemptToken, code } = await request(email)
    const { rows } = await testApp.pool.query<{ attempt_hash: Buffer; code_hash: Buffer }>(
      'select attempt_hash, code_hash from login_codes where email = $1',
      [email],
    )
    const { attempt_hash: salt, code_hash: stored } = rows[0]!
    expect(stored).toEqual(hashCode(testApp.deps.loginCodeKey, salt, code))
    expect(hashCode(Buffer.alloc(32), salt, code)).not.toEqual(stored)
    expect(hashCode(testApp.deps.loginCodeKey, Buffer.alloc(32), code)).not.toEqual(stored)
    expect(JSON.stringify(rows)).not.toContain(attemptToken)
  })

  it('one live code for each address and portal: a newer one takes the place of the older', async () => {
    const { email } = await knownAddress()
    const first = await request(email)
    const second = await request(email.toLowerCase())
    expect(await redeem(first)).toEqual({ outcome: 'refused', reason: 'ended' })
    expect((await redeem(second)).outcome).toBe('redeemed')
  })

  it('of twenty requests at once for one address one code is live', async () => {
    const { email } = await knownAddress()
    await Promise.all(Array.from({ length: 20 }, () => request(email)))
    const { rows } = await testApp.pool.query(
      'select count(*) as made, count(*) filter (where ended_at is null) as live from login_codes where email = $1',
      [email],
    )
    expect(rows).toEqual([{ made: 20, live: 1 }])
  })

  it('an unknown address has an attempt like any other, which no code ever opens', async () => {
    const requested = await request('nobody@example.com')
    expect(requested.customerId).toBeNull()
    const { organization, plan } = world
    expect(await findLoginAttempt(testApp.deps.db, organization.id, plan.id, requested.attemptToken)).toEqual(
      {
        email: 'nobody@example.com',
        nextPath: null,
        isLive: true,
        isRecent: true,
      },
    )
    expect(await redeem(requested)).toEqual({ outcome: 'wrong', triesLeft: 4 })
  })

  it('rows a day past their end go with the next request', async () => {
    const { attemptToken } = await request('old@example.com')
    await later(attemptToken, '24 hours 11 minutes')
    await request('someone@example.com')
    const { rows } = await testApp.pool.query('select 1 from login_codes where email = $1', [
      'old@example.com',
    ])
    expect(rows).toEqual([])
  })
})
