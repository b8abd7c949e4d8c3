import { beforeEach, describe, expect, it } from 'vitest'
import type { Id } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { termsOn } from '../../domain/tariff.ts'
import { issueInvoice } from '../invoices/issue-invoice.ts'
import { invoiceLines } from '../invoices/queries.ts'
import { voidInvoice } from '../invoices/void-invoice.ts'
import { activateSubscription } from '../subscriptions/activate-subscription.ts'
import { advanceSubscriptions } from '../subscriptions/advance-subscriptions.ts'
import { getContract } from '../subscriptions/queries.ts'
import { createRetailer, fillEvenly, type Retailer } from '../subscriptions/test-contracts.ts'
import type { InsertSubscription } from '../subscriptions/subscription.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { parsePriceComponents } from '../tariffs/price-components-csv.ts'
import { storePriceComponents } from '../tariffs/store-price-components.ts'
import { activateGridFeeReduction } from './activate-grid-fee-reduction.ts'
import { endDueReductions } from './end-due-reductions.ts'
import { endGridFeeReduction } from './end-grid-fee-reduction.ts'
import { orderGridFeeReduction } from './order-grid-fee-reduction.ts'
import { getGridFeeReduction } from './queries.ts'
import { recordGridFeeReduction } from './record-grid-fee-reduction.ts'
import { rejectGridFeeReduction } from './reject-grid-fee-reduction.ts'
import { reopenGridFeeReduction } from './reopen-grid-fee-reduction.ts'

type ReductionId = Id<'gridFeeReduction'>

let retailer: Retailer
beforeEach(async () => {
  retailer = await createRetailer()
  await storePriceComponents(
    retailer.db,
    parsePriceComponents(`kind,scope,valid_from,net,unit,source
metering,smart_14a,2025-01-01,43.80,EUR/a,test`),
  )
})

/** A contract that has run since September 2025, at even use and prices until the end of November. */
async function contract(fields: Partial<InsertSubscription> = {}) {
  const { id, meterId } = await retailer.subscribe(fields)
  await advanceSubscriptions(retailer.at('2025-09-01'))
  await fillEvenly(retailer, meterId, { from: '2025-09-01', to: '2025-12-01', wh: 25, priceMicroEur: 80_000 })
  const bill = (from: Day, to: Day) =>
    issueInvoice(retailer.at('2025-12-05'), { subscriptionId: id, type: 'usage', from, to })
  return {
    id,
    order: async (module: 1 | 2 | 3) =>
      (await orderGridFeeReduction(retailer.at('2025-09-20'), { subscriptionId: id, module })).id,
    bill,
    /** Of a bill: what the grid fee and the meter come to, with the days or watt-hours they are charged for. */
    billed: async (from: Day, to: Day) => {
      const lines = await invoiceLines(retailer.db, retailer.organizationId, (await bill(from, to)).id)
      return lines
        .filter(({ kind }) => kind.startsWith('grid_') || kind === 'metering')
        .map(({ kind, from, quantity, netCents }) => [kind, from, quantity, netCents])
    },
    terms: async () => (await getContract(retailer.db, retailer.organizationId, id)).terms,
  }
}

const activate = (reductionId: ReductionId, from: Day) =>
  activateGridFeeReduction(retailer.at('2025-12-01'), { reductionId, from })
const reject = (reductionId: ReductionId, reason = 'Keine steuerbare Einrichtung gemeldet.') =>
  rejectGridFeeReduction(retailer.at('2025-12-01'), { reductionId, reason })
const end = (reductionId: ReductionId, lastDay: Day) =>
  endGridFeeReduction(retailer.at('2025-12-01'), { reductionId, lastDay })
const reopen = (reductionId: ReductionId) => reopenGridFeeReduction(retailer.at('2025-12-01'), reductionId)
const statusOf = async (id: ReductionId) =>
  (await getGridFeeReduction(retailer.db, retailer.organizationId, id)).status

