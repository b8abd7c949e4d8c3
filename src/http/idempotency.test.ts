import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, createWorld, type TestApp, type World } from '../../tests/support/world.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp)
})

const mint = (key: string, body: unknown = { customerId: world.customer.id }, api = world.api) =>
  api.call('/admin/magic_link', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(body),
  })
const rows = () => testApp.deps.db.selectFrom('magic_links').select('token_hash').execute()
const pass = (key: string, interval: string) =>
  sql`update idempotent_answers set created_at = created_at - ${interval}::interval where key = ${key}`.execute(
    testApp.deps.db,
  )

describe('Idempotency-Key', () => {
  test('the same request under the same key is answered as the first time, and nothing happens twice', async () => {
    const before = (await rows()).length
    const first = await mint('once')
    const again = await mint('once')
    expect([first.status, again.status]).toEqual([200, 200])
    expect(await again.json()).toEqual(await first.json())
    expect([first, again].map(({ headers }) => headers.get('idempotency-replayed'))).toEqual([null, 'true'])
    expect(again.headers.get('cache-control')).toBe('no-store')
    expect((await rows()).length).toBe(before + 1)
  })

  test('what is kept opens nothing to who reads the table', async () => {
    const { link } = (await (await mint('sealed')).json()) as { link: string }
    const token = new URL(link).searchParams.get('token_hash') ?? ''
    const { rows: kept } = await sql<{
      sealed_body: Buffer
    }>`select sealed_body from idempotent_answers where key = 'sealed'`.execute(testApp.deps.db)
    expect(kept[0]?.sealed_body.length).toBeGreaterThan(100)
    expect(kept[0]?.sealed_body.includes(token)).toBe(false)
  })

  test('409: the same key with another request', async () => {
    await mint('mine')
    const answer = await mint('mine', { customerId: world.customer.id, locale: 'en' })
    expect(answer.status).toBe(409)
    expect(await answer.json()).toMatchObject({ code: 'CONFLICT', errors: [{ field: 'Idempotency-Key' }] })
  })

  test('ten at once: one is at work, the others wait or read what it answered', async () => {
    const before = (await rows()).length
    const answers = await Promise.all(Array.from({ length: 10 }, () => mint('race')))
    expect(answers.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect((await rows()).length).toBe(before + 1)
  })

  test('a refusal is an answer too; another client and another organisation have keys of their own', async () => {
    const missing = { customerId: 'cus_01h455vb4pex5vsknk084sn02q' }
    expect((await mint('refused', missing)).status).toBe(404)
    const again = await mint('refused', missing)
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([404, 'true'])
    expect(await again.json()).toMatchObject({
      code: 'NOT_FOUND',
      requestId: again.headers.get('x-request-id'),
    })
    const other = await createWorld(testApp)
    expect((await mint('refused', { customerId: other.customer.id }, other.api)).status).toBe(200)
  })

  test('after a day the key is free again; a first request that died frees it sooner', async () => {
    await mint('old')
    await pass('old', '24 hours 1 second')
    expect((await mint('old', { customerId: world.customer.id, locale: 'en' })).status).toBe(200)
    await mint('died')
    await sql`update idempotent_answers set status = null, sealed_body = null where key = 'died'`.execute(
      testApp.deps.db,
    )
    const atWork = await mint('died')
    expect([atWork.status, atWork.headers.get('retry-after')]).toEqual([409, '1'])
    await pass('died', '121 seconds')
    expect((await mint('died')).status).toBe(200)
  })

  test('400: a key that is none', async () => {
    for (const key of ['a b', 'x'.repeat(256), 'ümlaut'.normalize('NFD').replace(/[^\x20-\xFF]/g, '\xFC')]) {
      expect([key, (await mint(key)).status]).toEqual([key, 400])
    }
  })
})
