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

describe('the link of a lead', () => {
  const KNOWN = {
    customer: { type: 'person', first_name: 'Mia', last_name: 'Neu', email: 'mia@example.com' },
    address: { zip: '10115', street: 'Ackerstraße', house_number: '3' },
    meter: { estimated_usage: 2500 },
    payment_method: {
      type: 'sepa_debit',
      sepa_debit: { iban: 'DE02500105170137075030', account_holder: 'Mia Neu' },
    },
    metadata: { shop: 'mitte' },
  }

  async function lead(client = 'demo', plan = 'sonnwerk') {
    const api = demo.apiOf(client)
    const { items } = (await (await api.get('/plans?limit=100')).json()) as {
      items: { id: string; slug: string }[]
    }
    const answer = await api.post('/leads', { ...KNOWN, plan: items.find(({ slug }) => slug === plan)?.id })
    return (await answer.json()) as { id: string; link: string }
  }
  const begun = (id: string) =>
    demo.db
      .selectFrom('checkouts')
      .select(['fields', 'metadata'])
      .where('lead_id', '=', id as `lead_${string}`)
      .execute()

  test('fills the checkout in, notes the visit, and never tells the account’s number', async () => {
    const { id, link } = await lead()
    const browser = createBrowser(demo.app, new URL(link).origin)
    const answer = await browser.get(new URL(link).search.replace(/^/, '/'))
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
    const [checkout] = await begun(id)
    expect(checkout?.fields).toMatchObject({ zip: '10115', usage: '2500', firstName: 'Mia', payment: 'sepa' })
    expect(checkout?.metadata).toEqual({ shop: 'mitte' })
    expect(JSON.stringify(checkout)).not.toContain('0137075030')
    expect((await seen(await browser.get('/'))).html).toContain('value="10115"')
    const visited = (await (await demo.apiOf('demo').get(`/leads/${id}`)).json()) as {
      last_visited_at: string | null
    }
    expect(visited.last_visited_at).not.toBeNull()
  })

  test('of another organisation, of nobody or malformed opens an empty checkout', async () => {
    const foreign = await lead('nordlicht', 'nordlicht')
    for (const id of [foreign.id, 'lead_01h455vb4pex5vsknk084sn02q', 'x', '']) {
      const browser = stranger()
      expect((await browser.get(`/?id=${id}`)).status).toBe(303)
      expect((await seen(await browser.get('/'))).html).not.toContain('value="10115"')
    }
    expect(await begun(foreign.id)).toEqual([])
  })

  test('that became a contract leads to the portal', async () => {
    const { id } = await lead()
    const contract = (await demo.contractsOf('anna'))[0]
    await demo.db
      .updateTable('leads')
      .set({ subscription_id: contract?.id ?? null, subscribed_at: NOW.toString() })
      .where('id', '=', id as `lead_${string}`)
      .execute()
    const { status, html } = await seen(await stranger().get(`/?id=${id}`))
    expect(status).toBe(410)
    expect(html).toContain('href="http://sonnwerk.localhost:4000/overview"')
    expect(html).not.toContain('Mia')
  })
})

describe('a session of the portal, carried to a checkout’s host by hand', () => {
  test('signs nobody in, so that an address is proved there as by anybody', async () => {
    const { browser: portal } = await demo.signIn('clara')
    const browser = stranger()
    await browser.post('/', { zip: '12045', usage: '2500' })
    browser.cookies.set('session', portal.cookies.get('session') ?? '')
    expect((await seen(await browser.get('/'))).text).not.toContain('Clara')
    await browser.post('/place', { street: 'Sonnenallee', houseNumber: '1' })
    await browser.post('/supply', { reason: 'move_in', meterNumber: '48213377', start: 'next' })
    const person = { customerType: 'person', firstName: 'Eva', lastName: 'Fremd', email: 'anna@example.com' }
    expect((await browser.post('/person', person)).headers.get('location')).toBe('/email')
    for (const path of ['/payment', '/summary']) {
      expect((await browser.get(path)).headers.get('location')).toBe('/email')
    }
    expect((await browser.post('/summary', {})).headers.get('location')).toBe('/email')
  })
})
