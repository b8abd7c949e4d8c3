import pg from 'pg'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { seen } from '../../tests/support/demo-portal.ts'
import { type AccountPortal, createAccountPortal } from './test-account.ts'

let portal: AccountPortal
beforeAll(async () => {
  portal = await createAccountPortal()
}, 60_000)

const customer = async (name: string) =>
  portal.db
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', await portal.customerId(name))
    .executeTakeFirstOrThrow()

describe('/account', () => {
  it('says what we know: name, e-mail, where to, devices, data, and that nobody else has access', async () => {
    const { status, text } = await portal.open('bernd')
    expect(status).toBe(200)
    expect(text).toContain('Name Bernd Winter E-Mail bernd@example.com')
    expect(text).toContain('Lieferung an Jakoberstraße 8 86152 Augsburg Rechnung an dieselbe Anschrift')
    expect(text).toContain('Unbekanntes Gerät dieses Gerät')
    expect(text).toContain('Kein anderes Gerät ist angemeldet.')
    expect(text).toContain('Keine andere App darf Ihre Daten sehen.')
  })

  it('is there for who has no contract yet, and asks a visitor to sign in', async () => {
    const { status, text } = await portal.open('clara')
    expect(status).toBe(200)
    expect(text).toContain('Sobald Sie einen Vertrag haben, stehen hier Ihre Anschriften.')
    const { browser } = await portal.signIn('clara')
    browser.cookies.clear()
    expect((await browser.get('/account')).headers.get('location')).toBe('/login?next=%2Faccount')
    for (const path of ['/account/data', '/account/sessions/end', '/account/name'])
      expect((await browser.post(path, {})).status).toBe(303)
  })

  it('asks the database at most six times', async () => {
    const { browser } = await portal.signIn('dilek')
    await browser.get('/account')
    const statements = vi.spyOn(pg.Client.prototype, 'query')
    for (const path of ['/account', '/account/name', '/payment-method', '/payment-method/change']) {
      statements.mockClear()
      expect((await browser.get(path)).status).toBe(200)
      expect(statements.mock.calls.length, path).toBeGreaterThan(0)
      expect(statements.mock.calls.length, path).toBeLessThanOrEqual(6)
    }
    statements.mockRestore()
  })
})

