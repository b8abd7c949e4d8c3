import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

const stranger = (plan = 'sonnwerk') => createBrowser(demo.app, `http://${plan}.checkout.localhost:4000`)

describe('the hosts of checkouts', () => {
  test('a plan with a checkout has one, in its brand, with the buttons of the law', async () => {
    for (const plan of ['sonnwerk', 'nordlicht']) {
      const browser = stranger(plan)
      expect((await browser.get('/')).status).toBe(200)
      for (const path of ['/imprint', '/cancel', '/withdraw', '/help', '/health']) {
        expect([path, (await browser.get(path)).status]).toEqual([path, 200])
      }
    }
    expect((await seen(await stranger().get('/'))).text).toContain('Sonnwerk')
  })

  test('a plan without one, a plan there is not, and the portal’s pages are not found', async () => {
    for (const plan of ['sonnwerk-fix', 'sonnwerk-intern', 'nobody', 'a.b']) {
      expect([plan, (await stranger(plan).get('/')).status]).toEqual([plan, 404])
    }
    for (const path of ['/overview', '/invoices', '/login', '/start', '/nothing']) {
      expect([path, (await stranger().get(path)).status]).toEqual([path, 404])
    }
  })
})

describe('what a partner’s page hands over', () => {
  test('goes into the checkout and out of the address; postal code and use stay', async () => {
    const browser = stranger()
    const answer = await browser.get(
      '/?zip=10115&usage=2500&metadata.campaign=autumn&metadata.email=sales@example.com&metadata.bad%20key=x&metadata.long=' +
        'x'.repeat(501),
    )
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?zip=10115&usage=2500'])
    const rows = await demo.db
      .selectFrom('checkouts')
      .select(['metadata', 'credited_to', 'customer_id'])
      .execute()
    expect(rows).toEqual([
      { metadata: { campaign: 'autumn' }, credited_to: 'sales@example.com', customer_id: null },
    ])
    expect(browser.cookies.size).toBe(1)
  })

  test('is not taken up by who only fetches ahead', async () => {
    const browser = stranger()
    const answer = await browser.get('/?metadata.campaign=autumn', { 'Sec-Purpose': 'prefetch' })
    expect(answer.status).toBe(200)
    expect(browser.cookies.size).toBe(0)
  })
})
