import { beforeAll, expect, test } from 'vitest'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { NOW, TYPED } from './test-orders.ts'

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

test('without a mail server the brand’s people take the order; what was typed stays', async () => {
  const browser = createBrowser(demo.app, 'http://sonnwerk.checkout.localhost:4000')
  const email = 'mara@example.com'
  for (const [path, fields] of [
    ['/', TYPED.quote],
    ['/place', TYPED.place],
    ['/supply', TYPED.supply],
    ['/person', { ...TYPED.person, email }],
  ] as const) {
    expect((await browser.post(path, fields)).status).toBe(303)
  }
  const { status, text } = await seen(await browser.get('/email'))
  expect([status, text]).toEqual([200, expect.stringContaining('Bestellen Sie bitte direkt bei Sonnwerk:')])
  expect(text).toContain('030 1234567')
  expect((await browser.post('/email', { code: '123456' })).headers.get('location')).toBe('/email')
  expect((await browser.get('/payment')).headers.get('location')).toBe('/email')
  expect((await seen(await browser.get('/person'))).html).toContain(`value="${email}"`)
})