describe('/account/name', () => {
  it('changes a name once, with an audit row that names the fields and not the names', async () => {
    const { browser, csrf, html } = await portal.open('gero', '/account/name')
    expect(html).toContain('value="Gero"')
    expect(html).not.toContain('companyName')
    const form = { csrf, firstName: ' Gerold ', lastName: 'Fort-Müller' }
    for (let times = 0; times < 2; times += 1) {
      const answer = await browser.post('/account/name', form)
      expect(answer.headers.get('location')).toBe('/account?done=name')
    }
    expect((await seen(await browser.get('/account?done=name'))).text).toContain(
      'Die nächste Rechnung trägt diesen Namen.',
    )
    expect(await customer('gero')).toMatchObject({ first_name: 'Gerold', last_name: 'Fort-Müller' })
    const rows = await portal.audits('gero', 'customer.updated')
    expect(rows).toMatchObject([{ actor_type: 'customer', details: { fields: ['first_name', 'last_name'] } }])
  })

  it('a company changes its name; a person cannot become one', async () => {
    const dilek = await portal.open('dilek', '/account/name')
    expect(dilek.html).toContain('value="Dilek Yıldız GmbH"')
    await dilek.browser.post('/account/name', {
      csrf: dilek.csrf,
      firstName: 'Dilek',
      lastName: 'Yıldız',
      companyName: 'Yıldız & Söhne GmbH',
    })
    expect((await customer('dilek')).company_name).toBe('Yıldız & Söhne GmbH')
    const frida = await portal.open('frida', '/account/name')
    await frida.browser.post('/account/name', {
      csrf: frida.csrf,
      firstName: 'Frida',
      lastName: 'Sonne',
      companyName: 'Frida AG',
    })
    expect((await customer('frida')).company_name).toBeNull()
  })

  it('gives bad input back with a sentence, and writes nothing', async () => {
    const { browser, csrf } = await portal.open('bernd', '/account/name')
    const right = { csrf, firstName: 'Bernd', lastName: 'Sommer' }
    const cases: [Record<string, string>, string][] = [
      [{ lastName: '  ' }, 'Bitte füllen Sie dieses Feld aus.'],
      [{ lastName: 'x'.repeat(101) }, 'Höchstens 100 Zeichen'],
      [{ firstName: 'x'.repeat(20_000) }, 'Höchstens 100 Zeichen'],
      [{ firstName: 'Be\u0000rnd' }, 'Zeichen, das wir nicht drucken können'],
      [{ firstName: '\u202Edrnreb' }, 'Zeichen, das wir nicht drucken können'],
      [{ lastName: 'Winter\u2028Sommer' }, 'Zeichen, das wir nicht drucken können'],
    ]
    for (const [wrong, sentence] of cases) {
      const answer = await seen(await browser.post('/account/name', { ...right, ...wrong }))
      expect([answer.status, answer.text.includes(sentence)], sentence).toEqual([422, true])
    }
    expect((await browser.post('/account/name', { csrf })).status).toBe(422)
    expect((await browser.post('/account/name', { ...right, csrf: 'x' })).status).toBe(403)
    expect((await browser.post('/account/name', right, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await customer('bernd')).last_name).toBe('Winter')
  })
})

describe('/account/billing-address', () => {
  const address = { street: 'Postfachweg', houseNumber: '1 b', zip: '10115', city: 'Berlin' }

  it('is changed whole, for one contract or all; the supply address stays', async () => {
    const [contract, other] = await portal.contractsOf('frida')
    const path = `/account/billing-address?subscription=${contract!.id}`
    const { browser, csrf, html, text } = await portal.open('frida', path)
    expect(html).toContain(`value="${contract!.address.street}"`)
    expect(text).toContain('Für alle meine laufenden Verträge (2)')
    const form = { csrf, subscription: contract!.id, scope: 'all', ...address }
    for (let times = 0; times < 2; times += 1)
      expect((await browser.post('/account/billing-address', form)).headers.get('location')).toBe(
        '/account?done=billing#addresses',
      )
    const page = await seen(await browser.get('/account'))
    expect(page.text.split('Rechnung an Postfachweg 1 b 10115 Berlin')).toHaveLength(3)
    expect(page.text).toContain(`Lieferung an ${other!.address.street}`)
    expect(await portal.audits('frida', 'billing_address.changed')).toHaveLength(1)
  })

  it('bad input comes back; other people’s contracts are not there', async () => {
    const [contract] = await portal.contractsOf('bernd')
    const [foreign] = await portal.contractsOf('anna')
    const { browser, csrf } = await portal.open('bernd')
    const right = { csrf, subscription: contract!.id, ...address }
    for (const wrong of [
      { street: '' },
      { zip: '1011' },
      { zip: '00123' },
      { zip: 'abcde' },
      { houseNumber: 'x'.repeat(21) },
      { city: 'B\u0007' },
    ]) {
      const answer = await seen(await browser.post('/account/billing-address', { ...right, ...wrong }))
      expect([answer.status, wrong]).toEqual([422, wrong])
      expect(answer.html).toContain('aria-invalid="true"')
    }
    for (const subscription of [foreign!.id, 'sub_00000000000000000000000000', '', 'x'])
      expect((await browser.post('/account/billing-address', { ...right, subscription })).status).toBe(404)
    expect((await browser.get(`/account/billing-address?subscription=${foreign!.id}`)).status).toBe(404)
    expect(await portal.audits('bernd', 'billing_address.changed')).toEqual([])
  })
})
