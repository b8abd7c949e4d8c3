import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Day, daysInRange, quarterStarts, quartersInRange } from '../../domain/local-time.ts'
import { aggregate } from '../../domain/resolution.ts'
import { pricesForSubscription } from '../prices/queries.ts'
import { storeDayPrices } from '../prices/store-day-prices.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { storeIntervalDays } from './store-interval-days.ts'
import { exportDays } from './usage-export.ts'
import { type CsvStyle, usageCsv } from './usage-export-csv.ts'
import { usageDetail, withQuarterCosts } from './usage-export-days.ts'
import { usageEspi } from './usage-export-espi.ts'
import { usageSeries } from './usage-series.ts'

const FIRST: Day = '2025-09-01'
/** From here on, and on one day before, there are no values. */
const LAST: Day = '2026-09-02'
const GAP: Day = '2026-02-11'
const wh = (epochMs: number) => ((epochMs / 900_000) * 7919) % 1009
// From -9.9 to 20 ct/kWh at the exchange.
const price = (epochMs: number) => (((epochMs / 900_000) * 104_729) % 2990) * 100 - 99_000

let retailer: Retailer
let contract: Contract
beforeAll(async () => {
  retailer = await createRetailer()
  const { id, meterId } = await retailer.subscribe()
  contract = await getContract(retailer.db, retailer.organizationId, id)
  const days = daysInRange(FIRST, LAST)
  await storeDayPrices(retailer.db, {
    area: 'DE-LU',
    source: 'test',
    days: days.map((day) => ({
      day,
      prices: quarterStarts(day).map(({ epochMilliseconds }) => price(epochMilliseconds)),
    })),
  })
  await storeIntervalDays(retailer.ctx, {
    meterId,
    days: days
      .filter((day) => day !== GAP)
      .map((day) => {
        const starts = quarterStarts(day)
        return {
          day,
          wh: starts.map(({ epochMilliseconds }) => wh(epochMilliseconds)),
          status: 'final' as const,
          ...(day === '2026-03-01' && {
            statuses: starts.map((_, index) => (index < 4 ? ('substitute' as const) : ('final' as const))),
          }),
        }
      }),
  })
})

const days = (from: Day, to: Day) => exportDays(retailer.db, retailer.organizationId, contract, from, to)
async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const piece of pieces) text += piece
  return text
}
const csv = async (from: Day, to: Day, style: CsvStyle = 'plain') => textOf(usageCsv(days(from, to), style))
const series = (from: Day, to: Day) =>
  usageSeries(retailer.db, retailer.organizationId, contract.id, {
    from,
    to,
    resolution: '15min',
    withCost: true,
  })
const espi = async (from: Day, to: Day) =>
  textOf(
    usageEspi(days(from, to), { contract, author: 'Sonne & Söhne <GmbH>', updated: '2026-09-01T10:00:00Z' }),
  )

