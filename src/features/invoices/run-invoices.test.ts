import { describe, expect, it } from 'vitest'
import { createRetailer, fillEvenly, type Retailer } from '../subscriptions/test-contracts.ts'
import { nextBill } from './next-bill.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { markPaid } from './mark-paid.ts'
import { listInvoices } from './queries.ts'
import { runInvoices } from './run-invoices.ts'
import { billedOctober, instalmentContract, publish } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'

const run = (retailer: Retailer, day: Parameters<Retailer['at']>[0]) =>
  runInvoices({
    db: retailer.db,
    organizationId: retailer.organizationId,
    actor: { type: 'system' },
    now: retailer.at(day).now,
  })

const billsOf = async ({ db, organizationId, customerId }: Retailer) =>
  await listInvoices(db, organizationId, customerId)

/** For each contract the sequence of its numbers, sorted. */
function sequences(bills: Awaited<ReturnType<typeof billsOf>>): number[][] {
  const byContract = Map.groupBy(bills, ({ subscriptionId }) => subscriptionId)
  return [...byContract.values()].map((own) =>
    own.map(({ number }) => Number(number.slice(-3))).toSorted((a, b) => a - b),
  )
}

async function households(count: number) {
  const retailer = await createRetailer()
  const contracts = []
  for (let n = 0; n < count; n += 1) {
    const contract = await retailer.subscribe()
    contracts.push(contract)
    await fillEvenly(retailer, contract.meterId, {
      from: '2025-09-01',
      to: '2025-11-01',
      wh: 40 + n,
      priceMicroEur: 80_000,
    })
  }
  return { retailer, contracts }
}

describe('a run over all contracts', () => {
  it('issues every bill that is due, in order, and nothing the second time', async () => {
    const { retailer, contracts } = await households(3)
    expect(await run(retailer, '2025-10-03'), 'three days after the month, not before').toEqual({
      issued: 0,
      refused: [],
    })
    expect(await run(retailer, '2025-10-04')).toEqual({ issued: 3, refused: [] })
    expect(await run(retailer, '2025-11-20')).toEqual({ issued: 3, refused: [] })
    expect(await run(retailer, '2025-11-20')).toEqual({ issued: 0, refused: [] })
    const bills = await billsOf(retailer)
    expect(sequences(bills)).toEqual(contracts.map(() => [1, 2]))
    const mine = bills.filter(({ subscriptionId }) => subscriptionId === contracts[0]?.id)
    expect(mine.map(({ periodStart, issuedOn, dueOn }) => [periodStart, issuedOn, dueOn])).toEqual([
      // As late as the run came, two weeks are left to pay.
      ['2025-10-01', '2025-11-20', '2025-12-04'],
      ['2025-09-01', '2025-10-04', '2025-11-03'],
    ])
    const stranger = await createRetailer()
    expect(await run(stranger, '2025-11-20')).toEqual({ issued: 0, refused: [] })
  })

  it('names what it had to refuse, goes on with the rest, and makes up for it when the values are there', async () => {
    const { retailer, contracts } = await households(2)
    const [first, second] = contracts
    if (!first || !second) throw new Error('Two contracts were made.')
    await retailer.db
      .deleteFrom('interval_days')
      .where('meter_id', '=', first.meterId)
      .where('day', '=', '2025-09-30')
      .execute()
    const { issued, refused } = await run(retailer, '2025-11-05')
    expect(issued).toBe(3)
    expect(refused).toEqual([
      {
        subscriptionId: first.id,
        period: expect.objectContaining({ type: 'usage', from: '2025-09-01', to: '2025-10-01' }),
        reason: 'Only 29 of the 30 days from 2025-09-01 have values.',
      },
    ])
    await fillEvenly(retailer, first.meterId, {
      from: '2025-09-30',
      to: '2025-10-01',
      wh: 40,
      priceMicroEur: 80_000,
    })
    expect(await run(retailer, '2025-11-06')).toEqual({ issued: 1, refused: [] })
    expect(sequences(await billsOf(retailer))).toEqual([
      [1, 2],
      [1, 2],
    ])
  })

  it('names a day without a price', async () => {
    const { retailer } = await households(1)
    await retailer.db.deleteFrom('market_prices').where('day', '=', '2025-10-13').execute()
    const { refused } = await run(retailer, '2025-11-05')
    await publish(retailer, '2025-10-13', 80_000)
    expect(refused.map(({ reason }) => reason)).toEqual(['There is no price for 2025-10-13.'])
  })

  it('doubles nothing beside other runs, and numbers without gaps', async () => {
    const { retailer, contracts } = await households(6)
    const runs = await Promise.all([1, 2, 3].map(() => run(retailer, '2025-11-05')))
    expect(runs.reduce((sum, { issued }) => sum + issued, 0)).toBe(12)
    expect(runs.flatMap(({ refused }) => refused)).toEqual([])
    expect(sequences(await billsOf(retailer))).toEqual(contracts.map(() => [1, 2]))
  })

  it('that breaks off half-way is taken up by the next one', async () => {
    const { retailer, contracts } = await households(5)
    let statements = 0
    const broken = runInvoices({
      db: retailer.db.withPlugin({
        transformQuery({ node }) {
          statements += 1
          if (statements > 30) throw new Error('gone')
          return node
        },
        transformResult: ({ result }) => Promise.resolve(result),
      }),
      organizationId: retailer.organizationId,
      actor: { type: 'system' },
      now: retailer.at('2025-11-05').now,
    })
    await expect(broken).rejects.toThrow('gone')
    const before = (await billsOf(retailer)).length
    expect(before).toBeGreaterThan(0)
    expect(before).toBeLessThan(10)
    const { issued } = await run(retailer, '2025-11-05')
    expect(before + issued).toBe(10)
    expect(sequences(await billsOf(retailer))).toEqual(contracts.map(() => [1, 2]))
  })
})

