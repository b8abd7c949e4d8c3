import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { HELP_SUBJECTS } from './help-topics.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

const open = async (name: string, fields: Record<string, unknown> = {}) =>
  seen(await (await demo.signIn(name, fields)).browser.get('/help'))

describe('/help', () => {
  it('tells who is signed in whose grid it is, for each running contract', async () => {
    const anna = await open('anna')
    expect(anna.status).toBe(200)
    expect(anna.html).toMatch(/<a href="\/help" aria-current="page">/)
    const operators = [...anna.html.matchAll(/<strong>([^<]+)<\/strong><br\/><span class="quiet">([^<]+)</g)]
    expect(operators.map(([, , where]) => where)).toEqual(['Ihr Netzbetreiber in Berlin'])
    const dilek = await open('dilek')
    expect(dilek.html.match(/Ihr Netzbetreiber in Berlin/g), 'two contracts, one grid').toHaveLength(1)
    expect((await open('gero')).text).toContain('Wer das bei Ihnen ist, steht auf jeder Rechnung')
  })

  it('is there for everybody, with the public parts only, and is kept by no cache once somebody is signed in', async () => {
    const nobody = createBrowser(demo.app, 'http://sonnwerk.localhost:4000')
    const response = await nobody.get('/help')
    const { status, html, text } = await seen(response)
    expect(status).toBe(200)
    expect(text).toContain('Wie kann Sonnwerk helfen?')
    expect(html).toContain('href="tel:0301234567"')
    expect(text).toContain('Schlichtungsstelle Energie e. V. Friedrichstraße 133, 10117 Berlin')
    expect(text).toContain('Bundesnetzagentur, Verbraucherservice')
    expect(html).toContain('href="mailto:info@schlichtungsstelle-energie.de"')
    expect(text).not.toContain('Ihr Netzbetreiber in')
    expect(html).not.toContain('class="nav"')
    const { browser } = await demo.signIn('anna')
    expect((await browser.get('/help')).headers.get('cache-control')).toBe('private, no-store')
  })

  it('answers each topic at an address of its own, in both languages, costs and drawbacks of dynamic tariffs included', async () => {
    const german = await open('anna')
    const english = await open('anna', { locale: 'en' })
    const ids = HELP_SUBJECTS.flatMap(({ topics }) => topics.map(({ id }) => id))
    expect(ids.length).toBeGreaterThanOrEqual(12)
    for (const { html } of [german, english]) {
      for (const id of ids) expect(html).toContain(`<div id="${id}">`)
      expect(html.match(/<summary>/g)).toHaveLength(ids.length)
    }
    expect(german.text).toContain('Es gibt keine Obergrenze')
    expect(english.text).toContain('there is no upper limit')
  })

  it('leads only to pages that there are', async () => {
    const { browser } = await demo.signIn('anna')
    for (const { href } of HELP_SUBJECTS.flatMap(({ topics }) => [...topics]))
      expect((await browser.get(href)).status, href).toBe(200)
  })
})
