import { gzipSync } from 'node:zlib'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import type { Day } from '../domain/local-time.ts'
import { usageSeries } from '../features/usage/usage-series.ts'
import { createFormat } from '../ui/format.ts'

/** Monday, 23 November 2026, 10:00 in Berlin. */
const NOW = Temporal.Instant.from('2026-11-23T09:00:00Z')
const format = createFormat('de')
const plain = (text: string) => text.replace(/[\u00A0\u202F]/g, ' ')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

type Browser = ReturnType<typeof createBrowser>
const open = async (browser: Browser, path = '/usage') => seen(await browser.get(path))
const signedIn = async (name: string) => (await demo.signIn(name)).browser

async function series(name: string, from: Day, to: Day, index = 0) {
  const contract = (await demo.contractsOf(name))[index]!
  const { items } = await usageSeries(demo.db, demo.organizationId, contract.id, {
    from,
    to,
    resolution: contract.meter.type === 'smart' ? 'day' : 'month',
    withCost: true,
  })
  return {
    items,
    energyWh: items.reduce((sum, { energyWh }) => sum + energyWh, 0),
    costCents: items.reduce((sum, { costCents }) => sum + (costCents ?? 0), 0),
  }
}

describe('/usage', () => {
  it('opens with yesterday: energy, cost, whether the base price is in, and the year before', async () => {
    const { status, text, html } = await open(await signedIn('anna'))
    const { energyWh, costCents } = await series('anna', '2026-11-22', '2026-11-23')
    const before = await series('anna', '2025-11-22', '2025-11-23')
    expect(status).toBe(200)
    expect(text).toContain(plain(`Gestern: ${format.kwh(energyWh)} für ${format.eur(costCents)}.`))
    expect(text).toMatch(/Ohne Grundpreis; mit Grundpreis \d+,\d\d €\./)
    expect(text).toContain(
      plain(`Vorjahrs (${format.kwh(before.energyWh)}, ${format.eur(before.costCents)})`),
    )
    expect(html.match(/<rect class="bar/g)).toHaveLength(96 + 2)
    expect(html).toContain('fill="url(#usage-preliminary)"')
    expect(text).toContain('vorläufig, kann sich noch ändern')
    expect(html).toMatch(/<a href="\/usage" aria-current="page">/)
  })

  it('says for a whole month what the invoice says', async () => {
    const { text } = await open(await signedIn('anna'), '/usage?view=month&on=2026-10-17')
    const { id } = (await demo.contractsOf('anna'))[0]!
    const invoice = await demo.db
      .selectFrom('invoices')
      .select('total_cents')
      .where('organization_id', '=', demo.organizationId)
      .where('subscription_id', '=', id)
      .where('period_start', '=', '2026-10-01')
      .where('type', '=', 'usage')
      .executeTakeFirstOrThrow()
    expect(text).toContain(plain(`Mit Grundpreis ${format.eur(invoice.total_cents)}`))
    expect(text).toContain('Oktober 2026: ')
    expect(text).toContain('Endgültige Werte')
    expect(text).toContain('Ermäßigung nach § 14a −')
  })

  it.each([
    ['day', '2026-10-25', 100],
    ['day', '2026-03-29', 92],
    ['week', '2026-10-25', 169],
    ['month', '2026-02-10', 28],
    ['year', '2026-05-05', 11],
  ])('draws a %s around %s in %i bars, with a table of them', async (view, on, bars) => {
    const { html } = await open(await signedIn('anna'), `/usage?view=${view}&on=${on}`)
    const chart = html.slice(html.indexOf('<figure'), html.indexOf('</figure>'))
    expect(chart.slice(0, chart.indexOf('<figcaption')).match(/<rect class="bar/g)).toHaveLength(bars)
    const table = html.slice(html.indexOf('<table class="values"'), html.indexOf('</table>'))
    expect(table.match(/<th scope="row">/g)).toHaveLength(bars)
    expect(gzipSync(html).length).toBeLessThan(60_000)
  })

  it('draws a year hour by hour, small, and readable without seeing it', async () => {
    const { html, text } = await open(await signedIn('anna'), '/usage?view=year&on=2026-01-01')
    const { energyWh } = await series('anna', '2026-01-01', '2026-11-23')
    expect(text).toContain(plain(`2026 bisher: ${format.kwh(energyWh)} für `))
    const heat = html.slice(html.lastIndexOf('<figure'), html.lastIndexOf('</figure>'))
    expect(heat.match(/<path class="heat h\d" d="M0 \.5m/g)).toHaveLength(6)
    expect(gzipSync(heat).length).toBeLessThan(25_000)
    expect(gzipSync(html).length).toBeLessThan(40_000)
    expect(heat).toMatch(/aria-label="Verbrauch je Stunde, 2026\. Am meisten zwischen \d+ und \d+ Uhr/)
    expect(heat.match(/<th scope="row">/g)).toHaveLength(11)
    expect(heat).toContain('Mi., 30. Sept.')
  })

  it('leads to the neighbours, and is honest about today and what lies around the contract', async () => {
    const browser = await signedIn('anna')
    const yesterday = await open(browser)
    expect(yesterday.html).toContain('href="/usage?view=day&amp;on=2026-11-21"')
    expect(yesterday.html).toContain('href="/usage?view=day&amp;on=2026-11-23"')
    const today = await open(browser, '/usage?view=day&on=2026-11-23')
    expect(today.text).toContain('Die Werte von heute kommen morgen.')
    expect(today.html).not.toContain('on=2026-11-24')
    expect((await open(browser, '/usage?view=month&on=2027-03-01')).text).toContain('liegt noch vor Ihnen')
    const before = await open(browser, '/usage?view=month&on=2025-08-01')
    expect(before.text).toContain('Davor lief Ihr Vertrag noch nicht. ')
    expect(before.text).toContain('Er begann am 1. September 2025.')
    const first = await open(browser, '/usage?view=month&on=2025-09-01')
    expect(first.html).not.toContain('rel="prev"')
  })

  it('takes any range, both days inclusive, and speaks of what was wrong with one', async () => {
    const browser = await signedIn('anna')
    const range = await open(browser, '/usage?from=2026-09-10&to=2026-09-24')
    const { energyWh } = await series('anna', '2026-09-10', '2026-09-25')
    expect(range.text).toContain(plain(`In diesen 15 Tagen: ${format.kwh(energyWh)} für `))
    expect(range.html).toContain('name="from" type="date" value="2026-09-10"')
    const single = await open(browser, '/usage?from=2026-09-10&to=2026-09-10')
    expect(single.text).toMatch(/Am 10\. September: [\d,]+ kWh für/)
    const early = await open(browser, '/usage?from=2025-01-01&to=2025-09-10')
    expect(early.text).toContain('Ihr Vertrag begann am 1. September 2025, frühere Werte gibt es hier nicht.')
    for (const [query, id, words] of [
      ['from=2026-09-24&to=2026-09-10', 'to', 'Der letzte Tag liegt vor dem ersten.'],
      ['from=2026-02-30&to=2026-03-10', 'from', 'Diesen Tag gibt es nicht.'],
      ['from=&to=2026-03-10', 'from', 'Bitte geben Sie einen Tag an.'],
      ['to=2026-03-10', 'from', 'Bitte geben Sie einen Tag an.'],
      ['from=2020-01-01&to=2026-03-10', 'to', 'höchstens drei Jahre'],
      [`from=${'9'.repeat(5000)}&to=2026-03-10`, 'from', 'Diesen Tag gibt es nicht.'],
    ] as const) {
      const { status, text, html } = await open(browser, `/usage?${query}`)
      expect([query.slice(0, 40), status]).toEqual([query.slice(0, 40), 422])
      expect(text).toContain(words)
      expect(html).toContain(`<a href="#usage-${id}">`)
      expect(html).toContain(`aria-describedby="usage-${id}-error"`)
      // What was right comes back; a date field can hold nothing but a day.
      const first = id === 'to' ? '20\\d\\d-\\d\\d-\\d\\d' : ''
      expect(html).toMatch(new RegExp(`name="from" type="date" value="${first}"`))
    }
  })

  it('knows no other view, day or contract', async () => {
    const browser = await signedIn('anna')
    const [foreign] = await demo.contractsOf('bernd')
    for (const query of [
      'view=decade',
      'view=day&on=2026-13-01',
      'on=yesterday',
      'on=1999-01-01',
      `subscription=${foreign!.id}`,
      'subscription=x',
      'subscription=%00',
    ]) {
      expect([query, (await open(browser, `/usage?${query}`)).status]).toEqual([query, 404])
    }
    const nobody = createBrowser(demo.app, 'http://sonnwerk.localhost:4000')
    expect((await nobody.get('/usage?view=week')).headers.get('location')).toBe(
      '/login?next=%2Fusage%3Fview%3Dweek',
    )
  })
})

describe('/usage of other contracts', () => {
  it('an analog meter by month, saying what is estimated', async () => {
    const { text, html } = await open(await signedIn('bernd'))
    const { energyWh, items } = await series('bernd', '2026-01-01', '2026-11-23')
    expect(html, 'a choice of one').not.toContain('class="view-switch"')
    expect(text).toContain(plain(`2026 bisher: ${format.kwh(energyWh)} für `))
    expect(text).toContain('Ein Teil davon ist geschätzt.')
    expect(text).toContain('Ihr Zähler wird abgelesen, nicht fernausgelesen.')
    expect(html).toContain('fill="url(#usage-estimated)"')
    expect(items.some(({ status }) => status === 'estimated')).toBe(true)
    expect(html).not.toContain('quarter-hours.csv')
    const [bernd] = await demo.contractsOf('bernd')
    const browser = await signedIn('bernd')
    const file = await browser.get(
      `/usage/quarter-hours.csv?subscription=${bernd!.id}&from=2026-01-01&to=2026-01-31`,
    )
    expect(file.status).toBe(404)
  })

  it('feed-in: what was fed in and earned, after the base price too', async () => {
    const contracts = await demo.contractsOf('frida')
    const index = contracts.findIndex(({ type }) => type === 'feed_in')
    const { energyWh, costCents } = await series('frida', '2026-06-01', '2026-07-01', index)
    const { text, html } = await open(
      await signedIn('frida'),
      `/usage?view=month&on=2026-06-01&subscription=${contracts[index]!.id}`,
    )
    expect(text).toContain(
      plain(`Juni 2026: ${format.kwh(energyWh)} eingespeist, ${format.eur(costCents)} verdient.`),
    )
    // Without a base price there is nothing to take off.
    expect(text).toContain(plain(`Was es bringt Vergütung ${format.eur(costCents)} Im Schnitt vergütet`))
    expect(text).not.toMatch(/Grundpreis|Rundung/)
    expect(html).toContain(`view=day&amp;on=2026-06-01&amp;subscription=${contracts[index]!.id}`)
    expect(html).toContain(`name="subscription" value="${contracts[index]!.id}"`)
  })

  it('an ended one keeps its values; without any contract the visitor goes to the checkout', async () => {
    const { text, status } = await open(await signedIn('gero'))
    expect(status).toBe(200)
    expect(text).toContain('Ihr Vertrag endete am 30. November 2025. Ihre Werte bleiben hier.')
    expect(text).toContain('November 2025: ')
    const after = await open(await signedIn('gero'), '/usage?view=month&on=2026-03-01')
    expect(after.text).toContain('Danach lief Ihr Vertrag nicht mehr.')
    const clara = await open(await signedIn('clara'))
    expect([clara.status, clara.location]).toEqual([303, '/start'])
  })

  it('a pending one says from when', async () => {
    const [emil] = await demo.contractsOf('dilek')
    await demo.db
      .updateTable('subscriptions')
      .set({ status: 'pending', start_at: '2026-12-01T00:00:00+01:00' })
      .where('id', '=', emil!.id)
      .execute()
    const { text, html } = await open(await signedIn('dilek'), `/usage?subscription=${emil!.id}`)
    expect(text).toContain('Ihr Verbrauch erscheint hier ab dem 1. Dezember.')
    expect(html).not.toContain('<figure')
  })
})
