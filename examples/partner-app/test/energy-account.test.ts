import { afterEach, beforeEach, expect, test } from 'vitest'
import { requestId } from './fake-stromtor.ts'
import { startPartnerApp } from './partner-app.ts'
import type { PartnerApp } from './partner-app.ts'

let app: PartnerApp
beforeEach(async () => void (app = await startPartnerApp()))
afterEach(() => app.stop())

async function signedIn(email: string) {
  const visitor = app.visitor()
  await visitor.signIn(email)
  return visitor
}

test('the button mints a link for the signed-in customer and answers 303 to it, not to be stored', async () => {
  const anna = await signedIn('anna@example.com')
  const answer = await anna.post('/energy-account', { destination: 'overview' })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe(
    'http://sonnwerk.localhost:4000/auth/confirm?token_hash=t1&type=magiclink&next=/overview',
  )
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(app.stromtor.mints).toEqual([{ customerId: 'cus_anna', returnUrl: `${app.publicUrl}/` }])
})

test('every press mints another link; the customer id is looked up once', async () => {
  const anna = await signedIn('anna@example.com')
  const first = await anna.post('/energy-account')
  const second = await anna.post('/energy-account')
  expect(second.headers.get('location')).not.toBe(first.headers.get('location'))
  expect(app.stromtor.lookups).toEqual(['anna@example.com'])
})

test('deep links: invoices by path, English by locale, and nothing the browser makes up', async () => {
  const anna = await signedIn('anna@example.com')
  for (const destination of ['invoices', 'english', 'https://evil.example', '__proto__']) {
    expect((await anna.post('/energy-account', { destination, next: '//evil.example' })).status).toBe(303)
  }
  const plain = { customerId: 'cus_anna', returnUrl: `${app.publicUrl}/` }
  expect(app.stromtor.mints).toEqual([
    { ...plain, next: '/invoices' },
    { ...plain, locale: 'en' },
    plain,
    plain,
  ])
})

test('a link for a message is shown as text, with the time it ends in Berlin', async () => {
  const anna = await signedIn('anna@example.com')
  const answer = await anna.post('/energy-account/message')
  expect(answer.status).toBe(200)
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(app.stromtor.mints).toEqual([
    { customerId: 'cus_anna', delivery: 'message', returnUrl: `${app.publicUrl}/` },
  ])
  expect(answer.text).toContain(
    'value="http://sonnwerk.localhost:4000/auth/confirm?token_hash=t1&amp;type=magiclink&amp;next=/overview"',
  )
  expect(answer.text).toContain('bis 10:05 Uhr')
})

test("Emil's plan has no portal: 422 with Stromtor's sentence and the request id", async () => {
  const emil = await signedIn('emil@example.com')
  const answer = await emil.post('/energy-account')
  expect(answer.status).toBe(422)
  expect(answer.text).toContain('Für Ihren Tarif ist das Energiekonto noch nicht freigeschaltet')
  expect(answer.text).toContain('The portal of plan &quot;sonnwerk-intern&quot; is not configured.')
  expect(answer.text).toContain(requestId)
  expect(answer.text).not.toContain('Noch einmal versuchen')
})

test('a customer Stromtor does not know', async () => {
  const clara = await signedIn('clara@example.com')
  const answer = await clara.post('/energy-account')
  expect(answer.status).toBe(404)
  expect(answer.text).toContain('gibt es noch kein Energiekonto')
  expect(app.stromtor.mints).toEqual([])
})

test('an id that has become stale is looked up again, once', async () => {
  const anna = await signedIn('anna@example.com')
  await anna.post('/energy-account')
  app.stromtor.customers.set('anna@example.com', 'cus_anna_2')
  expect((await anna.post('/energy-account')).status).toBe(303)
  expect(app.stromtor.mints.map((mint) => mint.customerId)).toEqual(['cus_anna', 'cus_anna', 'cus_anna_2'])
})

test('Stromtor down: 502 with a button that tries the same again; the log names the cause and no secret', async () => {
  const anna = await signedIn('anna@example.com')
  await app.stromtor.stop()
  const answer = await anna.post('/energy-account', { destination: 'invoices' })
  expect(answer.status).toBe(502)
  expect(answer.text).toContain('Ihr Energiekonto ist gerade nicht erreichbar')
  expect(answer.text).toMatch(/<input type="hidden" name="destination" value="invoices"\s*\/?>/)
  expect(answer.text).toContain('Noch einmal versuchen')
  expect(app.log).toHaveLength(1)
  expect(app.log[0]).toContain('ECONNREFUSED')
  expect(app.log[0]).not.toContain('demo-secret')
})

test.each([
  [500, 502, 'nicht erreichbar'],
  [429, 503, 'sehr viele'],
  [403, 500, 'falsch eingerichtet'],
  [401, 500, 'falsch eingerichtet'],
])('Stromtor answers %i: a page with %i', async (status, shown, words) => {
  const anna = await signedIn('anna@example.com')
  app.stromtor.forced.status = status
  app.stromtor.forced.headers = { 'retry-after': '30' }
  const answer = await anna.post('/energy-account')
  expect(answer.status).toBe(shown)
  expect(answer.headers.get('retry-after')).toBe('30')
  expect(answer.text).toContain(words)
  expect(answer.text).toContain(requestId)
})

test("a returnUrl that Stromtor does not allow is the app's own fault, and is logged", async () => {
  const anna = await signedIn('anna@example.com')
  Object.assign(app.stromtor.forced, { status: 422, field: 'returnUrl' })
  const answer = await anna.post('/energy-account')
  expect(answer.status).toBe(500)
  expect(answer.text).toContain('falsch eingerichtet')
  expect(app.log).toHaveLength(1)
})

test.each<[string, Record<string, string>]>([
  ['another site', { origin: 'https://evil.example' }],
  ['a sandboxed frame', { origin: 'null' }],
  ['a neighbouring port', { origin: 'http://127.0.0.1:4000' }],
  ['no browser at all', { origin: '' }],
])('a POST from %s is refused: nothing minted, nobody signed out', async (_name, headers) => {
  const anna = await signedIn('anna@example.com')
  for (const path of ['/energy-account', '/energy-account/message', '/sign-out', '/sign-in']) {
    const answer = await anna.post(path, {}, headers)
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('Diese Anfrage kam nicht von unserer Seite')
  }
  expect(app.stromtor.mints).toEqual([])
  expect((await anna.get('/')).status).toBe(200)
})

test('without a session the button leads to the sign-in; a GET never mints', async () => {
  const stranger = app.visitor()
  expect((await stranger.post('/energy-account')).headers.get('location')).toBe('/sign-in')
  expect((await stranger.post('/energy-account/message')).headers.get('location')).toBe('/sign-in')
  const anna = await signedIn('anna@example.com')
  expect((await anna.get('/energy-account')).headers.get('location')).toBe('/')
  expect(app.stromtor.mints).toEqual([])
})

test('an unknown page and an oversized form have pages of their own', async () => {
  const visitor = app.visitor()
  const unknown = await visitor.get('/nowhere')
  expect([unknown.status, unknown.text.includes('Diese Seite gibt es nicht')]).toEqual([404, true])
  const large = await visitor.post('/sign-in', { email: 'x'.repeat(5000) })
  expect([large.status, large.text.includes('unvollständig')]).toEqual([413, true])
  expect(app.log).toEqual([])
})
