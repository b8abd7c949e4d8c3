import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../../tests/support/database.ts'
import { addPerson, type CustomersWorld, makeCustomersWorld } from '../../../tests/support/customers.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { findPlan } from '../plans/queries.ts'
import { beginCheckout } from './begin-checkout.ts'
import type { Checkout } from './checkout.ts'
import { proveEmail, requestEmailCode } from './prove-email.ts'
import { findCheckout } from './queries.ts'
import { saveStep } from './save-step.ts'

const loginCodeKey = randomBytes(32)
let db: Db
let mine: CustomersWorld
let theirs: CustomersWorld

beforeAll(async () => {
  const { pool } = await testDatabase()
  db = createDatabase(pool)
  mine = await makeCustomersWorld(db)
  theirs = await makeCustomersWorld(db)
})

async function planOf({ ctx, planSlug }: CustomersWorld) {
  const plan = await findPlan(db, ctx.organizationId, planSlug)
  if (!plan) throw new Error('The world has no plan.')
  return plan.id
}

async function begin(email = 'mara@example.com') {
  const { organizationId } = mine.ctx
  const planId = await planOf(mine)
  const token = await beginCheckout(db, {
    organizationId,
    planId,
    fields: { zip: '10115', usage: '2500' },
    completed: ['quote'],
  })
  const again = async (): Promise<Checkout> => {
    const found = await findCheckout(db, organizationId, planId, token)
    if (!found) throw new Error('The checkout is gone.')
    return found
  }
  await saveStep(db, await again(), 'person', { firstName: 'Mara', email })
  return { token, planId, again }
}

/** So much of its time passes for a checkout. */
const pass = (checkout: Checkout, interval: string) =>
  sql`update checkouts set code_sent_at = code_sent_at - ${interval}::interval, expires_at = expires_at - ${interval}::interval
    where id_hash = ${checkout.idHash}`.execute(db)

describe('a checkout under way', () => {
  test('is found again by its cookie, with what was typed and done', async () => {
    const { again } = await begin()
    await saveStep(db, await again(), 'quote', { zip: '86150' })
    const found = await again()
    // What a step had before goes when it is sent again.
    expect(found.fields).toEqual({ zip: '86150', firstName: 'Mara', email: 'mara@example.com' })
    expect(found.completed.toSorted()).toEqual(['person', 'quote'])
  })

  test('is nobody else’s, and forgotten after a week', async () => {
    const { token, planId, again } = await begin()
    expect(await findCheckout(db, theirs.ctx.organizationId, await planOf(theirs), token)).toBeUndefined()
    expect(await findCheckout(db, mine.ctx.organizationId, await planOf(theirs), token)).toBeUndefined()
    expect(await findCheckout(db, mine.ctx.organizationId, planId, `${token.slice(1)}A`)).toBeUndefined()
    const checkout = await again()
    await pass(checkout, '6 days 23 hours')
    expect(await findCheckout(db, mine.ctx.organizationId, planId, token)).toBeDefined()
    await pass(checkout, '2 hours')
    expect(await findCheckout(db, mine.ctx.organizationId, planId, token)).toBeUndefined()
  })
})

describe('the code that proves an address', () => {
  test('proves it once, and only with the right digits', async () => {
    const { again } = await begin('Neu@example.com')
    const sent = await requestEmailCode({ db, loginCodeKey }, await again(), 'Neu@example.com')
    expect(sent?.customerId).toBeNull()
    const wrong = sent?.code === '000000' ? '000001' : '000000'
    expect(await proveEmail({ db, loginCodeKey }, await again(), wrong)).toEqual({
      outcome: 'wrong',
      triesLeft: 4,
    })
    expect((await again()).verifiedEmail).toBeNull()
    expect(await proveEmail({ db, loginCodeKey }, await again(), sent?.code ?? '')).toEqual({
      outcome: 'proved',
    })
    expect(await again()).toMatchObject({ verifiedEmail: 'Neu@example.com', customerId: null })
    expect(await proveEmail({ db, loginCodeKey }, await again(), sent?.code ?? '')).toEqual({
      outcome: 'refused',
    })
  })

  test('makes the order a customer’s, until another address is typed', async () => {
    const anna = await addPerson(mine, 'anna@example.com')
    await addPerson(theirs, 'anna@example.com')
    const { again } = await begin('ANNA@example.com')
    const sent = await requestEmailCode({ db, loginCodeKey }, await again(), 'ANNA@example.com')
    expect(sent?.customerId).toBe(anna)
    expect((await again()).customerId).toBeNull()
    await proveEmail({ db, loginCodeKey }, await again(), sent?.code ?? '')
    expect((await again()).customerId).toBe(anna)
    await saveStep(db, await again(), 'person', { firstName: 'Anna', email: 'anna@EXAMPLE.com' })
    expect((await again()).customerId).toBe(anna)
    await saveStep(db, await again(), 'person', { firstName: 'Anna', email: 'other@example.com' })
    expect(await again()).toMatchObject({ customerId: null, verifiedEmail: null })
  })

  test('comes once a minute, lives ten of them and takes five tries', async () => {
    const { again } = await begin('a@example.com')
    const ask = async () => requestEmailCode({ db, loginCodeKey }, await again(), 'a@example.com')
    const first = await ask()
    expect(await ask()).toBeUndefined()
    await pass(await again(), '61 seconds')
    const second = await ask()
    const tryCode = async (code = '') => proveEmail({ db, loginCodeKey }, await again(), code)
    const isOld = first?.code !== second?.code
    expect(isOld ? (await tryCode(first?.code)).outcome : 'wrong').toBe('wrong')
    await pass(await again(), '10 minutes')
    expect((await tryCode(second?.code)).outcome).toBe('refused')
    const third = await ask()
    const wrong = third?.code === '123456' ? '654321' : '123456'
    const tries = await Promise.all(Array.from({ length: 8 }, () => tryCode(wrong)))
    expect(tries.filter(({ outcome }) => outcome === 'wrong')).toHaveLength(5)
    expect((await tryCode(third?.code)).outcome).toBe('refused')
  })

  test('for an address that was changed meanwhile proves nothing', async () => {
    const { again } = await begin('before@example.com')
    const sent = await requestEmailCode({ db, loginCodeKey }, await again(), 'before@example.com')
    await saveStep(db, await again(), 'person', { email: 'after@example.com' })
    expect(await proveEmail({ db, loginCodeKey }, await again(), sent?.code ?? '')).toEqual({
      outcome: 'refused',
    })
  })
})
