import { Temporal } from 'temporal-polyfill'
import pg from 'pg'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { deviceInWords } from './account-device.ts'
import { createI18n } from '../ui/i18n.ts'

/** Wednesday, 11 February 2026, 15:07 in Berlin. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

const csrfOf = (html: string) => /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''

async function open(name: string, path = '/account') {
  const { browser } = await demo.signIn(name)
  const page = await seen(await browser.get(path))
  return { browser, ...page, csrf: csrfOf(page.html) }
}
const customer = async (name: string) =>
  demo.db
    .selectFrom('customers')
    .selectAll()
    .where('id', '=', await demo.customerId(name))
    .executeTakeFirstOrThrow()
const audits = async (name: string, action: string) =>
  demo.db
    .selectFrom('audit_events')
    .select(['subject', 'actor_type', 'details'])
    .where('customer_id', '=', await demo.customerId(name))
    .where('action', '=', action)
    .execute()

describe('/account', () => {
  it('says what we know: name, e-mail, where to, devices, data, and that nobody else has access', async () => {
    const { status, text } = await open('bernd')
    expect(status).toBe(200)
    expect(text).toContain('Name Bernd Winter E-Mail bernd@example.com')
    expect(text).toContain('Lieferung an Jakoberstraße 8 86152 Augsburg Rechnung an dieselbe Anschrift')
    expect(text).toContain('Unbekanntes Gerät dieses Gerät')
    expect(text).toContain('Kein anderes Gerät ist angemeldet.')
    expect(text).toContain('Keine andere App darf Ihre Daten sehen.')
  })

  it('is there for who has no contract yet, and asks a visitor to sign in', async () => {
    const { status, text } = await open('clara')
    expect(status).toBe(200)
    expect(text).toContain('Sobald Sie einen Vertrag haben, stehen hier Ihre Anschriften.')
    const { browser } = await demo.signIn('clara')
    browser.cookies.clear()
    expect((await browser.get('/account')).headers.get('location')).toBe('/login?next=%2Faccount')
    for (const path of ['/account/data', '/account/sessions/end', '/account/name'])
      expect((await browser.post(path, {})).status).toBe(303)
  })

  it('asks the database at most six times', async () => {
    const { browser } = await demo.signIn('dilek')
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
    const { browser, csrf, html } = await open('gero', '/account/name')
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
    const rows = await audits('gero', 'customer.updated')
    expect(rows).toMatchObject([{ actor_type: 'customer', details: { fields: ['first_name', 'last_name'] } }])
  })

  it('a company changes its name; a person cannot become one', async () => {
    const dilek = await open('dilek', '/account/name')
    expect(dilek.html).toContain('value="Dilek Yıldız GmbH"')
    await dilek.browser.post('/account/name', {
      csrf: dilek.csrf,
      firstName: 'Dilek',
      lastName: 'Yıldız',
      companyName: 'Yıldız & Söhne GmbH',
    })
    expect((await customer('dilek')).company_name).toBe('Yıldız & Söhne GmbH')
    const frida = await open('frida', '/account/name')
    await frida.browser.post('/account/name', {
      csrf: frida.csrf,
      firstName: 'Frida',
      lastName: 'Sonne',
      companyName: 'Frida AG',
    })
    expect((await customer('frida')).company_name).toBeNull()
  })

  it('gives bad input back with a sentence, and writes nothing', async () => {
    const { browser, csrf } = await open('bernd', '/account/name')
    const right = { csrf, firstName: 'Bernd', lastName: 'Sommer' }
    const cases: [Record<string, string>, string][] = [
      [{ lastName: '  ' }, 'Bitte füllen Sie dieses Feld aus.'],
      [{ lastName: 'x'.repeat(101) }, 'Höchstens 100 Zeichen'],
      [{ firstName: 'x'.repeat(20_000) }, 'Höchstens 100 Zeichen'],
      [{ firstName: 'Be\u0000rnd' }, 'Zeichen, das wir nicht drucken können'],
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
    const [contract, other] = await demo.contractsOf('frida')
    const path = `/account/billing-address?subscription=${contract!.id}`
    const { browser, csrf, html, text } = await open('frida', path)
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
    expect(await audits('frida', 'billing_address.changed')).toHaveLength(1)
  })

  it('bad input comes back; other people’s contracts are not there', async () => {
    const [contract] = await demo.contractsOf('bernd')
    const [foreign] = await demo.contractsOf('anna')
    const { browser, csrf } = await open('bernd')
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
    expect(await audits('bernd', 'billing_address.changed')).toEqual([])
  })
})

describe('signed-in devices', () => {
  const isIn = async (browser: { get: (path: string) => Promise<Response> }) =>
    (await browser.get('/account')).status === 200
  const idOf = async (name: string, nth: number) => {
    const rows = await demo.db
      .selectFrom('sessions')
      .select('id')
      .where('customer_id', '=', await demo.customerId(name))
      .where('ended_at', 'is', null)
      .orderBy('created_at')
      .execute()
    return rows.at(nth)!.id
  }

  it('any one is ended at once, all others at once, this one too', async () => {
    const first = await demo.signIn('anna')
    const second = await demo.signIn('anna')
    const third = await demo.signIn('anna')
    const { html, text } = await seen(await third.browser.get('/account'))
    expect(text.match(/Unbekanntes Gerät/g)).toHaveLength(3)
    expect(text.match(/dieses Gerät/g)).toHaveLength(1)
    const csrf = csrfOf(html)
    const session = await idOf('anna', 0)
    for (let times = 0; times < 2; times += 1)
      expect((await third.browser.post('/account/sessions/end', { csrf, session })).status).toBe(303)
    expect([await isIn(first.browser), await isIn(second.browser), await isIn(third.browser)]).toEqual([
      false,
      true,
      true,
    ])
    expect((await first.browser.get('/account')).headers.get('location')).toBe('/login?next=%2Faccount')

    const others = await third.browser.post('/account/sessions/end-others', { csrf })
    expect(others.headers.get('location')).toBe('/account?done=others#devices')
    const again = await third.browser.post('/account/sessions/end-others', { csrf })
    expect(again.headers.get('location')).toBe('/account?done=none#devices')
    expect([await isIn(second.browser), await isIn(third.browser)]).toEqual([false, true])
    expect(await audits('anna', 'session.ended')).toHaveLength(2)

    const own = await third.browser.post('/account/sessions/end', { csrf, session: await idOf('anna', 0) })
    expect(own.headers.get('location')).toBe('/logout')
    expect(await isIn(third.browser)).toBe(false)
  })

  it('another customer’s session is not there', async () => {
    const bernd = await demo.signIn('bernd')
    const { browser, csrf } = await open('frida')
    for (const session of [await idOf('bernd', -1), 'ses_00000000000000000000000000', '', '\u0000'])
      expect((await browser.post('/account/sessions/end', { csrf, session })).status).toBe(404)
    const forged = { csrf: '', session: await idOf('frida', -1) }
    expect((await browser.post('/account/sessions/end', forged)).status).toBe(403)
    await browser.post('/account/sessions/end-others', { csrf })
    expect(await isIn(bernd.browser)).toBe(true)
  })

  it('are named in words, or honestly not', () => {
    const t = createI18n()('de')
    const cases = [
      [
        'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0',
        'Edge auf Windows',
      ],
      [
        'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
        'Chrome auf Android',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
        'Safari auf iPhone',
      ],
      [
        'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/131.0 Mobile/15E148 Safari/604.1',
        'Chrome auf iPhone',
      ],
      [
        'Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:132.0) Gecko/20100101 Firefox/132.0',
        'Firefox auf macOS',
      ],
      ['curl/8.5.0', 'Unbekanntes Gerät'],
      [null, 'Unbekanntes Gerät'],
    ] as const
    for (const [agent, words] of cases) expect(deviceInWords(t, agent)).toBe(words)
  })
})
