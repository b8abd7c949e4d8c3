import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { createDemoPortal, seen } from '../../tests/support/demo-portal.ts'

/** The demo world has tomorrow's prices from 13:00 on; a world without them is one from which they are taken. */
const MORNING = Temporal.Instant.from('2026-11-23T08:05:00Z')

describe('prices that are not there yet', async () => {
  const demo = await createDemoPortal(MORNING)
  const open = async (path: string) => seen(await (await demo.signIn('anna')).browser.get(path))

  it('says when tomorrow comes, and that of tomorrow itself nothing is known', async () => {
    await demo.db.deleteFrom('market_prices').where('day', '>', '2026-11-23').execute()
    const { status, text } = await open('/prices')
    expect(status).toBe(200)
    expect(text).toContain('Die Preise für morgen kommen gegen 13 Uhr.')
    const tomorrow = await open('/prices?day=2026-11-24')
    expect(tomorrow.text).toContain('Für den 24. November 2026 liegen noch keine Preise vor.')
  })

  it('says so when even today has none', async () => {
    await demo.db.deleteFrom('market_prices').where('day', '>=', '2026-11-23').execute()
    const { status, text } = await open('/prices')
    expect(status).toBe(200)
    expect(text).toContain('Für den 23. November 2026 liegen noch keine Preise vor.')
  })

  it('shows prices below zero as such, and parts that still add up', async () => {
    const prices = Array.from({ length: 96 }, () => -400_000)
    await demo.db.updateTable('market_prices').set({ prices }).where('day', '=', '2026-11-20').execute()
    const { text, html } = await open('/prices?day=2026-11-20&at=12:00')
    expect(text).toContain('zwischen −27,4 und −27,4 ct/kWh')
    // −40 and 17.006 of everything else make −22.994 net; the tax on it is negative too.
    expect(text).toContain('Mehrwertsteuer, 19 % −4,369 Ihr Preis −27,363')
    // What is below zero lies to the left of the line at 44.369 of 61.375.
    expect(html).toContain('data-group="vat" x="0%" width="7.12%"')
    expect(html).toContain('data-group="exchange" x="7.12%" width="65.17%"')
    expect(html).toContain('class="zero" x1="72.29%"')
  })

  it('shows the hours of module 3 where the contract has them, and their price in the parts', async () => {
    await demo.db.updateTable('subscriptions').set({ module_3: true }).where('module_1', '=', true).execute()
    const { text, html } = await open('/prices?day=2026-11-20&at=03:00')
    expect(text).toContain('Netzentgelt nach Uhrzeit')
    expect(text).toContain('Netzentgelt, Niedertarif')
    expect(html).toContain('class="grid-level low"')
  })
})
