import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, createWorld, type TestApp, type World } from '../../../tests/support/world.ts'
import { setPortal } from '../plans/set-portal.ts'

let testApp: TestApp
let world: World
beforeAll(async () => {
  testApp = await createTestApp()
  world = await createWorld(testApp)
})

const mint = (body: unknown) => world.api.post('/admin/magic_link', body)

describe('POST /admin/magic_link', () => {
  it('answers the plain call with a link to the portal of the customer’s plan', async () => {
    const response = await mint({ customerId: world.customer.id })
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toBe('no-store')
    const answer = (await response.json()) as { object: string; link: string; expires_at: string }
    expect(answer.object).toBe('magic_link')
    const link = new URL(answer.link)
    expect(link.origin).toBe(world.origin)
    expect(link.pathname).toBe('/auth/confirm')
    expect([...link.searchParams.keys()]).toEqual(['token_hash', 'type', 'next'])
    expect(link.searchParams.get('token_hash')).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(link.searchParams.get('type')).toBe('magiclink')
    expect(Date.parse(answer.expires_at) - Date.now()).toBeGreaterThan(290_000)
    expect(Date.parse(answer.expires_at) - Date.now()).toBeLessThan(310_000)
  })

  it('lands right whatever the state: without a contract the link leads to the checkout', async () => {
    const link = await world.api.mint({ customerId: world.customer.id })
    expect(link.searchParams.get('next')).toBe('/start')
  })

  it('mints per click: every call makes a fresh link', async () => {
    const links = await Promise.all(
      Array.from({ length: 20 }, () => world.api.mint({ customerId: world.customer.id })),
    )
    expect(new Set(links.map(String)).size).toBe(20)
  })

  it('tokens stolen from the database are useless: only SHA-256 of 256 random bits is stored', async () => {
    const link = await world.api.mint({ customerId: world.customer.id })
    const token = link.searchParams.get('token_hash') ?? ''
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    const hash = createHash('sha256').update(token).digest()
    const { rows } = await testApp.pool.query('select * from magic_links where token_hash = $1', [hash])
    expect(rows).toHaveLength(1)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('long links cut by mail programs: under 300 characters, with the longest next', async () => {
    const next = `/${'a'.repeat(119)}`
    const link = await world.api.mint({ customerId: world.customer.id, next })
    expect(link.href.length).toBeLessThan(300)
  })

  it('lives for as long as the portal says, between 1 and 15 minutes', async () => {
    const other = await createWorld(testApp, { portal: { linkTtlSeconds: 900 } })
    const response = await other.api.post('/admin/magic_link', { customerId: other.customer.id })
    const { expires_at: expiresAt } = (await response.json()) as { expires_at: string }
    expect(Math.abs(Date.parse(expiresAt) - Date.now() - 900_000)).toBeLessThan(10_000)
    await expect(setPortal(other.ctx, other.plan.id, { linkTtlSeconds: 901 })).rejects.toThrow()
    await expect(setPortal(other.ctx, other.plan.id, { linkTtlSeconds: 59 })).rejects.toThrow()
  })

  it('takes the partner’s own id in place of ours', async () => {
    const customer = await world.addCustomer({ externalId: 'crm-4711' })
    expect((await mint({ externalCustomerId: 'crm-4711' })).status).toBe(200)
    expect((await mint({ externalCustomerId: 'crm-4711', customerId: customer.id })).status).toBe(400)
    expect((await mint({ externalCustomerId: 'crm-nobody' })).status).toBe(404)
  })

  it('ignores unknown fields', async () => {
    expect((await mint({ customerId: world.customer.id, colour: 'red' })).status).toBe(200)
  })

  it('one bad row does not fail its neighbours in the same batch', async () => {
    const bodies = Array.from({ length: 60 }, (_, index) =>
      index % 3 === 0 ? { customerId: 'cus_00000000000000000000000000' } : { customerId: world.customer.id },
    )
    const statuses = await Promise.all(bodies.map(async (body) => (await mint(body)).status))
    expect(statuses).toEqual(bodies.map((_, index) => (index % 3 === 0 ? 404 : 200)))
  })

  it('nobody knows who minted what: each mint leaves an audit row that the API lists', async () => {
    const customer = await world.addCustomer()
    await world.api.call('/admin/magic_link', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'partner-backend/1.0' },
      body: JSON.stringify({ customerId: customer.id }),
    })
    const listed = await world.api.get(
      `/admin/audit_events?filter[customer][eq]=${customer.id}&filter[action][eq]=magic_link.minted`,
    )
    const { items } = (await listed.json()) as { items: Record<string, unknown>[] }
    expect(items).toEqual([
      expect.objectContaining({
        object: 'audit_event',
        action: 'magic_link.minted',
        actor: { type: 'client', id: world.client.clientId },
        customer: customer.id,
        user_agent: 'partner-backend/1.0',
      }),
    ])
  })
})
