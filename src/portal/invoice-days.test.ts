import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import { instantAt } from '../domain/local-time.ts'
import { listInvoices } from '../features/invoices/queries.ts'

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(instantAt('2026-11-23', '10:00'))
})

async function invoiceOf(name: string, period: string) {
  const invoices = await listInvoices(demo.db, demo.organizationId, await demo.customerId(name))
  const found = invoices.find(({ periodStart, type }) => periodStart === period && type === 'usage')
  if (!found) throw new Error(`${name} has no bill from ${period}`)
  return found.id
}

describe('/invoices', () => {
  it('tells two contracts of one tariff apart by their street, and a payout from a payment', async () => {
    const { browser } = await demo.signIn('dilek')
    const { text } = await seen(await browser.get('/invoices'))
    expect(text).toContain('Verbrauch · Oranienstraße 112')
    expect(text).toContain('Verbrauch · Reichenberger Straße 17')
    expect(text).not.toContain('· Sonnwerk Dynamisch')

    const { browser: feeding } = await demo.signIn('frida')
    const list = await seen(await feeding.get('/invoices'))
    expect(list.text).toMatch(/Einspeisung · Sonnwerk Einspeisung \S+ ausgezahlt −\d/)
    expect(list.text).toMatch(/Verbrauch · Sonnwerk Dynamisch \S+ bezahlt \d/)
    const paid = [...list.html.matchAll(/href="(\/invoices\/inv_\w+)"(?:(?!<\/a>).)*ausgezahlt/g)][0]?.[1]
    const detail = await seen(await feeding.get(paid ?? ''))
    expect(detail.text).toMatch(/: Guthaben ausgezahlt am \d/)
    expect(detail.text).toMatch(/Vertrag Sonnwerk Einspeisung, \w+ /)
    expect(detail.text).toMatch(/Auszahlung bis \d.* Eingespeist \d+ kWh .* Ø Vergütung 7,9 ct\/kWh/)
  })

  it('names a contract’s final invoice, and the days of a line that does not cover all', async () => {
    const { browser: ended } = await demo.signIn('gero')
    expect((await seen(await ended.get('/invoices'))).text).toMatch(/November 2025 Schlussrechnung/)
    const { browser } = await demo.signIn('bernd')
    const { text } = await seen(await browser.get(`/invoices/${await invoiceOf('bernd', '2025-09-01')}`))
    expect(text).toMatch(/Netzentgelt 1\.\u2009?.{0,3}Sept\..*31\. Dez\. 2025 913,000 kWh × 7,689 ct/)
    expect(text).toMatch(/Strom 2\.651,000 kWh/)
    expect(text).toContain('Guthaben ausgezahlt am 18. September 2026 97,19 €')
    expect(text).toContain('Bereits gezahlte Abschläge 12 Abschläge −937,81 €')
    // No quarter-hour is known of this meter.
    expect(text).toContain('Nachrechnen: Tag für Tag')
  })

  it('shows a year at a time, the newest first, and what is open of all of them', async () => {
    const { browser } = await demo.signIn('anna')
    const newest = await seen(await browser.get('/invoices'))
    expect(newest.text).toContain('Oktober 2026')
    expect(newest.text).not.toContain('Oktober 2025')
    expect(newest.html).toContain('href="/invoices?year=2025"')
    const before = await seen(await browser.get('/invoices?year=2025'))
    expect(before.text).toContain('Oktober 2025')
    expect(before.text).not.toContain('Oktober 2026')
    // The bill of October 2026 is open, whatever year is shown.
    expect(before.text).toContain('Eine Rechnung ist offen')
    for (const year of ['2019', '25', 'all', '2025%00'])
      expect((await browser.get(`/invoices?year=${year}`)).status, year).toBe(404)
  })
})

describe('/invoices/{id}/days', () => {
  it('adds the days up to the line, and a day’s quarter-hours to the day', async () => {
    const { browser } = await demo.signIn('anna')
    const id = await invoiceOf('anna', '2025-10-01')
    const { text, html } = await seen(await browser.get(`/invoices/${id}/days`))
    expect(html.match(/href="\/invoices\/inv_\w+\/days\/2025-10-/g)).toHaveLength(31)
    const rows = [...html.matchAll(/<td class="right">(\d+,\d{3})<\/td><td class="right">−?\d+,\d{3}<\/td>/g)]
    const sum = rows.reduce((all, [, kwh = '0']) => all + Math.round(Number(kwh.replace(',', '.')) * 1000), 0)
    expect(rows).toHaveLength(31)
    expect(text).toContain(`${(sum / 1000).toFixed(3).replace('.', ',')} kWh`)

    const day = await seen(await browser.get(`/invoices/${id}/days/2025-10-26`))
    expect(day.text).toContain('100 Viertelstunden')
    expect(day.html.match(/<time datetime="2025-10-2[56]T/g)).toHaveLength(100)
    // The hour from two to three runs twice on this day: the second time in winter time.
    expect(day.text.match(/02:\d\d Winterzeit/g)).toHaveLength(4)
    // 02:00 twice, on the day when the clocks go back.
    expect(day.html.match(/>02:00<\/time>/g)).toHaveLength(2)
  })

  it('shows a yearly bill of an analog meter by days without quarter-hours', async () => {
    const { browser } = await demo.signIn('bernd')
    const id = await invoiceOf('bernd', '2025-09-01')
    const list = await seen(await browser.get(`/invoices/${id}/days`))
    expect(list.text).toContain('2.651,000 kWh vom 1. September 2025 bis 31. August 2026')
    expect(list.text).toMatch(/Netzentgelt 1\. Sept\..{3}31\. Dez\. 2025 · genau 7\.020,0570 ct 70,20 €/)
    expect(list.text).toMatch(/Bereits gezahlte Abschläge −937,81 €/)
    // A year is folded by month, each with its sum.
    const months = [...list.html.matchAll(/<details class="topic"><summary>.*?<\/summary>/g)].map(([html]) =>
      html.replace(/<[^>]+>/g, ' '),
    )
    expect(months).toHaveLength(12)
    const sumWh = months.reduce((sum, text) => sum + Number(/(\d+),(\d{3})/.exec(text)?.slice(1).join('')), 0)
    expect(sumWh).toBe(2_651_000)
    expect(list.text).not.toContain('Ø ct/kWh')
    const day = await seen(await browser.get(`/invoices/${id}/days/2026-01-01`))
    expect(day.text).toContain('misst keine Viertelstunden')
  })

  it('knows only the customer’s own invoices and their days', async () => {
    const id = await invoiceOf('anna', '2025-10-01')
    const { browser } = await demo.signIn('anna')
    for (const path of ['2025-11-01', '2025-10-32', 'x', '2025-10-26%00'])
      expect((await browser.get(`/invoices/${id}/days/${path}`)).status, path).toBe(404)
    expect((await browser.get('/invoices/inv_x/days')).status).toBe(404)
    const { browser: stranger } = await demo.signIn('bernd')
    for (const path of ['', '/2025-10-26'])
      expect((await stranger.get(`/invoices/${id}/days${path}`)).status, path).toBe(404)
  })
})