describe('what is due', () => {
  it('is a usage bill that was voided, anew', async () => {
    const { retailer, contract, invoice } = await billedOctober()
    await fillEvenly(retailer, contract.meterId, {
      from: '2025-09-01',
      to: '2025-10-01',
      wh: 5,
      priceMicroEur: 80_000,
    })
    expect(await run(retailer, '2025-11-06')).toEqual({ issued: 1, refused: [] })
    await voidInvoice(retailer.at('2025-11-07'), { invoiceId: invoice.id, reason: 'test' })
    expect(await run(retailer, '2025-11-08')).toEqual({ issued: 1, refused: [] })
    expect((await billsOf(retailer)).map(({ number, status }) => [Number(number.slice(-3)), status])).toEqual(
      [
        [4, 'open'],
        [3, 'paid'],
        [2, 'open'],
        [1, 'voided'],
      ],
    )
  })

  it('are instalments month by month and a settlement, but no instalment of a year that is being settled', async () => {
    const { retailer, contract } = await instalmentContract()
    const at = (day: Parameters<Retailer['at']>[0]) => run(retailer, day).then(({ issued }) => issued)
    expect(await at('2025-09-01')).toBe(1)
    expect(await at('2025-10-20')).toBe(1)
    const [october, september] = await billsOf(retailer)
    expect(october).toMatchObject({ type: 'prepayment', totalCents: 3800, dueOn: '2025-11-03' })
    if (!september || !october) throw new Error('Two instalments were asked for.')
    await markPaid(retailer.at('2025-09-15'), september.id)
    // One that was called off is not asked for again.
    await voidInvoice(retailer.at('2025-10-21'), { invoiceId: october.id, reason: 'hardship' })
    expect(await at('2025-10-22')).toBe(0)
    expect(
      await nextBill(retailer.db, retailer.organizationId, contract.id, retailer.at('2025-10-22').now),
    ).toMatchObject({ basis: 'instalment', periodStart: '2025-11-01' })
    // Nobody ran anything for a year: the settlement, and the instalment of September 2026.
    expect(await at('2026-09-05')).toBe(2)
    const [latest, before] = await billsOf(retailer)
    expect([latest, before].map((bill) => [bill?.type, bill?.periodStart])).toEqual(
      expect.arrayContaining([
        ['usage', '2025-09-01'],
        ['prepayment', '2026-09-01'],
      ]),
    )
  })

  it('is the last bill of a contract that has ended, as a final one', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, {
      from: '2025-09-01',
      to: '2025-09-21',
      wh: 50,
      priceMicroEur: 80_000,
    })
    await terminateSubscription(retailer.at('2025-09-10'), { subscriptionId: id, endOn: '2025-09-21' })
    expect(await run(retailer, '2025-09-24')).toEqual({ issued: 1, refused: [] })
    expect(await run(retailer, '2026-09-24')).toEqual({ issued: 0, refused: [] })
    expect(await billsOf(retailer)).toMatchObject([{ isFinal: true, periodEnd: '2025-09-20' }])
  })
})
