import { beforeAll, describe, expect, it } from 'vitest'
import { otherCode } from '../../../tests/support/inbox.ts'
import { createWorld } from '../../../tests/support/world.ts'
import { newSecret } from '../oauth/secret.ts'
import { findSession } from './find-session.ts'
import { announceCode } from './request-code.ts'
import { type CodeWorld, createCodeWorld } from './test-codes.ts'

let codes: CodeWorld
beforeAll(async () => {
  codes = await createCodeWorld()
})

const sessions = async (customerId: string) =>
  (await codes.testApp.pool.query('select * from sessions where customer_id = $1', [customerId])).rows

describe('redeeming a code', () => {
  it('signs the customer in once: a session by code, as long as the portal says, and audit rows', async () => {
    const { email, id } = await codes.knownAddress()
    const requested = await codes.request(email.toUpperCase())
    await announceCode(codes.testApp.deps.db, {
      ...requested,
      organizationId: codes.world.organization.id,
      customerId: requested.customerId!,
      address: '192.0.2.7',
      userAgent: 'Test',
    })
    const redeemed = await codes.redeem(requested)
    expect(redeemed).toEqual({ outcome: 'redeemed', sessionToken: expect.any(String), nextPath: '/start' })
    if (redeemed.outcome !== 'redeemed') return
    const { organization, plan } = codes.world
    const session = await findSession(codes.testApp.deps.db, organization.id, plan.id, redeemed.sessionToken)
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
    const { rows: audit } = await codes.testApp.pool.query(
      'select action, actor_type, actor_id, host(address) as address from audit_events where customer_id = $1 order by id',
      [id],
    )
    expect(audit.filter(({ action }) => action.startsWith('login_code'))).toEqual([
      { action: 'login_code.requested', actor_type: 'customer', actor_id: id, address: '192.0.2.7' },
      { action: 'login_code.redeemed', actor_type: 'customer', actor_id: id, address: '192.0.2.7' },
    ])
    expect(await codes.redeem(requested)).toEqual({ outcome: 'refused', reason: 'ended' })
  })

  it('counts five tries; the sixth is refused even if it is right', async () => {
    const { email, id } = await codes.knownAddress()
    const requested = await codes.request(email)
    const wrong = { ...requested, code: otherCode(requested.code) }
    for (const triesLeft of [4, 3, 2, 1, 0])
      expect(await codes.redeem(wrong)).toEqual({ outcome: 'wrong', triesLeft })
    expect(await codes.redeem(requested)).toEqual({ outcome: 'refused', reason: 'exhausted' })
    expect(await sessions(id)).toEqual([])
  })

  it('the fifth try may be the right one', async () => {
    const { email } = await codes.knownAddress()
    const requested = await codes.request(email)
    for (let count = 0; count < 4; count += 1)
      await codes.redeem({ ...requested, code: otherCode(requested.code) })
    expect((await codes.redeem(requested)).outcome).toBe('redeemed')
  })

  it('is refused ten minutes later by the database’s clock, and not a moment before', async () => {
    const { email } = await codes.knownAddress()
    const late = await codes.request(email)
    await codes.later(late.attemptToken, '10 minutes')
    expect(await codes.redeem(late)).toEqual({ outcome: 'refused', reason: 'expired' })
    const inTime = await codes.request(email)
    await codes.later(inTime.attemptToken, '9 minutes 50 seconds')
    expect((await codes.redeem(inTime)).outcome).toBe('redeemed')
  })

  it('works in the browser that asked and in no other', async () => {
    const { email } = await codes.knownAddress()
    const { code } = await codes.request(email)
    expect(await codes.redeem({ attemptToken: newSecret(), code })).toEqual({
      outcome: 'refused',
      reason: 'unknown',
    })
  })

  it('is refused at another portal of the organisation and at another organisation', async () => {
    const { email } = await codes.knownAddress()
    const requested = await codes.request(email)
    const elsewhere = await createWorld(codes.testApp)
    await elsewhere.addCustomer({ email })
    const refused = { outcome: 'refused', reason: 'unknown' }
    expect(await codes.redeem(requested, { portal: elsewhere })).toEqual(refused)
    const { plan: otherPlan } = elsewhere
    expect(await codes.redeem(requested, { portal: { ...codes.world, plan: otherPlan } })).toEqual(refused)
    expect((await codes.redeem(requested)).outcome).toBe('redeemed')
  })

  it('ends the older session of the browser, whoever’s it was', async () => {
    const [first, second] = [await codes.knownAddress(), await codes.knownAddress()]
    const older = await codes.redeem(await codes.request(first.email))
    if (older.outcome !== 'redeemed') throw new Error(older.outcome)
    expect(
      (await codes.redeem(await codes.request(second.email), { older: older.sessionToken })).outcome,
    ).toBe('redeemed')
    expect((await sessions(first.id)).map(({ ended_at: endedAt }) => endedAt !== null)).toEqual([true])
    expect((await sessions(second.id)).map(({ ended_at: endedAt }) => endedAt !== null)).toEqual([false])
  })

  it('200 right answers at once give exactly one session', async () => {
    const { email, id } = await codes.knownAddress()
    const requested = await codes.request(email)
    const answers = await Promise.all(Array.from({ length: 200 }, () => codes.redeem(requested)))
    expect(answers.filter(({ outcome }) => outcome === 'redeemed')).toHaveLength(1)
    expect(await sessions(id)).toHaveLength(1)
  })

  it('100 wrong answers at once are five tries, and the right one is refused after them', async () => {
    const { email, id } = await codes.knownAddress()
    const requested = await codes.request(email)
    const wrong = { ...requested, code: otherCode(requested.code) }
    const answers = await Promise.all(Array.from({ length: 100 }, () => codes.redeem(wrong)))
    const counted = answers.flatMap((answer) => (answer.outcome === 'wrong' ? [answer.triesLeft] : []))
    expect(counted.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4])
    expect((await codes.redeem(requested)).outcome).toBe('refused')
    expect(await sessions(id)).toEqual([])
  })

  it('is refused when the customer’s address has changed since', async () => {
    const { email, id } = await codes.knownAddress()
    const requested = await codes.request(email)
    await codes.testApp.pool.query('update customers set email = $2 where id = $1', [id, `new-${email}`])
    expect((await codes.redeem(requested)).outcome).toBe('wrong')
    expect(await sessions(id)).toEqual([])
  })
})
