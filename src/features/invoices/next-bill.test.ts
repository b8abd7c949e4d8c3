import { describe, expect, it } from 'vitest'
import { createRetailer, fillEvenly } from '../subscriptions/test-contracts.ts'
import { nextBill } from './next-bill.ts'

describe('the next bill', () => {
  it('takes the remaining days like the measured ones', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, {
      from: '2025-09-01',
      to: '2025-09-11',
      wh: 100,
      priceMicroEur: 80_000,
    })
    const bill = await nextBill(retailer.db, retailer.organizationId, id, retailer.at('2025-09-11').now)
    expect(bill).toMatchObject({
      periodStart: '2025-09-01',
      periodEnd: '2025-09-30',
      basis: 'values_and_projection',
      measuredUntil: '2025-09-10',
      on: '2025-11-03',
      onMeans: 'debit',
      // 96 kWh at 24 ct and 10 days at 16 ct, net
      soFarCents: 2932,
    })
    expect(bill?.amountCents).toBeGreaterThan(2932 * 2.8)
    expect(bill?.amountCents).toBeLessThan(2932 * 3.2)
  })

  it('knows no amount without a single value', async () => {
    const retailer = await createRetailer()
    const { id } = await retailer.subscribe()
    const bill = await nextBill(retailer.db, retailer.organizationId, id, retailer.at('2025-09-01').now)
    expect(bill).toMatchObject({ amountCents: null, soFarCents: null, measuredUntil: null })
  })
})
