import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal } from '../../tests/support/demo-portal.ts'
import { instantAt } from '../domain/local-time.ts'
import { nextBill } from '../features/invoices/next-bill.ts'
import { getInvoice, listInvoices, listOpenInvoices } from '../features/invoices/queries.ts'
import { listMeterReadings } from '../features/meter-readings/queries.ts'
import { priceOutlook } from '../features/prices/price-outlook.ts'
import { usageByMonth, usageTotalWh } from '../features/usage/queries.ts'

const NOW = instantAt('2026-11-23', '18:20')
let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

const invoicesOf = async (name: string) =>
  listInvoices(demo.db, demo.organizationId, await demo.customerId(name))

describe('the customers of the demo world', () => {
  it("bills Anna's months, the latest open and the others paid, and estimates the next", async () => {
    const [anna] = await demo.contractsOf('anna')
    const invoices = await invoicesOf('anna')
    expect(invoices).toHaveLength(14)
    expect(invoices.map(({ number }) => number).toReversed()).toEqual(
      Array.from({ length: 14 }, (_, index) => `H62SU12A-${String(index + 1).padStart(3, '0')}`),
    )
    expect(invoices[0]).toMatchObject({
      periodStart: '2026-10-01',
      status: 'open',
      issuedOn: '2026-11-04',
      dueOn: '2026-12-04',
    })
    expect(invoices.slice(1).every(({ status }) => status === 'paid')).toBe(true)
    expect(invoices.at(-1)).toMatchObject({
      periodStart: '2025-09-01',
      issuedOn: '2025-10-04',
      paidOn: '2025-11-03',
    })
    const detail = await getInvoice(
      demo.db,
      demo.organizationId,
      await demo.customerId('anna'),
      invoices[0]!.id,
    )
    expect(detail.lines.map(({ kind }) => kind)).toContain('grid_fee_reduction')
    expect(detail.usageWh).toBe(
      await usageTotalWh(demo.db, demo.organizationId, anna!.id, '2026-10-01', '2026-11-01'),
    )
    expect(detail.netCents).toBe(detail.lines.reduce((sum, { netCents }) => sum + netCents, 0))
    expect(detail.totalCents).toBeGreaterThan(5000)
    expect(await nextBill(demo.db, demo.organizationId, anna!.id, NOW)).toMatchObject({
      periodStart: '2026-11-01',
      periodEnd: '2026-11-30',
      basis: 'values_and_projection',
      measuredUntil: '2026-11-22',
      on: '2027-01-03',
      onMeans: 'debit',
    })
  })

  it("reads Bernd's meter in three ways and settles his year", async () => {
    const [bernd] = await demo.contractsOf('bernd')
    const readings = await listMeterReadings(demo.db, demo.organizationId, bernd!.id)
    expect(readings.map(({ readOn, type }) => [readOn, type])).toEqual([
      ['2026-09-01', 'customer_report'],
      ['2026-03-15', 'customer_report'],
      ['2026-01-01', 'grid_estimation'],
      ['2025-09-01', 'grid_reading'],
    ])
    const invoices = await invoicesOf('bernd')
    expect(invoices.filter(({ type }) => type === 'prepayment')).toHaveLength(15)
    const settlement = invoices.find(({ type }) => type === 'usage')
    expect(settlement).toMatchObject({
      periodStart: '2025-09-01',
      periodEnd: '2026-08-31',
      issuedOn: '2026-09-04',
    })
    expect(settlement?.totalCents, 'he used less than expected: money back').toBeLessThan(0)
    const months = await usageByMonth(demo.db, demo.organizationId, bernd!.id, '2026-08-01', '2026-11-23')
    expect(months.map(({ month, status }) => [month, status])).toEqual([
      ['2026-08-01', 'final'],
      ['2026-09-01', 'estimated'],
      ['2026-10-01', 'estimated'],
      ['2026-11-01', 'estimated'],
    ])
    expect(await nextBill(demo.db, demo.organizationId, bernd!.id, NOW)).toMatchObject({
      periodStart: '2026-12-01',
      on: '2026-12-15',
      basis: 'instalment',
    })
    expect(await priceOutlook(demo.db, demo.organizationId, bernd!.id, NOW)).toMatchObject({ kind: 'fixed' })
  })

  it('gives Dilek two contracts, Frida two directions, Gero an end, Emil no mandate and Clara nothing', async () => {
    expect(await demo.contractsOf('dilek')).toHaveLength(2)
    const frida = await demo.contractsOf('frida')
    expect(frida.map(({ type }) => type)).toEqual(['consumption', 'feed_in'])
    const feedIn = frida.find(({ type }) => type === 'feed_in')!
    expect(await nextBill(demo.db, demo.organizationId, feedIn.id, NOW)).toMatchObject({ onMeans: 'payout' })
    const credits = (await invoicesOf('frida')).filter((invoice) => invoice.subscriptionId === feedIn.id)
    expect(credits.every(({ totalCents }) => totalCents < 0)).toBe(true)
    const gero = await demo.contractsOf('gero')
    expect(gero).toMatchObject([{ status: 'ended', lastDay: '2025-11-30' }])
    expect(await invoicesOf('gero')).toMatchObject([
      { isFinal: true, status: 'paid' },
      { isFinal: false },
      {},
    ])
    expect(await nextBill(demo.db, demo.organizationId, gero[0]!.id, NOW)).toBeNull()
    expect(await priceOutlook(demo.db, demo.organizationId, gero[0]!.id, NOW)).toBeNull()
    const emil = await demo.contractsOf('emil')
    expect(emil).toMatchObject([{ startsOn: '2026-09-01', paymentMethod: null }])
    expect(await listOpenInvoices(demo.db, demo.organizationId, await demo.customerId('emil'))).toHaveLength(
      2,
    )
    expect(await demo.contractsOf('clara')).toEqual([])
  })
})
