import { parse } from 'csv-parse/sync'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal } from '../../tests/support/demo-portal.ts'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { type Day, quartersInRange } from '../domain/local-time.ts'
import { usageSeries } from '../features/usage/usage-series.ts'

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(Temporal.Instant.from('2026-11-23T09:00:00Z'))
}, 60_000)

const signedIn = async (name: string) => (await demo.signIn(name)).browser

describe('quarter-hours as files', () => {
  const query = async (from: Day, to: Day) =>
    `subscription=${(await demo.contractsOf('anna'))[0]!.id}&from=${from}&to=${to}`

  it('CSV of any days, cut to what there can be', async () => {
    const browser = await signedIn('anna')
    const answer = await browser.get(`/usage/quarter-hours.csv?${await query('2025-01-01', '2027-01-01')}`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('content-disposition')).toMatch(
      /^attachment; filename="usage-[\w-]+-2025-09-01-2026-11-22\.csv"$/,
    )
    const rows = parse<Record<string, string>>(await answer.text(), { columns: true })
    expect(rows).toHaveLength(quartersInRange('2025-09-01', '2026-11-23'))
    const { items } = await usageSeries(
      demo.db,
      demo.organizationId,
      (await demo.contractsOf('anna'))[0]!.id,
      { from: '2025-09-01', to: '2026-11-23', resolution: 'day', withCost: true },
    )
    const energyWh = items.reduce((total, item) => total + item.energyWh, 0)
    const costCents = items.reduce((total, item) => total + (item.costCents ?? 0), 0)
    const sum = (column: string, factor: number) =>
      rows.reduce((total, row) => total + Math.round(Number(row[column]) * factor), 0)
    expect([sum('kwh', 1000), sum('cost_eur', 100)]).toEqual([energyWh, costCents])
  })

  it('the same for Excel, under a name that says so', async () => {
    const browser = await signedIn('anna')
    const answer = await browser.get(
      `/usage/quarter-hours.csv?${await query('2026-10-25', '2026-10-25')}&style=excel`,
    )
    expect(answer.headers.get('content-disposition')).toContain('-excel.csv"')
    const bytes = new Uint8Array(await answer.arrayBuffer())
    expect(bytes.slice(0, 3)).toEqual(Uint8Array.of(0xef, 0xbb, 0xbf))
    expect(new TextDecoder().decode(bytes).trim().split('\r\n')).toHaveLength(101)
  })

  it('Green Button', async () => {
    const browser = await signedIn('anna')
    const answer = await browser.get(`/usage/green-button.xml?${await query('2026-03-01', '2026-03-31')}`)
    expect(answer.headers.get('content-type')).toBe('application/atom+xml; charset=utf-8')
    const xml = await answer.text()
    expect(XMLValidator.validate(xml)).toBe(true)
    const { feed } = new XMLParser().parse(xml)
    expect(feed.author.name).toBe('Sonnwerk')
    expect(feed.entry).toHaveLength(4 + 31)
  })

  it('none of anybody else, of no days, or of days that are none', async () => {
    const browser = await signedIn('anna')
    const own = await query('2026-03-01', '2026-03-31')
    const foreign = own.replace(/sub_\w+/, (await demo.contractsOf('frida'))[0]!.id)
    for (const asked of [
      foreign,
      own.replace('2026-03-31', '2026-02-01'),
      own.replace('2026-03-01', '2026-02-30'),
      `${own}&style=xls`,
      await query('2025-01-01', '2025-03-01'),
      await query('2026-12-01', '2026-12-31'),
      'from=2026-03-01',
    ]) {
      expect([asked, (await browser.get(`/usage/quarter-hours.csv?${asked}`)).status]).toEqual([asked, 404])
    }
    expect((await browser.get(`/usage/green-button.xml?${foreign}`)).status).toBe(404)
    const nobody = createBrowser(demo.app, 'http://sonnwerk.localhost:4000')
    expect((await nobody.get(`/usage/quarter-hours.csv?${own}`)).status).toBe(303)
  })
})
