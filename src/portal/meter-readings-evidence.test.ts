import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { hiddenField, seen } from '../../tests/support/demo-portal.ts'
import { type Browser, createReadingsPortal, open, type ReadingsPortal, send } from './test-readings.ts'

let demo: ReadingsPortal
beforeAll(async () => {
  demo = await createReadingsPortal()
}, 60_000)

let browser: Browser
let subscription: string
const today = '2026-02-11'
beforeEach(async () => {
  ;({ browser, subscription } = await demo.bernd())
})

describe('/meter-readings asks back about a value that can hardly be right', () => {
  const unusual = { date: today, value: '60000' }
  const asked = `${today} 60000000`

  it('with the figures, the form as it was, and room for a word about it', async () => {
    const before = await demo.stored()
    const { status, html, text } = await send(browser, { subscription, ...unusual })
    expect(status).toBe(422)
    expect(text).toMatch(
      /Das wären 10\.\d{3} kWh seit dem 1\. Januar, zu erwarten sind etwa \d{3} kWh\. Bitte prüfen Sie, ob eine Stelle/,
    )
    expect(html).toContain(`name="asked" value="${asked}"`)
    expect(html).toMatch(/<textarea [^>]*name="message"/)
    expect(text).toContain('Noch einmal senden')
    expect(await demo.stored()).toEqual(before)
  })

  it('takes it the second time with a word about it, and lets it count only when it was looked at', async () => {
    const before = await open(browser)
    const sent = await send(browser, {
      subscription,
      ...unusual,
      asked,
      message: 'Wir laden jetzt ein Auto.',
    })
    expect([sent.status, sent.location]).toEqual([303, `/meter-readings?received=${today}`])
    const { text } = await open(browser, sent.location!)
    expect(text).toContain('Danke. 60.000 kWh vom 11. Februar sind eingegangen. Der Stand ist ungewöhnlich.')
    expect(text).toContain('11. Februar 2026 von Ihnen gemeldet · wird geprüft, zählt noch nicht 60.000 kWh')
    const figure = (html: string) => /class="figure">(.*?)<\/p>/s.exec(html)?.[1]
    expect(figure((await open(browser)).html)).toBe(figure(before.html))
    const row = await demo.db
      .selectFrom('meter_readings')
      .select(['message', 'needs_review'])
      .where('read_on', '=', today)
      .executeTakeFirstOrThrow()
    expect(row).toEqual({ message: 'Wir laden jetzt ein Auto.', needs_review: true })
  })

  it('again where the word is missing, and anew where the value has changed', async () => {
    const before = await demo.stored()
    const silent = await send(browser, { subscription, ...unusual, asked, message: ' ' })
    expect(silent.status).toBe(422)
    expect(silent.text).toContain('Bitte prüfen Sie 2 Angaben.')
    expect(silent.html).toMatch(/<a href="#reading-message">Bitte schreiben Sie einen Satz dazu/)
    const changed = await send(browser, { subscription, date: today, value: '70000', asked, message: 'Ja' })
    expect([changed.status, changed.html.includes(`name="asked" value="${today} 70000000"`)]).toEqual([
      422,
      true,
    ])
    expect(changed.html).toMatch(/<textarea[^>]*>Ja<\/textarea>/)
    expect(await demo.stored()).toEqual(before)
  })
})

describe('/meter-readings takes a photo as evidence', () => {
  const JPEG = Buffer.from('ffd8ffe000104a464946000101', 'hex')

  async function sendPhoto(content: Buffer, more: Record<string, string> = {}, headers = {}) {
    const { html } = await open(browser)
    const form = new FormData()
    const csrf = hiddenField(html, 'csrf')
    const fields = { csrf, subscription, date: today, value: '50000', ...more }
    for (const [name, value] of Object.entries(fields)) form.append(name, value)
    form.append('photo', new File([new Uint8Array(content)], 'zaehler.exe', { type: 'text/html' }))
    // Browsers say how long a form is.
    const packed = new Response(form)
    const body = await packed.arrayBuffer()
    const declared = {
      'content-type': packed.headers.get('content-type') ?? '',
      'content-length': String(body.byteLength),
      ...headers,
    }
    return seen(await browser.send('/meter-readings', { method: 'POST', body, headers: declared }))
  }

  it('by its content, and shows it to the customer alone, as a picture and nothing else', async () => {
    expect((await sendPhoto(JPEG)).status).toBe(303)
    const { html } = await open(browser)
    const url = /href="(\/meter-readings\/mr_\w+\/photo)"/.exec(html)?.[1] ?? ''
    const response = await browser.get(url)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/jpeg',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
      'cache-control': 'private, no-store',
    })
    expect(Buffer.from(await response.arrayBuffer())).toEqual(JPEG)
    const { browser: annas } = await demo.signIn('anna')
    expect((await annas.get(url)).status).toBe(404)
    expect((await annas.get('/meter-readings/x/photo')).status).toBe(404)
    const nobody = createBrowser(demo.app, 'http://sonnwerk.localhost:4000')
    expect((await nobody.get(url)).headers.get('location')).toMatch(/^\/login/)
  })

  it.each([
    ['a page', Buffer.from('<script>alert(1)</script>'), 'kein Foto, das wir lesen können'],
    ['nothing', Buffer.alloc(0), 'kein Foto, das wir lesen können'],
    ['too much', Buffer.concat([JPEG, Buffer.alloc(8 * 1024 * 1024)]), 'größer als 8 MB'],
  ])('but not %s: the form comes back with its values', async (_, content, words) => {
    const before = await demo.stored()
    const { status, html } = await sendPhoto(content)
    expect(status).toBe(422)
    expect(html.slice(html.indexOf('id="reading-photo-error"'))).toContain(words)
    expect(html).toContain('value="50000"')
    expect(await demo.stored()).toEqual(before)
  })

  it('and says that it has to be chosen again when something else is wrong', async () => {
    expect((await sendPhoto(JPEG, { value: '' })).text).toContain('Bitte wählen Sie es noch einmal aus.')
  })

  it('but reads no body beyond every measure, and no large one anywhere else', async () => {
    const huge = await sendPhoto(JPEG, {}, { 'content-length': String(21 * 1024 * 1024) })
    expect([huge.status, huge.location]).toEqual([303, '/meter-readings?photo=too_large'])
    expect((await open(browser, huge.location!)).text).toContain('Das Foto ist größer als 8 MB.')
    // Nor one whose length nobody knows, which would lie in memory before anybody is known to be signed in.
    const unknown = await browser.post('/meter-readings', { value: 'x'.repeat(150 * 1024) })
    expect(unknown.status).toBe(400)
    const elsewhere = await browser.post('/preferences', { locale: 'x'.repeat(150 * 1024) })
    expect(elsewhere.status).toBe(400)
  })
})
