import { beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, createWorld, type TestApp, type World } from '../tests/support/world.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp)
})

describe('the request log', () => {
  it('has one line a request, with the path and without the query', async () => {
    await world.browser().get('/login?next=/invoices&email=anna@example.com')
    const line = testApp.lines.findLast((candidate) => candidate['path'] === '/login')
    expect(line).toMatchObject({ msg: 'request', method: 'GET', status: 200, requestId: expect.any(String) })
    expect(JSON.stringify(line)).not.toContain('anna')
  })

  it('believes X-Forwarded-For only behind as many proxies as there are', async () => {
    const behind = await createTestApp({ TRUSTED_PROXIES: '1' })
    const there = await createWorld(behind)
    const mint = (address: string) =>
      there.api.call('/admin/magic_link', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-forwarded-for': address },
        body: JSON.stringify({ customerId: there.customer.id }),
      })
    await mint('6.6.6.6, 203.0.113.9')
    await mint('not an address')
    const { rows } = await testApp.pool.query<{ address: string | null }>(
      `select host(address) as address from audit_events where organization_id = $1 and action = 'magic_link.minted' order by occurred_at`,
      [there.organization.id],
    )
    expect(rows).toEqual([{ address: '203.0.113.9' }, { address: null }])
  })
})
