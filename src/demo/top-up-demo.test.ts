import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { demoDatabase } from '../../tests/support/database.ts'
import { createDatabase, type Db } from '../db/database.ts'
import { instantAt } from '../domain/local-time.ts'
import { listInvoices } from '../features/invoices/queries.ts'
import { listCustomerSubscriptions } from '../features/subscriptions/queries.ts'
import { usageByDay } from '../features/usage/queries.ts'
import { DEMO_DIRS } from './demo-data.ts'
import { seedDemo } from './seed-demo.ts'

const NOW = instantAt('2026-11-23', '18:20')
let db: Db
const seed = (now: Temporal.Instant) => seedDemo({ db, now, ...DEMO_DIRS, log: () => {} })

beforeAll(async () => {
  const { pool } = await demoDatabase(NOW)
  db = createDatabase(pool)
}, 60_000)

describe('a later start', () => {
  it('keeps a year of a household under 250 KB with its index', async () => {
    const { rows } = await sql<{ bytes: number; days: number }>`
      select pg_total_relation_size('interval_days') as bytes, (select count(*) from interval_days) as days`.execute(
      db,
    )
    const { bytes = 0, days = 1 } = rows[0] ?? {}
    expect((bytes / days) * 365).toBeLessThan(250_000)
  })

  const counts = async () => {
    const { rows } = await sql<Record<string, number>>`select
      (select count(*) from interval_days) as days, (select count(*) from market_prices) as prices,
      (select count(*) from invoices) as invoices, (select count(*) from audit_events where action <> 'interval_days.stored') as audits`.execute(
      db,
    )
    return rows[0]
  }

  it('changes nothing on the same day', async () => {
    const before = await counts()
    await seed(NOW.add({ minutes: 30 }))
    expect(await counts()).toEqual(before)
  })

  it('adds the days missed, makes values final and bills the month that is over', async () => {
    const before = await counts()
    const later = instantAt('2026-12-05', '09:00')
    await seed(later)
    const after = await counts()
    // Prices up to the 5th itself, because tomorrow's come at one; twelve days for each of eight running smart meters.
    expect((after?.['prices'] ?? 0) - (before?.['prices'] ?? 0)).toBe(11)
    expect((after?.['days'] ?? 0) - (before?.['days'] ?? 0)).toBe(8 * 12)
    const { organizationId, id: customerId } = await db
      .selectFrom('customers')
      .select(['organization_id as organizationId', 'id'])
      .where('external_id', '=', '1')
      .executeTakeFirstOrThrow()
    const list = await listCustomerSubscriptions(db, organizationId, customerId)
    const [latest, previous] = await listInvoices(db, organizationId, customerId)
    expect(latest).toMatchObject({ periodStart: '2026-11-01', status: 'open' })
    expect(previous).toMatchObject({ periodStart: '2026-10-01', status: 'paid', paidOn: '2026-12-04' })
    const days = await usageByDay(db, organizationId, list[0]!.id, '2026-11-30', '2026-12-05')
    expect(days.map(({ status }) => status)).toEqual([
      'final',
      'final',
      'preliminary',
      'preliminary',
      'preliminary',
    ])
  })
})
