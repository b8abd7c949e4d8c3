import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createDemoPortal, type DemoPortal } from '../../../tests/support/demo-portal.ts'
import { newId } from '../../domain/identifiers.ts'
import { exportCustomerData } from './export-customer-data.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

const rows = z.array(z.looseObject({ id: z.string() }))
/** The shape that programs may rely on. */
const shape = z.strictObject({
  object: z.literal('customer_data_export'),
  version: z.literal(1),
  exported_at: z.literal('2026-02-11T14:07:00Z'),
  about: z.object({
    rights: z.string(),
    units: z.string(),
    times: z.string(),
    sections: z.record(z.string(), z.string()),
  }),
  customer: z.looseObject({ id: z.string(), email: z.string() }),
  consents: rows,
  addresses: rows,
  meters: rows,
  contracts: z.array(
    z.looseObject({ id: z.string(), meter_id: z.string(), mandate_id: z.string().nullable() }),
  ),
  mandates: z.array(z.looseObject({ id: z.string(), iban: z.string() })),
  meter_readings: rows,
  invoices: z.array(
    z.looseObject({
      id: z.string(),
      net_cents: z.number(),
      lines: z.array(z.looseObject({ net_cents: z.number() })),
    }),
  ),
  usage_days: z.array(
    z.strictObject({
      meter_id: z.string(),
      day: z.iso.date(),
      total_wh: z.number(),
      status: z.enum(['final', 'preliminary', 'substitute', 'estimated']),
      quarter_hours_wh: z.array(z.int()),
      quarter_hours_status: z.array(z.string()).nullable(),
    }),
  ),
  meter_orders: rows,
  grid_fee_reductions: rows,
  declarations: rows,
  sessions: rows,
  audit_events: rows,
})

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

async function text(name: string, organization = 'Sonnwerk') {
  const { id } = await demo.db
    .selectFrom('customers as c')
    .innerJoin('organizations as o', 'o.id', 'c.organization_id')
    .select('c.id')
    .where('o.name', '=', organization)
    .where('c.email', '=', `${name}@example.com`)
    .executeTakeFirstOrThrow()
  let file = ''
  for await (const piece of exportCustomerData(demo.db, demo.organizationId, id, NOW)) file += piece
  return { file, id }
}

describe('all data of a customer', () => {
  it('is one JSON file of a fixed shape, which explains each of its sections', async () => {
    await demo.signIn('anna')
    const { file } = await text('anna')
    const data = shape.parse(JSON.parse(file))
    const sections = Object.keys(data).slice(5)
    expect(Object.keys(data.about.sections)).toEqual(sections)
    expect(data.contracts).toHaveLength(1)
    expect(data.sessions).toHaveLength(1)
    expect(data.mandates.map(({ iban }) => iban)).toEqual(['DE************2051'])
    expect(file).not.toContain('DE02120300000000202051')
    expect(data.meter_orders[0]).toMatchObject({ status: 'activated' })
  })

  it('holds every quarter-hour and every invoice, to the cent', async () => {
    const { file, id } = await text('anna')
    const data = shape.parse(JSON.parse(file))
    const stored = await demo.db
      .selectFrom('interval_days as d')
      .innerJoin('meters as m', 'm.id', 'd.meter_id')
      .select(['d.day', 'd.total_wh'])
      .where('m.customer_id', '=', id)
      .orderBy('d.day')
      .execute()
    expect(stored.length).toBeGreaterThan(100)
    expect(data.usage_days.map(({ day, total_wh }) => ({ day, total_wh }))).toEqual(stored)
    for (const { quarter_hours_wh: quarters, total_wh } of data.usage_days) {
      expect([92, 96, 100]).toContain(quarters.length)
      expect(quarters.reduce((sum, wh) => sum + wh, 0)).toBe(total_wh)
    }
    const issued = await demo.db
      .selectFrom('invoices')
      .select(({ fn }) => [fn.countAll<number>().as('count'), fn.sum<string>('net_cents').as('net')])
      .where('customer_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(data.invoices).toHaveLength(issued.count)
    expect(data.invoices.reduce((sum, { net_cents }) => sum + net_cents, 0)).toBe(Number(issued.net))
    for (const { lines } of data.invoices) expect(lines.length).toBeGreaterThan(0)
  })

  it('holds nothing of anybody else: no id in it belongs to another customer', async () => {
    const { db } = demo
    const names = ['anna', 'bernd', 'clara', 'dilek', 'frida', 'gero']
    await Promise.all(names.map((name) => demo.signIn(name)))
    for (const name of names) {
      const { file, id } = await text(name)
      shape.parse(JSON.parse(file))
      const others = async (
        table: 'subscriptions' | 'meters' | 'addresses' | 'payment_methods' | 'invoices',
      ) => db.selectFrom(table).select('id').where('customer_id', '<>', id).execute()
      const foreign = [
        ...(await others('subscriptions')),
        ...(await others('meters')),
        ...(await others('addresses')),
        ...(await others('payment_methods')),
        ...(await others('invoices')),
        ...(await db.selectFrom('customers').select('id').where('id', '<>', id).execute()),
        ...(await db.selectFrom('sessions').select('id').where('customer_id', '<>', id).execute()),
        ...(await db
          .selectFrom('audit_events')
          .select('id')
          .where('customer_id', 'is distinct from', id)
          .execute()),
      ].map((row) => row.id)
      expect(foreign.length).toBeGreaterThan(100)
      const within = new Set(file.match(/\b[a-z]+_[0-9a-z]{26}\b/g))
      expect(foreign.filter((each) => within.has(each))).toEqual([])
      expect(file.match(/[a-z]+@example\.com/g)?.every((email) => email === `${name}@example.com`)).toBe(true)
    }
  })

  it('another organisation’s customer is not there, nor is one that never was', async () => {
    await expect(text('hanne', 'Nordlicht Energie')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const pieces = exportCustomerData(demo.db, demo.organizationId, newId('customer'), NOW)
    await expect(pieces.next()).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('/account/data', () => {
  it('is handed out as a file, to who is signed in, and noted', async () => {
    const { browser } = await demo.signIn('frida')
    const csrf = /name="csrf" value="([^"]+)"/.exec(await (await browser.get('/account')).text())?.[1] ?? ''
    expect((await browser.post('/account/data', { csrf: '' })).status).toBe(403)
    expect((await browser.get('/account/data')).status).toBe(303)
    const answer = await browser.post('/account/data', { csrf })
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toBe(
      'attachment; filename="meine-daten-2026-02-11.json"',
    )
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    const data = shape.parse(await answer.json())
    expect(data.customer.email).toBe('frida@example.com')
    expect(data.audit_events.filter(({ action }) => action === 'customer.data_exported')).toHaveLength(1)
  })
})
