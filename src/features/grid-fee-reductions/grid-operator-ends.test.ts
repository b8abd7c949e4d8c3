import { beforeEach, describe, expect, it } from 'vitest'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { termsOn } from '../../domain/tariff.ts'
import { issueInvoice } from '../invoices/issue-invoice.ts'
import { invoiceLines } from '../invoices/queries.ts'
import { activateSubscription } from '../subscriptions/activate-subscription.ts'
import { confirmSubscription } from '../subscriptions/confirm-subscription.ts'
import { getContract } from '../subscriptions/queries.ts'
import { fillEvenly } from '../subscriptions/test-contracts.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { activateGridFeeReduction } from './activate-grid-fee-reduction.ts'
import { endDueReductions } from './end-due-reductions.ts'
import { orderGridFeeReduction } from './order-grid-fee-reduction.ts'
import { recordGridFeeReduction } from './record-grid-fee-reduction.ts'
import { rejectGridFeeReduction } from './reject-grid-fee-reduction.ts'
import { createGrid, type Grid } from './test-grid.ts'

let grid: Grid
beforeEach(async () => {
  grid = await createGrid()
})

it('a module that is refused before supply begins is never billed, also when supply begins earlier', async () => {
  const { id, meterId } = await grid.subscribe({ module1: true, startOn: '2025-10-20' })
  const { id: reductionId } = await recordGridFeeReduction(grid.ctx, {
    subscriptionId: id,
    module: 1,
    createdAt: grid.ctx.now,
    state: { status: 'intended' },
  })
  await rejectGridFeeReduction(grid.at('2025-10-01'), { reductionId, reason: 'Kein Gerät gemeldet.' })
  await activateSubscription(grid.at('2025-10-12'), { subscriptionId: id, startOn: '2025-10-11' })
  await fillEvenly(grid, meterId, { from: '2025-10-11', to: '2025-11-01', wh: 25, priceMicroEur: 80_000 })
  const issued = await issueInvoice(grid.at('2025-12-05'), {
    subscriptionId: id,
    type: 'usage',
    from: '2025-10-11',
    to: '2025-11-01',
  })
  const lines = await invoiceLines(grid.db, grid.organizationId, issued.id)
  expect(lines.map(({ kind }) => kind)).not.toContain('grid_fee_reduction')
})

describe('a module that was agreed with the contract', () => {
  /** As the contract's own order is written down with it. */
  async function agreed() {
    const made = await grid.contract({ module1: true })
    const { id } = await recordGridFeeReduction(grid.ctx, {
      subscriptionId: made.id,
      module: 1,
      createdAt: grid.ctx.now,
      state: { status: 'ordered' },
    })
    await made.bill('2025-09-01', '2025-10-01')
    return { ...made, reductionId: id }
  }

  it('is granted without a change to what is billed, from any day', async () => {
    const { reductionId, terms } = await agreed()
    await grid.activate(reductionId, '2025-09-01')
    expect([(await grid.reduction(reductionId)).status, (await terms()).moduleChanges]).toEqual([
      'activated',
      [],
    ])
  })

  it('is billed no longer from the first day without a bill, once it is refused', async () => {
    const { reductionId, billed } = await agreed()
    await grid.reject(reductionId)
    expect(await grid.reduction(reductionId)).toMatchObject({
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
    const { order, billed } = await grid.contract()
    const id = await order(1)
    await grid.activate(id, '2025-10-01')
    await grid.end(id, '2025-10-10')
    expect(await grid.reduction(id)).toMatchObject({
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
    await expect(grid.activate(again, '2025-10-05')).rejects.toMatchObject({ code: 'CONFLICT' })
    await grid.activate(again, '2025-12-01')
    expect((await grid.reduction(again)).status).toBe('activated')
  })

  it('ends once it holds, and not before it began', async () => {
    const { order } = await grid.contract()
    const id = await order(1)
    await expect(grid.end(id, '2025-11-01')).rejects.toThrow(
      'This order is ordered; it would have to be activated.',
    )
    await grid.activate(id, '2025-10-11')
    await expect(grid.end(id, '2025-10-10')).rejects.toThrow('This module began on 2025-10-11.')
  })

  it('holds until a last day to come is over, and may end with its contract', async () => {
    const { id: subscriptionId, order } = await grid.contract()
    const [first, second] = [await order(1), await grid.contract().then(async (other) => other.order(1))]
    await grid.activate(first, '2025-10-11')
    await grid.end(first, '2025-12-31')
    expect((await grid.reduction(first)).status).toBe('activated')
    await expect(grid.end(first, '2026-01-31')).rejects.toThrow('This module ends before 2026-01-01 already')
    expect(await endDueReductions(grid.at('2025-12-31'))).toBe(0)
    expect(await endDueReductions(grid.at('2026-01-01', '00:01'))).toBe(1)
    expect((await grid.reduction(first)).status).toBe('ended')

    await grid.activate(second, '2025-10-11')
    const { contract: other } = {
      contract: (await grid.reduction(second)).subscriptionId,
    }
    expect(other).not.toBe(subscriptionId)
    await terminateSubscription(grid.at('2025-12-01'), { subscriptionId: other, endOn: '2026-01-01' })
    await grid.end(second, '2025-12-31')
    expect(await grid.reduction(second)).toMatchObject({
      validUntil: '2026-01-01',
    })
  })
})

describe('a mistake', () => {
  it('is taken back: first the last day, then the activation', async () => {
    const { order, terms } = await grid.contract()
    const id = await order(1)
    await expect(grid.activate(id, '2052-10-01')).rejects.toThrow('This is more than a year ahead.')
    await grid.activate(id, '2026-10-01')
    await grid.end(id, '2026-10-31')
    await grid.reopen(id)
    expect(await grid.reduction(id)).toMatchObject({
      status: 'activated',
      validUntil: null,
    })
    expect(termsOn(await terms(), '2027-01-01').module1).toBe(true)
    await grid.reopen(id)
    expect((await grid.reduction(id)).status).toBe('ordered')
    expect(termsOn(await terms(), '2027-01-01').module1).toBe(false)
    await expect(grid.reopen(id)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await terms()).moduleChanges).toEqual([])
    await grid.activate(id, '2025-11-01')
  })
})

it('a module that a contract is to begin with holds from its new first day on, whichever way that moves', async () => {
  const { id } = await grid.subscribe({ startOn: '2025-10-20' })
  const { id: reductionId } = await orderGridFeeReduction(grid.at('2025-09-20'), {
    subscriptionId: id,
    module: 1,
  })
  await activateGridFeeReduction(grid.at('2025-09-25'), { reductionId, from: '2025-10-20' })
  const startAt = async (startOn: Day) => {
    await confirmSubscriptionAnew(id, startOn)
    const { terms } = await getContract(grid.db, grid.organizationId, id)
    return [termsOn(terms, startOn).module1, terms.moduleChanges?.length]
  }
  expect(await startAt('2025-11-03')).toEqual([true, 1])
  expect(await startAt('2025-10-13')).toEqual([true, 1])
  expect(await startAt('2025-10-20')).toEqual([true, 1])
})

/** As confirmed once more: the market process may settle another day. */
async function confirmSubscriptionAnew(subscriptionId: SubscriptionId, startOn: Day): Promise<void> {
  await grid.db
    .updateTable('subscriptions')
    .set({ confirmed_at: null })
    .where('id', '=', subscriptionId)
    .execute()
  await confirmSubscription(grid.at('2025-10-01'), { subscriptionId, startOn })
}
