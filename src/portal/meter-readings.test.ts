import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { type Browser, createReadingsPortal, open, type ReadingsPortal, send } from './test-readings.ts'

let demo: ReadingsPortal
beforeAll(async () => {
  demo = await createReadingsPortal()
}, 60_000)

describe('/meter-readings of an analog meter', () => {
  let browser: Browser
  let subscription: string
  beforeEach(async () => {
    ;({ browser, subscription } = await demo.bernd())
  })

  it('opens with the last reading and how it came about, a form for today, and all readings', async () => {
    const [last = 0, first = 0] = (await demo.stored()).map(([, wh]) => wh)
    const { status, html, text } = await open(browser)
    expect(status).toBe(200)
    expect(text).toContain('Der letzte Zählerstand ist geschätzt.')
    const figure = (wh: number) => (wh / 1000).toLocaleString('de-DE')
    expect(text).toContain(`${figure(last)} kWh am 1. Januar 2026`)
    expect(html).toMatch(/name="date" type="date"[^>]*value="2026-02-11"/)
    expect(text).toMatch(
      new RegExp(
        `1\\. Januar 2026 geschätzt · ${figure(last - first)} kWh seit 1\\. Sept\\. 2025 ${figure(last)} kWh ` +
          `1\\. September 2025 abgelesen ${figure(first)} kWh`,
      ),
    )
  })

  it('takes a reading, says so, and lists it first', async () => {
    const sent = await send(browser, { subscription, date: '2026-02-10', value: '49.999,5' })
    expect([sent.status, sent.location]).toEqual([303, '/meter-readings?received=2026-02-10'])
    expect((await demo.stored())[0]).toEqual(['2026-02-10', 49_999_500, 'customer_report'])
    const { text, html } = await open(browser, sent.location!)
    expect(text).toContain('Danke. 49.999,5 kWh vom 10. Februar sind eingegangen.')
    expect(text).toContain('Den letzten Zählerstand haben Sie uns gemeldet. ')
    expect(html).not.toContain('name="value"')
    expect((await open(browser)).html).toContain('name="value"')
    const audit = await demo.db
      .selectFrom('audit_events')
      .select('action')
      .where('customer_id', '=', await demo.customerId('bernd'))
      .where('action', '=', 'meter_reading.recorded')
      .where('actor_type', '=', 'customer')
      .execute()
    expect(audit).toHaveLength(1)
  })

  it('writes once what is sent twice, one after the other or at once', async () => {
    const form = { subscription, date: '2026-02-11', value: '50100' }
    const first = await send(browser, form)
    const answers = [first, await send(browser, form)]
    expect(answers.map(({ status, location }) => [status, location])).toEqual([
      [303, '/meter-readings?received=2026-02-11'],
      [303, '/meter-readings?received=2026-02-11'],
    ])
    const burst = await Promise.all(
      Array.from({ length: 6 }, () => send(browser, { subscription, date: '2026-02-09', value: '50050' })),
    )
    expect(burst.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 303))
    expect((await demo.stored()).filter(([, , type]) => type === 'customer_report')).toEqual([
      ['2026-02-11', 50_100_000, 'customer_report'],
      ['2026-02-09', 50_050_000, 'customer_report'],
    ])
  })

  it('shows no receipt for what was never reported', async () => {
    for (const received of ['2026-01-01', '2026-02-11', 'x', '%00', '<b>']) {
      const { status, text } = await open(browser, `/meter-readings?received=${encodeURIComponent(received)}`)
      expect(status).toBe(200)
      expect(text).not.toContain('Danke')
    }
  })

  const today = '2026-02-11'
  it.each([
    ['no value', { date: today, value: '' }, 'value', 'die Zahl ein, die Ihr Zähler zeigt'],
    ['no number', { date: today, value: 'fünfzigtausend' }, 'value', 'nur Ziffern'],
    ['less than nothing', { date: today, value: '-5' }, 'value', 'nie unter null'],
    ['too many digits', { date: today, value: '1234567' }, 'value', 'zu viele Stellen'],
    ['no day', { date: '', value: '50000' }, 'date', 'den Tag an, an dem Sie abgelesen haben'],
    ['no such day', { date: '2026-02-30', value: '50000' }, 'date', 'Diesen Tag gibt es nicht'],
    ['tomorrow', { date: '2026-02-12', value: '50000' }, 'date', 'Heute ist der 11. Februar 2026'],
    ['before', { date: '2025-08-31', value: '40000' }, 'date', 'Ihr Vertrag begann am 1. September 2025'],
    [
      'a day that has one',
      { date: '2026-01-01', value: '60000' },
      'date',
      'Für den 1. Januar haben wir schon',
    ],
    [
      'below an earlier one',
      { date: today, value: '48000' },
      'value',
      'Am 1. Januar stand der Zähler schon auf 4',
    ],
    ['above a later one', { date: '2025-12-01', value: '90000' }, 'value', 'stand der Zähler erst auf 4'],
  ])(
    'refuses %s, in words at the field and on top, and gives the form back',
    async (_, typed, field, words) => {
      const before = await demo.stored()
      const { status, html, text } = await send(browser, { subscription, ...typed })
      expect(status).toBe(422)
      expect(text).toContain('Bitte prüfen Sie eine Angabe.')
      expect(html).toMatch(new RegExp(`<a href="#reading-${field}">[^<]*${words}`))
      expect(html.slice(html.indexOf(`id="reading-${field}-error"`))).toContain(words)
      expect(html).toMatch(new RegExp(`aria-describedby="[^"]*reading-${field}-error"`))
      for (const [name, value] of Object.entries(typed)) {
        const input = html.match(/<input [^>]*>/g)?.find((tag) => tag.includes(`name="${name}"`))
        expect(input).toContain(`value="${value}"`)
      }
      expect(await demo.stored()).toEqual(before)
    },
  )

  it('names two wrong fields at once, also for a body that is no form', async () => {
    const { status, text } = await send(browser, { subscription })
    expect([status, text.includes('Bitte prüfen Sie 2 Angaben.')]).toEqual([422, true])
  })

  it('takes nothing without the page’s own token or from another site', async () => {
    const before = await demo.stored()
    const form = { subscription, date: today, value: '50000' }
    expect((await browser.post('/meter-readings', form)).status).toBe(403)
    expect((await browser.post('/meter-readings', { ...form, csrf: 'x' })).status).toBe(403)
    const foreign = await send(browser, form, { origin: 'https://evil.example' })
    expect(foreign.status).toBe(403)
    const nobody = createBrowser(demo.app, 'http://sonnwerk.localhost:4000')
    expect((await nobody.post('/meter-readings', form)).headers.get('location')).toBe(
      '/login?next=%2Fmeter-readings',
    )
    expect(await demo.stored()).toEqual(before)
  })

  it('knows no contract of anybody else', async () => {
    const before = await demo.stored()
    const [foreign] = await demo.contractsOf('anna')
    const others = [foreign!.id, 'sub_00000000000000000000000000', 'x', '\u0000']
    for (const other of others) {
      const path = `/meter-readings?subscription=${encodeURIComponent(other)}`
      expect((await open(browser, path)).status).toBe(404)
      expect((await send(browser, { subscription: other, date: today, value: '50000' })).status).toBe(404)
    }
    const { browser: annas } = await demo.signIn('anna')
    expect((await send(annas, { subscription, date: today, value: '50000' })).status).toBe(404)
    expect(await demo.stored()).toEqual(before)
  })
})

