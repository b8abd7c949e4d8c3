import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal } from '../../tests/support/demo-portal.ts'
import { pairs, words } from '../../tests/support/page-figures.ts'

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(Temporal.Instant.from('2026-12-01T09:00:00Z'))
}, 60_000)

const overview = async (name: string, query = '') => {
  const { browser } = await demo.signIn(name)
  return (await browser.get(`/overview${query}`)).text()
}

describe('the overview on the first of a month', () => {
  it('shows the month just over, not one without a day', async () => {
    const text = words(await overview('anna'))
    expect(text).toMatch(/Gestern [\d,]+ kWh [\d,]+ € November \d+ kWh [\d,]+ € Nächste Rechnung [\d,]+ € am/)
    expect(text).not.toContain('Dezember bisher')
  })

  it('calls a bill of measured days no instalment, and says when it comes', async () => {
    const html = await overview('anna')
    expect(pairs(html, 'Zeitraum')).toEqual(['1.–30. Nov. 2026'])
    expect(words(html)).toContain('Der Zeitraum ist zu Ende und gemessen, abgerechnet wird er am')
    expect(words(html)).not.toContain('Abschlag')
  })
})

describe('the overview of feed-in', () => {
  it('speaks of a payout and of settling, not of prices and invoices', async () => {
    const solar = (await demo.contractsOf('frida')).find(({ type }) => type === 'feed_in')!
    const text = words(await overview('frida', `?subscription=${solar.id}`))
    expect(text).toMatch(
      /Gestern [\d,]+ kWh [\d,]+ € November \d+ kWh [\d,]+ € Nächste Gutschrift [\d,]+ € am/,
    )
    expect(text).toContain('abgerechnet wird er am')
    expect(text).toContain('Ihre Vergütung im Einzelnen')
    expect(text).toContain('Vergütung und Kündigung')
    expect(text).not.toMatch(/Kosten ohne Grundpreis|Preisbestandteile/)
  })
})

describe('the overview of an ended contract', () => {
  it('names the days that it draws as the last of the supply, and offers no cancelling', async () => {
    const text = words(await overview('gero'))
    expect(text).toContain('Die letzten 30 Tage der Lieferung')
    expect(text).toContain('Tarif und Preisbestandteile')
    expect(text).not.toContain('Preisbestandteile und Kündigung')
  })
})