describe('usageDetail', () => {
  it('gives the figures of usageSeries and the prices of pricesForSubscription, clock changes and a gap included', async () => {
    const detail = await usageDetail(retailer.db, retailer.organizationId, contract, {
      from: '2026-02-09',
      to: '2026-03-31',
      earlier: { from: '2025-10-20', to: '2025-10-28', totalsOnly: false },
      withPrices: true,
    })
    const range = { from: '2026-02-09', to: '2026-03-31' } as const
    expect(aggregate(withQuarterCosts(detail.days), { ...range, resolution: '15min' })).toEqual(
      (await series('2026-02-09', '2026-03-31')).items,
    )
    const { items: earlier } = await usageSeries(retailer.db, retailer.organizationId, contract.id, {
      from: '2025-10-20',
      to: '2025-10-28',
      resolution: 'day',
      withCost: true,
    })
    expect(detail.earlier.map(({ day, energyWh, costCents }) => [day, energyWh, costCents])).toEqual(
      earlier.map(({ period, energyWh, costCents }) => [period, energyWh, costCents]),
    )
    const prices = await pricesForSubscription(
      retailer.db,
      retailer.organizationId,
      contract.id,
      '2026-03-29',
      '2026-03-30',
    )
    expect(detail.days.find(({ day }) => day === '2026-03-29')?.pricesMicroEurPerKwh).toEqual(
      prices[0]?.quarters.map(({ microEurPerKwh }) => microEurPerKwh),
    )
  })

  it('reads totals alone where that is enough', async () => {
    const { earlier } = await usageDetail(retailer.db, retailer.organizationId, contract, {
      from: '2026-02-09',
      to: '2026-02-10',
      earlier: { from: '2025-10-20', to: '2025-10-28', totalsOnly: true },
      withPrices: false,
    })
    const { items } = await series('2025-10-20', '2025-10-28')
    expect(earlier.reduce((sum, { energyWh }) => sum + energyWh, 0)).toBe(
      items.reduce((sum, { energyWh }) => sum + energyWh, 0),
    )
    expect(earlier.every(({ costCents, quarters }) => costCents === null && quarters === null)).toBe(true)
  })

  it('stays within the term, and answers nothing where there is none of it', async () => {
    const of = async (from: Day, to: Day) =>
      usageDetail(retailer.db, retailer.organizationId, contract, { from, to, withPrices: true })
    expect((await of('2025-08-01', '2025-09-03')).days.map(({ day }) => day)).toEqual([
      '2025-09-01',
      '2025-09-02',
    ])
    expect((await of('2025-01-01', '2025-02-01')).days).toEqual([])
  })
})

describe('CSV of the quarter-hours', () => {
  it('has one line for each quarter-hour, with its instant, value, price and cost', async () => {
    const text = await csv('2025-10-26', '2025-10-27')
    const lines = text.split('\r\n')
    expect(lines[0]).toBe('start_utc,start_local,kwh,status,ct_per_kwh,cost_eur')
    expect(lines).toHaveLength(1 + 100 + 1)
    expect(lines[9]?.slice(0, 46)).toBe('2025-10-26T00:00:00Z,2025-10-26T02:00:00+02:00')
    expect(lines[13]?.slice(0, 46)).toBe('2025-10-26T01:00:00Z,2025-10-26T02:00:00+01:00')
    const at = Date.parse('2025-10-26T01:00:00Z')
    // Exchange price, 1 ct of markup and 15 ct of everything else, and 19 % on all of it.
    const ct = ((price(at) + 10_000 + 150_000) * 1.19) / 10_000
    expect(lines[13]).toContain(`,${(wh(at) / 1000).toFixed(3)},final,${ct.toFixed(4)},`)
  })

  it('sums to usageSeries, over a year with both clock changes', async () => {
    const rows = parse<Record<string, string>>(await csv('2025-09-01', '2026-09-01'), { columns: true })
    expect(rows).toHaveLength(quartersInRange('2025-09-01', '2026-09-01'))
    const { items } = await series('2025-09-01', '2026-09-01')
    const total = (column: string, factor: number) =>
      rows.reduce((sum, row) => sum + Math.round(Number(row[column]) * factor), 0)
    expect(total('kwh', 1000)).toBe(items.reduce((sum, { energyWh }) => sum + energyWh, 0))
    expect(total('cost_eur', 100)).toBe(items.reduce((sum, { costCents }) => sum + (costCents ?? 0), 0))
    const starts = rows.map((row) => Date.parse(row['start_utc'] ?? ''))
    expect(new Set(starts.slice(1).map((start, index) => start - (starts[index] ?? 0)))).toEqual(
      new Set([900_000]),
    )
    expect(rows.map((row) => Date.parse(row['start_local'] ?? ''))).toEqual(starts)
    expect(Map.groupBy(rows, ({ status }) => status).get('substitute')).toHaveLength(4)
    const gap = rows.filter(({ status }) => status === 'missing')
    expect(gap).toHaveLength(96)
    expect(gap[0]).toMatchObject({ start_utc: '2026-02-10T23:00:00Z', kwh: '', ct_per_kwh: '', cost_eur: '' })
  })

  it('opens in a German Excel: semicolons, a decimal comma, marked as UTF-8', async () => {
    const text = await csv('2026-03-29', '2026-03-30', 'excel')
    expect(text.startsWith('\uFEFFstart_utc;start_local;kwh;')).toBe(true)
    const rows = parse(text, { delimiter: ';', bom: true, from_line: 2 })
    expect(rows).toHaveLength(92)
    expect(rows[8]?.[1]).toBe('2026-03-29T03:00:00+02:00')
    expect(rows.every(([, , kwh]) => /^\d+,\d{3}$/.test(kwh ?? ''))).toBe(true)
  })
})