describe('/meter-readings of other contracts', () => {
  it('a smart meter reports by itself: no form, and a forged one is not taken', async () => {
    const { browser } = await demo.signIn('anna')
    const { status, html, text } = await open(browser)
    expect(status).toBe(200)
    expect(text).toContain('Ihr Zähler meldet seine Werte selbst.')
    expect(text).toMatch(/\d,\d kWh verbraucht am 10\. Februar 2026/)
    expect(html).not.toContain('name="value"')
    const sent = await send(browser, { date: '2026-02-11', value: '50000' })
    expect([sent.status, sent.location]).toEqual([303, '/meter-readings'])
  })

  it('an ended one takes nothing more', async () => {
    const { browser } = await demo.signIn('gero')
    const { html, text } = await open(browser)
    expect(text).toContain('Ihr Vertrag endete am 30. November 2025. Hier ist nichts mehr zu melden.')
    expect(html).not.toContain('name="value"')
  })

  it('several are chosen from; without any the visitor goes to the checkout', async () => {
    const { browser } = await demo.signIn('dilek')
    const [, second] = await demo.contractsOf('dilek')
    const { html } = await open(browser, `/meter-readings?subscription=${second!.id}`)
    expect(html).toContain(`href="/meter-readings?subscription=${second!.id}" aria-current="true"`)
    const { browser: claras } = await demo.signIn('clara')
    const clara = await open(claras)
    expect([clara.status, clara.location]).toEqual([303, '/start'])
  })

  it('a link’s flow lands here, without navigation and with the way back', async () => {
    const { browser, landed } = await demo.signIn('bernd', {
      flow: 'meter_reading',
      returnUrl: 'http://localhost:4001/',
    })
    expect(landed).toBe('/meter-readings')
    const { status, html } = await open(browser, landed!)
    expect(status).toBe(200)
    expect(html).not.toContain('class="nav"')
    expect(html).toContain('class="back" href="http://localhost:4001/"')
    expect(html).toContain('name="value"')
  })

  it('stands in the navigation, and speaks English', async () => {
    const { browser } = await demo.signIn('bernd', { locale: 'en' })
    const { html, text } = await open(browser)
    expect(html).toMatch(/<a href="\/meter-readings" aria-current="page">/)
    expect(text).toContain('The last reading is an estimate.')
    const [contract] = await demo.contractsOf('bernd')
    const sent = await send(browser, { subscription: contract!.id, date: '2026-02-08', value: '50,040' })
    expect(sent.status).toBe(303)
    expect((await open(browser, sent.location!)).text).toContain(
      'Thank you. We have received 50,040 kWh for 8 February.',
    )
  })
})