describe('a module that is granted while the contract runs', () => {
  it('is credited from its day on, and the meter costs what a controllable device’s does', async () => {
    const { order, billed } = await contract()
    const id = await order(1)
    await activate(id, '2025-10-11')
    expect(await getGridFeeReduction(retailer.db, retailer.organizationId, id)).toMatchObject({
      status: 'activated',
      validFrom: '2025-10-11',
      validUntil: null,
    })
    // 72 kWh at 10 ct; 21 of 31 days at 43.80 instead of 21.90 EUR a year; 142.23 EUR a year for 21 days.
    expect(await billed('2025-10-01', '2025-11-01')).toEqual([
      ['grid_energy', '2025-10-01', 74_500, 745],
      ['grid_base', '2025-10-01', 31, 310],
      ['metering', '2025-10-01', 10, 60],
      ['metering', '2025-10-11', 21, 252],
      ['grid_fee_reduction', '2025-10-11', 21, -818],
    ])
    expect(await billed('2025-09-01', '2025-10-01')).toEqual([
      ['grid_energy', '2025-09-01', 72_000, 720],
      ['grid_base', '2025-09-01', 30, 300],
      ['metering', '2025-09-01', 30, 180],
    ])
  })

  it('is not granted for days that are billed, until the bill is taken back', async () => {
    const { order, bill, billed, terms } = await contract()
    const id = await order(1)
    const october = await bill('2025-10-01', '2025-11-01')
    await expect(activate(id, '2025-10-11')).rejects.toThrow(
      'This contract is billed until 2025-10-31. Take those bills back first, or give a later day.',
    )
    expect([await statusOf(id), (await terms()).moduleChanges]).toEqual(['ordered', []])
    await voidInvoice(retailer.at('2025-12-05'), { invoiceId: october.id, reason: 'module 1' })
    await activate(id, '2025-10-11')
    const kinds = (await billed('2025-10-01', '2025-11-01')).map(([kind]) => kind)
    expect(kinds).toContain('grid_fee_reduction')
  })

  it('is module 3 only on top of module 1, and only where the grid’s hours are known', async () => {
    const { order, terms } = await contract()
    const [one, three] = [await order(1), await order(3)]
    await expect(activate(three, '2025-11-01')).rejects.toThrow('Module 3 needs module 1.')
    await activate(one, '2025-11-01')
    await expect(activate(three, '2025-11-01')).rejects.toThrow('No hours of module 3 are known')
    expect(await statusOf(three)).toBe('ordered')
    expect((await terms()).moduleChanges).toEqual([
      { from: '2025-11-01', module1: true, module2: false, module3: false, meteringClass: 'smart_14a' },
    ])
  })

  it('is module 2 by its own price, without base price', async () => {
    const { order, billed } = await contract()
    await activate(await order(2), '2025-10-11')
    expect((await billed('2025-10-01', '2025-11-01')).map(([kind, from]) => [kind, from])).toEqual([
      ['grid_energy', '2025-10-01'],
      ['grid_energy_module_2', '2025-10-11'],
      ['grid_base', '2025-10-01'],
      ['metering', '2025-10-01'],
      ['metering', '2025-10-11'],
    ])
  })
})

it('that is refused before supply begins is never billed, also when supply begins earlier', async () => {
  const { id, meterId } = await retailer.subscribe({ module1: true, startOn: '2025-10-20' })
  const { id: reductionId } = await recordGridFeeReduction(retailer.ctx, {
    subscriptionId: id,
    module: 1,
    createdAt: retailer.ctx.now,
    state: { status: 'intended' },
  })
  await rejectGridFeeReduction(retailer.at('2025-10-01'), { reductionId, reason: 'Kein Gerät gemeldet.' })
  await activateSubscription(retailer.at('2025-10-12'), { subscriptionId: id, startOn: '2025-10-11' })
  await fillEvenly(retailer, meterId, { from: '2025-10-11', to: '2025-11-01', wh: 25, priceMicroEur: 80_000 })
  const issued = await issueInvoice(retailer.at('2025-12-05'), {
    subscriptionId: id,
    type: 'usage',
    from: '2025-10-11',
    to: '2025-11-01',
  })
  const lines = await invoiceLines(retailer.db, retailer.organizationId, issued.id)
  expect(lines.map(({ kind }) => kind)).not.toContain('grid_fee_reduction')
})

describe('a module that was agreed with the contract', () => {
  /** As the contract's own order is written down with it. */
  async function agreed() {
    const made = await contract({ module1: true })
    const { id } = await recordGridFeeReduction(retailer.ctx, {
      subscriptionId: made.id,
      module: 1,
      createdAt: retailer.ctx.now,
      state: { status: 'ordered' },
    })
    await made.bill('2025-09-01', '2025-10-01')
    return { ...made, reductionId: id }
  }

  it('is granted without a change to what is billed, from any day', async () => {
    const { reductionId, terms } = await agreed()
    await activate(reductionId, '2025-09-01')
    expect([await statusOf(reductionId), (await terms()).moduleChanges]).toEqual(['activated', []])
  })

  it('is billed no longer from the first day without a bill, once it is refused', async () => {
    const { reductionId, billed } = await agreed()
    await reject(reductionId)
    expect(await getGridFeeReduction(retailer.db, retailer.organizationId, reductionId)).toMatchObject({
      status: 'rejected',
      rejectedReason: 'Keine steuerbare Einrichtung gemeldet.',
    })
    expect(await billed('2025-10-01', '2025-11-01')).toEqual([
      ['grid_energy', '2025-10-01', 74_500, 745],
      ['grid_base', '2025-10-01', 31, 310],
      ['metering', '2025-10-01', 31, 186],
    ])
  })
})