interface Block {
  interval: { duration: number; start: number }
  IntervalReading: {
    cost: number
    ReadingQuality: { quality: number }
    timePeriod: { duration: number; start: number }
    value: number
  }[]
}

describe('Green Button', () => {
  const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'entry' })
  const entriesOf = (xml: string) =>
    parser.parse(xml).feed.entry as { id: string; title: string; content: Record<string, never> }[]
  const blocksOf = (xml: string) =>
    entriesOf(xml).flatMap(({ content }) => (content['IntervalBlock'] as Block | undefined) ?? [])

  it('is an Atom feed that says what is read, in which unit and on which clock', async () => {
    const xml = await espi('2025-10-26', '2025-10-27')
    expect(XMLValidator.validate(xml)).toBe(true)
    const { feed } = parser.parse(xml)
    expect(feed['@_xmlns']).toBe('http://www.w3.org/2005/Atom')
    expect(feed.author.name).toBe('Sonne & Söhne <GmbH>')
    const entries = entriesOf(xml)
    const contents = Object.assign({}, ...entries.map(({ content }) => content))
    expect(contents.UsagePoint).toEqual({
      '@_xmlns': 'http://naesb.org/espi',
      ServiceCategory: { kind: 0 },
    })
    expect(contents.LocalTimeParameters).toMatchObject({
      dstStartRule: '3E0E2000',
      dstEndRule: 'AE0E3000',
      dstOffset: 3600,
      tzOffset: 3600,
    })
    expect(contents.ReadingType).toMatchObject({
      accumulationBehaviour: 4,
      currency: 978,
      flowDirection: 1,
      intervalLength: 900,
      powerOfTenMultiplier: 0,
      uom: 72,
    })
    const ids = entries.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab]/)
    expect(entriesOf(await espi('2025-10-26', '2025-10-27')).map(({ id }) => id)).toEqual(ids)
  })

  it('has a block a day, as long as the day is, that sums to usageSeries', async () => {
    const xml = await espi('2025-10-25', '2026-03-31')
    const blocks = blocksOf(xml)
    // One day has no values.
    expect(blocks).toHaveLength(daysInRange('2025-10-25', '2026-03-31').length - 1)
    const long = blocks.find(({ interval }) => interval.start === Date.parse('2025-10-25T22:00:00Z') / 1000)
    expect([long?.interval.duration, long?.IntervalReading.length]).toEqual([90_000, 100])
    expect(blocks.at(-2)?.interval.duration).toBe(82_800)
    const readings = blocks.flatMap(({ IntervalReading }) => IntervalReading)
    const { items } = await series('2025-10-25', '2026-03-31')
    expect(
      readings.map(({ timePeriod, value, cost }) => [timePeriod.start * 1000, value, cost / 1000]),
    ).toEqual(items.map(({ startsAt, energyWh, costCents }) => [startsAt, energyWh, costCents]))
    expect(readings.filter(({ ReadingQuality }) => ReadingQuality.quality === 11)).toHaveLength(4)
  })

  it('leaves in pieces of 92 days at most, after its head and before its end', async () => {
    const feed = usageEspi(days(FIRST, LAST), { contract, author: 'x', updated: '2026-09-01T10:00:00Z' })
    let pieces = 0
    for await (const piece of feed) pieces += Math.min(1, piece.length)
    expect(pieces).toBe(1 + 4 + 1)
  })
})
