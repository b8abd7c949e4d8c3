import { Temporal } from 'temporal-polyfill'
import { beforeAll, expect, test } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { stranger } from './test-quotes.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

const quoted = async () => {
  const browser = stranger(demo)
  await browser.post('/', { zip: '24211', place: 'Preetz', usage: '2500' })
  return browser
}

test('nobody comes here before a quote', async () => {
  const browser = stranger(demo)
  expect((await browser.get('/place')).headers.get('location')).toBe('/')
  const posted = await browser.post('/place', { street: 'Markt', houseNumber: '1' })
  expect([posted.status, posted.headers.get('location')]).toEqual([303, '/'])
})

test('names the place that was quoted, with ways back that lose nothing', async () => {
  const browser = await quoted()
  const { status, text, html } = await seen(await browser.get('/place'))
  expect(status).toBe(200)
  expect(text).toContain('Schritt 2 von 7 Lieferort')
  expect(text).toContain('Postleitzahl und Ort 24211 Preetz')
  expect(text).toContain('2.500 kWh im Jahr in 24211 Preetz')
  expect(html).toContain('class="step-back" href="/" aria-label="Zurück: Angebot"')
})

test('takes street and number, and keeps them for who comes back', async () => {
  const browser = await quoted()
  const answer = await browser.post('/place', { street: ' Am Markt ', houseNumber: '1 a' })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/supply'])
  const { html } = await seen(await browser.get('/place'))
  expect(html).toContain('value=" Am Markt "')
  expect(html).toContain('value="1 a"')
})

test('keeps what nobody reads, however it is cut', async () => {
  const browser = await quoted()
  // The 500th character is the first half of one.
  const answer = await browser.post('/place', {
    street: 'Markt',
    houseNumber: '1',
    billingStreet: `${'a'.repeat(499)}🌞`,
  })
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/supply'])
})

test('says at each field what is wrong with it, and gives back what was typed', async () => {
  const browser = await quoted()
  const typed = {
    street: 'x'.repeat(201),
    houseNumber: '',
    billing: 'other',
    billingStreet: '<i>',
    billingZip: '123',
    billingCity: ' ',
  }
  const { status, text, html } = await seen(await browser.post('/place', typed))
  expect(status).toBe(422)
  expect(text).toContain('Bitte prüfen Sie 5 Angaben.')
  for (const field of ['street', 'houseNumber', 'billingHouseNumber', 'billingZip', 'billingCity']) {
    expect(html).toContain(`href="#${field}"`)
    expect(html).toContain(`id="${field}-error"`)
    expect(html).toMatch(new RegExp(`<input id="${field}"[^>]*aria-invalid="true"`))
  }
  expect(html).toContain('value="&lt;i&gt;"')
  expect(html).toMatch(/name="billing" value="other" checked/)
  expect(text).not.toContain('checkoutOffer.')
  // Nothing of it was kept as done.
  expect((await browser.get('/supply')).headers.get('location')).toBe('/place')
})

test('what was quoted and is not served any more leads back to the offer', async () => {
  const browser = await quoted()
  await demo.db.deleteFrom('grid_areas').where('zip', '=', '24211').execute()
  expect((await browser.get('/place')).headers.get('location')).toBe('/')
  const posted = await browser.post('/place', { street: 'Markt', houseNumber: '1' })
  expect([posted.status, posted.headers.get('location')]).toEqual([303, '/'])
  expect((await seen(await browser.get('/'))).text).toContain('In 24211 liefern wir noch nicht.')
})
