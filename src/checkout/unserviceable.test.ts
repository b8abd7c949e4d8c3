import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import { createDemoPortal, type DemoPortal, hiddenField, seen } from '../../tests/support/demo-portal.ts'
import { stranger } from './test-quotes.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

const visit = (plan?: string) => stranger(demo, plan)
const left = () =>
  demo.db
    .selectFrom('service_requests')
    .select(['organization_id', 'zip', 'email', 'locale'])
    .orderBy('id')
    .execute()

test('who is not served is told so, and finds what else was typed behind the way back', async () => {
  const browser = visit()
  const asked = await browser.get('/?zip=20095&usage=2500')
  const location = asked.headers.get('location') ?? ''
  expect([asked.status, location.startsWith('/unserviceable?zip=20095&')]).toEqual([303, true])
  const { status, text, html } = await seen(await browser.get(location))
  expect(status).toBe(200)
  expect(text).toContain('In 20095 liefern wir noch nicht.')
  expect(html).toContain('href="/?usage=2500"')
  const back = await seen(await browser.get('/?usage=2500'))
  expect([back.status, back.html.includes('value="2500"'), back.text.includes('Bitte prüfen')]).toEqual([
    200,
    true,
    false,
  ])
  const posted = await browser.post('/', { zip: '20095', usage: '2500' })
  expect([posted.status, posted.headers.get('location')?.startsWith('/unserviceable?')]).toEqual([303, true])
})

test('an address is left once, with the same thanks for the second time', async () => {
  const browser = visit()
  const answers = []
  for (const email of ['ole@example.com', 'OLE@example.com']) {
    const answer = await browser.post('/unserviceable', { zip: 'D-20095', email })
    answers.push([answer.status, answer.headers.get('location')])
  }
  expect(answers).toEqual([
    [303, '/unserviceable?zip=20095&left=1'],
    [303, '/unserviceable?zip=20095&left=1'],
  ])
  expect(await left()).toEqual([
    { organization_id: demo.organizationId, zip: '20095', email: 'ole@example.com', locale: 'de' },
  ])
  const { text } = await seen(await browser.get('/unserviceable?zip=20095&left=1'))
  expect(text).toContain('Sobald wir in 20095 liefern, bekommen Sie eine E-Mail von uns.')
})

test('another postal code finds what else was typed, also after an address was left', async () => {
  const browser = visit()
  const form = { zip: '20095', email: 'ola@example.com' }
  const answer = await browser.post('/unserviceable?usage=2500&meterType=smart', form)
  const { html } = await seen(await browser.get(answer.headers.get('location') ?? ''))
  expect(html).toContain('href="/?usage=2500&amp;meterType=smart"')
})

test('what is no address comes back as it was typed', async () => {
  const before = await left()
  for (const email of ['', 'ole', 'ole@', `${'a'.repeat(300)}@example.com`, '"><b>@x']) {
    const page = await seen(await visit().post('/unserviceable', { zip: '20095', email }))
    expect([page.status, page.html.includes('href="#email"'), page.html.includes('"><b>@x')]).toEqual([
      422,
      true,
      false,
    ])
  }
  expect(await left()).toEqual(before)
})

test('a postal code that is served, or none, leads to the offer', async () => {
  for (const zip of ['10115', '', 'abc', '00000']) {
    const browser = visit()
    const got = await browser.get(`/unserviceable?zip=${zip}`)
    const posted = await browser.post('/unserviceable', { zip, email: 'ole@example.com' })
    expect([zip, got.headers.get('location'), posted.headers.get('location')]).toEqual([zip, '/', '/'])
  }
})

test('after many tries one has to wait', async () => {
  const answers = []
  for (let index = 0; index < 9; index += 1) {
    const answer = await visit().post('/unserviceable', { zip: '20095', email: 'many@example.com' })
    answers.push(answer)
  }
  expect(answers.map(({ status }) => status)).toEqual([303, 303, 303, 303, 303, 303, 303, 303, 429])
  expect(answers[8]?.headers.get('retry-after')).toMatch(/^\d+$/)
  expect((await seen(answers[8]!)).text).toContain('Das waren viele Versuche.')
})

test('who is signed in finds their own address there, and needs the token of the page', async () => {
  const { browser } = await demo.signIn('clara')
  const { html } = await seen(await browser.get('/start/unserviceable?zip=20097'))
  expect(html).toContain('value="clara@example.com"')
  const fields = { zip: '20097', email: 'clara@example.com' }
  expect((await browser.post('/start/unserviceable', fields)).status).toBe(403)
  const csrf = hiddenField(html, 'csrf')
  const answer = await browser.post('/start/unserviceable', { csrf, ...fields })
  expect(answer.headers.get('location')).toBe('/start/unserviceable?zip=20097&left=1')
})

test('each organisation keeps the addresses left with it', async () => {
  await visit('nordlicht').post('/unserviceable', { zip: '20099', email: 'nora@example.com' })
  const found = (await left()).filter(({ zip }) => zip === '20099')
  expect(found).toHaveLength(1)
  expect(found[0]?.organization_id).not.toBe(demo.organizationId)
})
