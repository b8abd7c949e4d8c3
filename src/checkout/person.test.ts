import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hiddenField, seen } from '../../tests/support/demo-portal.ts'
import { createOrderWorld, newAddress, type OrderWorld, TYPED } from './test-orders.ts'

let world: OrderWorld
beforeAll(async () => {
  world = await createOrderWorld()
}, 60_000)
afterAll(() => world.close())

async function atPerson(slug = 'sonnwerk') {
  const browser = world.stranger(slug)
  for (const step of ['quote', 'place', 'supply'] as const) {
    await browser.post(step === 'quote' ? '/' : `/${step}`, TYPED[step])
  }
  return browser
}

const typed = { ...TYPED.person, email: 'mara@example.com' }

describe('who orders', () => {
  test('a stranger says who they are and proves their address next', async () => {
    const browser = await atPerson()
    const page = await seen(await browser.get('/person'))
    expect(page.text).toContain('Wer schließt den Vertrag?')
    const [, ...chosen] = /<input[^>]*name="customerType" value="(\w+)"[^>]*checked/.exec(page.html) ?? []
    expect(chosen).toEqual(['person'])
    const answer = await browser.post('/person', typed)
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/email'])
    expect((await seen(await browser.get('/person'))).html).toContain('value="mara@example.com"')
  })

  test('what is wrong stands at its field, with what was typed', async () => {
    const browser = await atPerson()
    const { status, text, html } = await seen(
      await browser.post('/person', {
        customerType: 'company',
        companyName: '',
        vatId: 'DE123456789',
        firstName: 'M'.repeat(101),
        lastName: '',
        email: 'mara@',
      }),
    )
    expect(status).toBe(422)
    expect(text).toContain('Bitte prüfen Sie 5 Angaben.')
    for (const message of [
      'Geben Sie den Namen des Unternehmens ein.',
      'Diese Nummer gibt es nicht.',
      'Kürzen Sie den Vornamen auf höchstens 100 Zeichen.',
      'Geben Sie Ihren Nachnamen ein.',
      'Diese Adresse ist nicht vollständig.',
    ]) {
      expect(text).toContain(message)
    }
    expect(html).toContain('value="mara@"')
    expect(html).toContain('value="DE123456789"')
    expect(html).not.toMatch(/checkoutOrder\./)
  })

  test('in English too', async () => {
    const browser = await atPerson()
    browser.cookies.set('locale', 'en')
    const { text } = await seen(await browser.post('/person', {}))
    expect(text).toContain('Choose whether you order privately or for a company.')
    expect(text).toContain('Enter your first name.')
  })

  test('nobody comes here before the steps in front of it', async () => {
    const answer = await world.stranger().get('/person')
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/'])
  })

  test('a company that feeds in states its VAT id', async () => {
    await world.openCheckout('sonnwerk-solar')
    const browser = world.stranger('sonnwerk-solar')
    await browser.post('/', { zip: '12045', usage: '6000', meterType: 'smart' })
    await browser.post('/place', TYPED.place)
    await browser.post('/supply', { meterNumber: '48213377', start: 'next' })
    const company = { ...typed, customerType: 'company', companyName: 'Neu GmbH' }
    const { status, text } = await seen(await browser.post('/person', company))
    expect(status).toBe(422)
    expect(text).toContain('Unternehmen brauchen sie zum Einspeisen.')
    expect((await browser.post('/person', { ...company, vatId: 'DE136695976' })).status).toBe(303)
  })
})

describe('who is known', () => {
  test('signed in: their data stand there, and whatever is sent changes none of it', async () => {
    const { browser } = await world.signIn('clara')
    const csrf = hiddenField((await seen(await browser.get('/start'))).html, 'csrf')
    for (const step of ['quote', 'place', 'supply'] as const) {
      await browser.post(step === 'quote' ? '/start' : `/start/${step}`, { ...TYPED[step], csrf })
    }
    const page = await seen(await browser.get('/start/person'))
    expect(page.text).toContain('Sie bestellen als Clara Neu')
    expect(page.text).toContain('clara@example.com')
    expect(page.html).not.toMatch(/<input(?![^>]*type="hidden")/)
    const answer = await browser.post('/start/person', { ...typed, csrf })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/start/payment'])
    expect((await seen(await browser.get('/start/person'))).text).toContain('clara@example.com')
  })

  test('by a proved address: as the account has them, until another one is given', async () => {
    const browser = await atPerson()
    await browser.post('/person', { ...typed, firstName: 'Somebody', email: 'Anna@example.com' })
    await browser.get('/email')
    expect((await seen(await browser.get('/person'))).text).not.toContain('Sommer')
    await browser.post('/email', { code: await world.codeFor('anna@example.com') })
    const known = await seen(await browser.get('/person'))
    expect(known.text).toContain('Sie bestellen als Anna Sommer')
    expect((await seen(await browser.get('/person?other=1'))).text).toContain('Wer schließt den Vertrag?')
    const other = await browser.post('/person', { ...typed, email: newAddress() })
    expect(other.headers.get('location')).toBe('/email')
    expect((await seen(await browser.get('/person'))).text).not.toContain('Sommer')
  })

  test('another one’s fields are checked like anybody’s', async () => {
    const browser = await atPerson()
    await browser.post('/person', { ...typed, email: 'bernd@example.com' })
    await browser.get('/email')
    await browser.post('/email', { code: await world.codeFor('bernd@example.com') })
    const { status, text } = await seen(await browser.post('/person?other=1', { email: 'x@' }))
    expect(status).toBe(422)
    expect(text).toContain('Diese Adresse ist nicht vollständig.')
  })
})

describe('a form that is not ours', () => {
  test('is refused without an origin or from another one', async () => {
    const browser = await atPerson()
    for (const origin of ['https://evil.example', 'null', '']) {
      const answer = await browser.post('/person', typed, { origin })
      expect([origin, answer.status]).toEqual([origin, 403])
    }
    expect((await seen(await browser.get('/person'))).html).not.toContain('mara@example.com')
  })
})