describe('a module that ends', () => {
  it('is credited until its last day, and may be ordered again', async () => {
    const { order, billed } = await contract()
    const id = await order(1)
    await activate(id, '2025-10-01')
    await end(id, '2025-10-10')
    expect(await getGridFeeReduction(retailer.db, retailer.organizationId, id)).toMatchObject({
      status: 'ended',
      validFrom: '2025-10-01',
      validUntil: '2025-10-11',
    })
    expect((await billed('2025-10-01', '2025-11-01')).at(-1)).toEqual([
      'grid_fee_reduction',
      '2025-10-01',
      10,
      -390,
    ])
    const again = await order(1)
    await expect(activate(again, '2025-10-05')).rejects.toMatchObject({ code: 'CONFLICT' })
    await activate(again, '2025-12-01')
    expect(await statusOf(again)).toBe('activated')
  })

  it('ends once it holds, and not before it began', async () => {
    const { order } = await contract()
    const id = await order(1)
    await expect(end(id, '2025-11-01')).rejects.toThrow(
      'This order is ordered; it would have to be activated.',
    )
    await activate(id, '2025-10-11')
    await expect(end(id, '2025-10-10')).rejects.toThrow('This module began on 2025-10-11.')
  })

  it('holds until a last day to come is over, and may end with its contract', async () => {
    const { id: subscriptionId, order } = await contract()
    const [first, second] = [await order(1), await contract().then(async (other) => other.order(1))]
    await activate(first, '2025-10-11')
    await end(first, '2025-12-31')
    expect(await statusOf(first)).toBe('activated')
    await expect(end(first, '2026-01-31')).rejects.toThrow('This module ends before 2026-01-01 already')
    expect(await endDueReductions(retailer.at('2025-12-31'))).toBe(0)
    expect(await endDueReductions(retailer.at('2026-01-01', '00:01'))).toBe(1)
    expect(await statusOf(first)).toBe('ended')

    await activate(second, '2025-10-11')
    const { contract: other } = {
      contract: (await getGridFeeReduction(retailer.db, retailer.organizationId, second)).subscriptionId,
    }
    expect(other).not.toBe(subscriptionId)
    await terminateSubscription(retailer.at('2025-12-01'), { subscriptionId: other, endOn: '2026-01-01' })
    await end(second, '2025-12-31')
    expect(await getGridFeeReduction(retailer.db, retailer.organizationId, second)).toMatchObject({
      validUntil: '2026-01-01',
    })
  })
})

describe('a mistake', () => {
  it('is taken back: first the last day, then the activation', async () => {
    const { order, terms } = await contract()
    const id = await order(1)
    await expect(activate(id, '2052-10-01')).rejects.toThrow('This is more than a year ahead.')
    await activate(id, '2026-10-01')
    await end(id, '2026-10-31')
    await reopen(id)
    expect(await getGridFeeReduction(retailer.db, retailer.organizationId, id)).toMatchObject({
      status: 'activated',
      validUntil: null,
    })
    expect(termsOn(await terms(), '2027-01-01').module1).toBe(true)
    await reopen(id)
    expect(await statusOf(id)).toBe('ordered')
    expect(termsOn(await terms(), '2027-01-01').module1).toBe(false)
    await expect(reopen(id)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await terms()).moduleChanges).toEqual([])
    await activate(id, '2025-11-01')
  })
})

describe('an answer', () => {
  it('comes once, on a day of the contract, and to one’s own orders', async () => {
    const { order } = await contract()
    const id = await order(1)
    await expect(activate(id, '2025-08-31')).rejects.toThrow('This day lies outside the contract.')
    await activate(id, '2025-10-11')
    await expect(activate(id, '2025-11-11')).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(reject(id)).rejects.toMatchObject({ code: 'CONFLICT' })

    const own = retailer
    retailer = await createRetailer()
    const missing = { code: 'NOT_FOUND' }
    await expect(activate(id, '2025-12-01')).rejects.toMatchObject(missing)
    await expect(reject(id)).rejects.toMatchObject(missing)
    await expect(end(id, '2025-12-01')).rejects.toMatchObject(missing)
    retailer = own
    expect(await statusOf(id)).toBe('activated')
  })
})
