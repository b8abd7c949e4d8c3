import { describe, expect, it } from 'vitest'
import type { Day } from '../../domain/local-time.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { storeIntervalDays } from '../usage/store-interval-days.ts'
import { correctionsDue } from './corrections-due.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markUncollectible } from './mark-uncollectible.ts'
import { listInvoices } from './queries.ts'
import { runCorrections } from './run-corrections.ts'
import {
  billedOctober,
  deliver,
  instalmentContract,
  publish,
  readInvoice,
  restorePrices,
} from './test-bills.ts'

const due = ({ db, organizationId }: Retailer) => correctionsDue(db, organizationId)
const run = (retailer: Retailer, today: Day = '2025-11-21') =>
  runCorrections({
    db: retailer.db,
    organizationId: retailer.organizationId,
    actor: { type: 'system' },
    now: retailer.at(today).now,
  })

describe('a bill whose values were replaced', () => {
  it('is due for correction at its old and its new amount, and is corrected once', async () => {
    const { retailer, contract, invoice } = await billedOctober()
    expect(await due(retailer)).toEqual([])
    await deliver(retailer, contract, '2025-10-26', 150)
    expect(await due(retailer)).toEqual([
      {
        invoiceId: invoice.id,
        number: invoice.number,
        subscriptionId: contract.id,
        periodStart: '2025-10-01',
        periodEnd: '2025-10-31',
        billedCents: 9709,
        currentCents: 9852,
      },
    ])
    const stranger = await createRetailer()
    expect(await due(stranger)).toEqual([])
    const runs = await Promise.all([run(retailer), run(retailer), run(retailer)])
    expect(
      runs.flatMap(({ corrected }) => corrected.map(({ corrected: { totalCents } }) => totalCents)),
    ).toEqual([9852])
    expect(runs.flatMap(({ refused }) => refused)).toEqual([])
    expect(await due(retailer)).toEqual([])
    const { db, organizationId, customerId } = retailer
    const all = await listInvoices(db, organizationId, customerId)
    expect(all, 'the original, its void and one corrected bill').toHaveLength(3)
  })

  it('is not due where only the certainty changed, where the delivery was taken back, or once it is given up', async () => {
    const { retailer, contract, invoice } = await billedOctober()
    const day = '2025-10-03'
    await storeIntervalDays(retailer.at('2025-11-20'), {
      meterId: contract.meterId,
      days: [{ day, wh: Array.from({ length: 96 }, () => 100), status: 'substitute' }],
    })
    expect(await due(retailer)).toEqual([])
    await deliver(retailer, contract, day, 300)
    expect(await due(retailer)).toHaveLength(1)
    await deliver(retailer, contract, day, 100)
    expect(await due(retailer)).toEqual([])
    await deliver(retailer, contract, day, 300)
    await markUncollectible(retailer.ctx, invoice.id)
    expect(await due(retailer)).toEqual([])
  })

  it('is due when an exchange price was published anew', async () => {
    const { retailer } = await billedOctober()
    await publish(retailer, '2025-10-26', 90_000)
    // 10 kWh at 1 ct more
    expect(await due(retailer)).toMatchObject([{ billedCents: 9709, currentCents: 9721 }])
    await restorePrices(retailer)
    expect(await due(retailer)).toEqual([])
  })

  it('of a settlement is due when the reading comes that it had to estimate; instalments stay out of it', async () => {
    const { retailer, contract } = await instalmentContract()
    const read = (on: '2025-09-01' | '2026-09-01', kwh: number, at: '2025-09-01' | '2026-09-20') =>
      recordMeterReading(retailer.at(at), {
        subscriptionId: contract.id,
        readOn: on,
        valueWh: kwh * 1000,
        type: 'customer_report',
      })
    await read('2025-09-01', 10_000, '2025-09-01')
    const settlement = await issueInvoice(retailer.at('2026-09-04'), {
      subscriptionId: contract.id,
      type: 'usage',
      from: '2025-09-01',
      to: '2026-09-01',
    })
    expect(await readInvoice(retailer, settlement.id)).toMatchObject({ estimatedDays: 365 })
    expect(await due(retailer)).toEqual([])
    await read('2026-09-01', 11_000, '2026-09-20')
    const [correction] = await due(retailer)
    expect(correction).toMatchObject({ invoiceId: settlement.id, billedCents: settlement.totalCents })
    const { corrected } = await run(retailer, '2026-09-21')
    expect(corrected.map((one) => one.corrected.totalCents)).toEqual([correction?.currentCents])
    expect(await readInvoice(retailer, corrected[0]?.corrected.id ?? settlement.id)).toMatchObject({
      usageWh: 1_000_000,
      valueSource: 'final',
      estimatedDays: 0,
    })
  })
})
