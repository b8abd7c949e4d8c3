import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import type { ValueStatus } from '../../domain/energy.ts'
import type { Day } from '../../domain/local-time.ts'
import { getContract } from '../subscriptions/queries.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { contractValues } from './contract-values.ts'
import { intervalDayAt, intervalDayVersions } from './interval-days-history.ts'
import type { IntervalDay } from './interval-days.ts'
import { storeIntervalDays } from './store-interval-days.ts'

const even = (length: number, value: number) => Array.from({ length }, () => value)
const DAY = '2025-10-01'
const day = (wh: number, status: ValueStatus = 'final'): IntervalDay => ({
  day: DAY,
  wh: even(96, wh),
  status,
})

async function meterOf() {
  const retailer = await createRetailer()
  const { id, meterId } = await retailer.subscribe()
  const at = (today: Day, ...days: IntervalDay[]) => storeIntervalDays(retailer.at(today), { meterId, days })
  return { ...retailer, id, meterId, store: at }
}

describe('a delivered day', () => {
  it('changes nothing the second time, and keeps what a later one replaces', async () => {
    const { store, db, organizationId, meterId } = await meterOf()
    const second = { ...day(5), day: '2025-10-02' as const }
    expect(await store('2025-10-03', day(10, 'preliminary'), second)).toEqual({ written: 2, unchanged: 0 })
    expect(await store('2025-10-04', day(10, 'preliminary'), second)).toEqual({ written: 0, unchanged: 2 })
    expect(await store('2025-10-09', day(10, 'final'), second)).toEqual({ written: 1, unchanged: 1 })
    expect(await store('2025-11-20', day(12, 'substitute'))).toEqual({ written: 1, unchanged: 0 })

    const versions = await intervalDayVersions(db, organizationId, meterId, DAY)
    expect(
      versions.map(({ version, status, totalWh, deliveredAt, replacedAt }) => [
        version,
        status,
        totalWh,
        deliveredAt?.toString().slice(0, 10),
        replacedAt?.toString().slice(0, 10),
      ]),
    ).toEqual([
      [3, 'substitute', 1152, '2025-11-20', undefined],
      [2, 'final', 960, '2025-10-09', '2025-11-20'],
      [1, 'preliminary', 960, '2025-10-03', '2025-10-09'],
    ])
    expect((await intervalDayAt(db, organizationId, meterId, DAY, 2))?.wh).toEqual(even(96, 10))
    expect((await intervalDayAt(db, organizationId, meterId, DAY, 3))?.wh).toEqual(even(96, 12))
    expect(await intervalDayAt(db, organizationId, meterId, DAY, 4)).toBeUndefined()
    const stranger = await createRetailer()
    expect(await intervalDayVersions(db, stranger.organizationId, meterId, DAY)).toEqual([])
  })

  it('carries a status for each quarter-hour where they differ, and the least certain as its own', async () => {
    const { store, db, organizationId, id } = await meterOf()
    const statuses: ValueStatus[] = even(96, 0).map((_, index) => (index === 7 ? 'substitute' : 'final'))
    await store('2025-10-03', { ...day(10), statuses }, { ...day(9), day: '2025-10-02' })
    expect(await store('2025-10-04', { ...day(10, 'substitute'), statuses })).toEqual({
      written: 0,
      unchanged: 1,
    })
    const contract = await getContract(db, organizationId, id)
    const [mixed, whole] = await contractValues(db, organizationId, contract, DAY, '2025-10-03')
    expect(mixed).toMatchObject({ status: 'substitute', version: 1, energyWh: 960 })
    expect(mixed?.statuses?.[7]).toBe('substitute')
    expect(mixed?.statuses?.filter((status) => status === 'final')).toHaveLength(95)
    expect(whole).toMatchObject({ status: 'final', statuses: null })
    await expect(store('2025-10-05', { ...day(1), statuses: ['final'] })).rejects.toThrow(
      '2025-10-01 has 96 quarter-hours, but 1 statuses.',
    )
  })

  it('that we estimated yields to what was measured, early or late', async () => {
    const { store, db, organizationId, meterId, id } = await meterOf()
    expect(await store('2025-10-03', day(8, 'estimated'))).toEqual({ written: 1, unchanged: 0 })
    const contract = await getContract(db, organizationId, id)
    expect(await contractValues(db, organizationId, contract, DAY, '2025-10-02')).toMatchObject([
      { energyWh: 768, status: 'estimated' },
    ])
    expect(await store('2025-10-04', day(7, 'estimated'))).toEqual({ written: 1, unchanged: 0 })
    expect(await store('2025-10-05', day(10, 'preliminary'))).toEqual({ written: 1, unchanged: 0 })
    expect(await store('2025-10-06', day(8, 'estimated'))).toEqual({ written: 0, unchanged: 1 })
    const [current] = await intervalDayVersions(db, organizationId, meterId, DAY)
    expect(current).toMatchObject({ version: 3, status: 'preliminary', totalWh: 960 })
  })

  it('of a large customer keeps values beyond two bytes', async () => {
    const { store, db, organizationId, meterId } = await meterOf()
    const wh = even(96, 32_767)
    await store('2025-10-03', { ...day(0), wh })
    await store('2025-10-04', { ...day(0), wh: [...wh.slice(1), 250_000] })
    expect((await intervalDayAt(db, organizationId, meterId, DAY, 1))?.wh).toEqual(wh)
    expect((await intervalDayAt(db, organizationId, meterId, DAY, 2))?.wh.at(-1)).toBe(250_000)
    await expect(store('2025-10-05', { ...day(0), wh: [...wh.slice(1), 250_001] })).rejects.toThrow(
      '2025-10-01 has a value that no meter can have measured: 250001 Wh.',
    )
  })

  it('may be there only once in a delivery', async () => {
    const { store } = await meterOf()
    await expect(store('2025-10-03', day(1), day(2))).rejects.toThrow('A day is there twice.')
  })

  it('is counted once by deliveries at the same moment', async () => {
    const { store, db, organizationId, meterId } = await meterOf()
    await Promise.all(Array.from({ length: 8 }, (_, index) => store('2025-10-03', day(index + 1))))
    const versions = await intervalDayVersions(db, organizationId, meterId, DAY)
    expect(versions.map(({ version }) => version)).toEqual([8, 7, 6, 5, 4, 3, 2, 1])
    expect(new Set(versions.map(({ totalWh }) => totalWh)).size).toBe(8)
  })
})

it('a year of a household takes at most 250 KB with its indexes', async () => {
  const { db, meterId, organizationId } = await meterOf()
  await sql`
    create table year_of_a_household (like interval_days including all)`.execute(db)
  await sql`
    insert into year_of_a_household (organization_id, meter_id, day, wh, total_wh, status, delivered_at, import_id)
    select ${organizationId}, ${meterId}, date '2025-01-01' + n,
      (select array_agg((20 + random() * 400)::integer) from generate_series(1, 96 + n * 0)), 10000, 'F', now(),
      'mvi_01k0abcdefghjkmnpqrstvwxyz'
    from generate_series(0, 364) as n`.execute(db)
  const { rows } = await sql<{ bytes: number }>`
    select pg_relation_size('year_of_a_household') + pg_indexes_size('year_of_a_household') as bytes`.execute(
    db,
  )
  expect(rows[0]?.bytes).toBeLessThanOrEqual(250_000)
  expect(rows[0]?.bytes).toBeGreaterThan(100_000)
})
