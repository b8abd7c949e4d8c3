import { beforeAll, describe, expect, it } from 'vitest'
import { otherCode } from '../../../tests/support/inbox.ts'
import { createTestApp, createWorld, type TestApp, type World } from '../../../tests/support/world.ts'
import { newSecret } from '../oauth/secret.ts'
import { findSession } from './find-session.ts'
import { redeemCode } from './redeem-code.ts'
import { announceCode, requestCode } from './request-code.ts'

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

const sessions = async (customerId: string) =>
  (await testApp.pool.query('select * from sessions where customer_id = $1', [customerId])).rows

const later = (attemptToken: string, interval: string) =>
  testApp.pool.query(
    `update login_codes set created_at = created_at - $2::interval, expires_at = expires_at - $2::interval
     where attempt_hash = sha256($1::bytea)`,
    [attemptToken, interval],
  )

describe('redeeming a code', () => {
  it('signs the customer in once: a session by code, as long as the portal says, and audit rows', async () => {
    const { email, id } = await knownAddress()
    const requested = await request(email.toUpperCase())
    await announceCode(testApp.deps.db, {
      ...requested,
      organizationId: world.organization.id,
      customerId: requested.customerId!,
      address: '192.0.2.7',
      userAgent: 'Test',
    })
    const redeemed = await redeem(requested)
    expect(redeemed).toEqual({ outcome: 'redeemed', sessionToken: expect.any(String), nextPath: '/start' })
    if (redeemed.outcome !== 'redeemed') return
    const { organization, plan } = world
    const session = await findSession(testApp.deps.db, organization.id, plan.id, redeemed.sessionToken)
    expect(session?.customer).toMatchObject({ id, email })
    const [row] = await sessions(id)
    expect(row).toMatchObject({
      method: 'code',
      address: '192.0.2.7',
      user_agent: 'Test',
      return_url: null,
      flow: null,
    })
    expect(row.expires_at.epochMilliseconds - row.created_at.epochMilliseconds).toBe(30 * 86_400_000)
    const { rows: audit } = await testApp.pool.query(
      'select action, actor_type, actor_id, host(address) as address from audit_events where customer_id = $1 order by id',
      [id],
    )
    expect(audit.filter(({ action }) => action.startsWith('login_code'))).toEqual([
      { action: 'login_code.requested', actor_type: 'customer', actor_id: id, address: '192.0.2.7' },
      { action: 'login_code.redeemed', actor_type: 'customer', actor_id: id, address: '192.0.2.7' },
    ])
    expect(await redeem(requested)).toEqual({ outcome: 'refused', reason: 'ended' })
  })

  it('counts five tries; the sixth is refused even if it is right', async () => {
    const { email, id } = await knownAddress()
    const requested = await request(email)
    const wrong = { ...requested, code: otherCode(requested.code) }
    for (const triesLeft of [4, 3, 2, 1, 0])
      expect(await redeem(wrong)).toEqual({ outcome: 'wrong', triesLeft })
    expect(await redeem(requested)).toEqual({ outcome: 'refused', reason: 'exhausted' })
    expect(await sessions(id)).toEqual([])
  })

  it('the fifth try may be the right one', async () => {
    const { email } = await knownAddress()
    const requested = await request(email)
    for (let count = 0; count < 4; count += 1) await redeem({ ...requested, code: otherCode(requested.code) })
    expect((await redeem(requested)).outcome).toBe('redeemed')
  })

  it('is refused ten minutes later by the database’s clock, and not a moment before', async () => {
    const { email } = await knownAddress()
    const late = await request(email)
    await later(late.attemptToken, '10 minutes')
    expect(await redeem(late)).toEqual({ outcome: 'refused', reason: 'expired' })
    const inTime = await request(email)
    await later(inTime.attemptToken, '9 minutes 50 seconds')
    expect((await redeem(inTime)).outcome).toBe('redeemed')
  })

  it('works in the browser that asked and in no other', async () => {
    const { email } = await knownAddress()
    const { code } = await request(email)
    expect(await redeem({ attemptToken: newSecret(), code })).toEqual({
      outcome: 'refused',
      reason: 'unknown',
    })
  })

  it('is refused at another portal of the organisation and at another organisation', async () => {
    const { email } = await knownAddress()
    const requested = await request(email)
    const elsewhere = await createWorld(testApp)
    await elsewhere.addCustomer({ email })
    const refused = { outcome: 'refused', reason: 'unknown' }
    expect(await redeem(requested, { portal: elsewhere })).toEqual(refused)
    const { plan: otherPlan } = elsewhere
    expect(await redeem(requested, { portal: { ...world, plan: otherPlan } })).toEqual(refused)
    expect((await redeem(requested)).outcome).toBe('redeemed')
  })

  it('ends the older session of the browser, whoever’s it was', async () => {
    const [first, second] = [await knownAddress(), await knownAddress()]
    const older = await redeem(await request(first.email))
    if (older.outcome !== 'redeemed') throw new Error(older.outcome)
    expect((await redeem(await request(second.email), { older: older.sessionToken })).outcome).toBe(
      'redeemed',
    )
    expect((await sessions(first.id)).map(({ ended_at: endedAt }) => endedAt !== null)).toEqual([true])
    expect((await sessions(second.id)).map(({ ended_at: endedAt }) => endedAt !== null)).toEqual([false])
  })

  it('200 right answers at once give exactly one session', async () => {
    const { email, id } = await knownAddress()
    const requested = await request(email)
    const answers = await Promise.all(Array.from({ length: 200 }, () => redeem(requested)))
    expect(answers.filter(({ outcome }) => outcome === 'redeemed')).toHaveLength(1)
    expect(await sessions(id)).toHaveLength(1)
  })

  it('100 wrong answers at once are five tries, and the right one is refused after them', async () => {
    const { email, id } = await knownAddress()
    const requested = await request(email)
    const wrong = { ...requested, code: otherCode(requested.code) }
    const answers = await Promise.all(Array.from({ length: 100 }, () => redeem(wrong)))
    const counted = answers.flatMap((answer) => (answer.outcome === 'wrong' ? [answer.triesLeft] : []))
    expect(counted.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4])
    expect((await redeem(requested)).outcome).toBe('refused')
    expect(await sessions(id)).toEqual([])
  })

  it('is refused when the customer’s address has changed since', async () => {
    const { email, id } = await knownAddress()
    const requested = await request(email)
    await testApp.pool.query('update customers set email = $2 where id = $1', [id, `new-${email}`])
    expect((await redeem(requested)).outcome).toBe('wrong')
    expect(await sessions(id)).toEqual([])
  })
})
