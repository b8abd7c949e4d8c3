import { describe, expect, it } from 'vitest'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { recordDeliveredReadings } from '../meter-readings/record-delivered-readings.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { reviewMeterReading } from '../meter-readings/review-meter-reading.ts'
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
    await read(retailer, contract.id, '2025-09-01', 10_000, '2025-09-01')
    const settlement = await settle(retailer, contract.id)
    expect(await readInvoice(retailer, settlement.id)).toMatchObject({ estimatedDays: 365 })
    expect(await due(retailer)).toEqual([])
    await read(retailer, contract.id, '2026-09-01', 11_000, '2026-09-20')
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

  it('of a settlement is due once an unusual reading, reported before it, was accepted after it', async () => {
    const { retailer, contract } = await instalmentContract()
    await read(retailer, contract.id, '2025-09-01', 10_000, '2025-09-01')
    const doubted = await recordMeterReading(retailer.at('2026-09-02'), {
      subscriptionId: contract.id,
      readOn: '2026-09-01',
      valueWh: 20_000_000,
      type: 'customer_report',
      message: 'Neue Wärmepumpe',
    })
    const settlement = await settle(retailer, contract.id)
    expect(await due(retailer)).toEqual([])
    await reviewMeterReading(retailer.at('2026-09-20'), { readingId: doubted.id, decision: 'accept' })
    expect(await due(retailer)).toEqual([
      {
        invoiceId: settlement.id,
        number: settlement.number,
        subscriptionId: contract.id,
        periodStart: '2025-09-01',
        periodEnd: '2026-08-31',
        // 1,200 kWh estimated, 10,000 kWh read
        billedCents: 44890,
        currentCents: 329331,
      },
    ])
    const { corrected } = await run(retailer, '2026-09-21')
    expect(corrected.map((one) => one.corrected.totalCents)).toEqual([329331])
    expect(await due(retailer)).toEqual([])
  })

  it('of a settlement is due when the grid operator replaces the reading it was reckoned from, and not after a discarded one', async () => {
    const { retailer, contract } = await instalmentContract()
    await read(retailer, contract.id, '2025-09-01', 10_000, '2025-09-01')
    await read(retailer, contract.id, '2026-09-01', 11_000, '2026-09-02')
    const settlement = await settle(retailer, contract.id)
    const doubted = await recordMeterReading(retailer.at('2026-09-10'), {
      subscriptionId: contract.id,
      readOn: '2026-09-10',
      valueWh: 20_000_000,
      type: 'customer_report',
      message: 'Neue Wärmepumpe',
    })
    await reviewMeterReading(retailer.at('2026-09-12'), { readingId: doubted.id, decision: 'discard' })
    expect(await due(retailer)).toEqual([])
    const { written } = await recordDeliveredReadings(retailer.at('2026-09-20'), {
      meterId: contract.meterId,
      readings: [{ readOn: '2026-09-01', valueWh: 11_100_000, estimated: false, line: 1 }],
    })
    expect(written).toBe(1)
    // 1,000 and 1,100 kWh
    expect(await due(retailer)).toMatchObject([
      { invoiceId: settlement.id, billedCents: 38406, currentCents: 41638 },
    ])
  })
})

const read = (retailer: Retailer, subscriptionId: SubscriptionId, readOn: Day, kwh: number, at: Day) =>
  recordMeterReading(retailer.at(at), {
    subscriptionId,
    readOn,
    valueWh: kwh * 1000,
    type: 'customer_report',
  })

/** The year's bill, written on 4 September. */
const settle = (retailer: Retailer, subscriptionId: SubscriptionId) =>
  issueInvoice(retailer.at('2026-09-04'), {
    subscriptionId,
    type: 'usage',
    from: '2025-09-01',
    to: '2026-09-01',
  })
