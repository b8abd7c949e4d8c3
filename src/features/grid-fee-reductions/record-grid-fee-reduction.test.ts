import { describe, expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { instantAt } from '../../domain/local-time.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { listGridFeeReductions } from './queries.ts'
import { type ReductionState, recordGridFeeReduction } from './record-grid-fee-reduction.ts'

const createdAt = instantAt('2025-09-02', '10:00')

async function contractOf(meterType: 'smart' | 'analog' = 'smart') {
  const retailer = await createRetailer()
  const contract = await retailer.subscribe({ meter: { type: meterType, number: '1APA0195124010' } })
  const ctx = retailer.at('2025-10-01')
  return {
    ...retailer,
    ...contract,
    ctx,
    record: (module: 1 | 2 | 3, state: ReductionState = { status: 'ordered' }) =>
      recordGridFeeReduction(ctx, { subscriptionId: contract.id, module, createdAt, state }),
    list: () => listGridFeeReductions(retailer.db, retailer.organizationId, retailer.customerId),
  }
}

describe('recordGridFeeReduction', () => {
  it('keeps what belongs to each state', async () => {
    const { record, list, id } = await contractOf()
    await record(1, { status: 'rejected', reason: 'Keine steuerbare Einrichtung gemeldet.' })
    await record(1, { status: 'ended', from: '2025-09-01', until: '2025-09-15' })
    await record(1, { status: 'activated', from: '2025-09-15' })
    await record(3, { status: 'intended' })
    const common = { subscriptionId: id, createdAt }
    const stored = await list()
    expect(stored).toHaveLength(4)
    expect(stored).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ ...common, module: 3, status: 'intended', validFrom: null }),
        expect.objectContaining({
          module: 1,
          status: 'activated',
          validFrom: '2025-09-15',
          validUntil: null,
        }),
        expect.objectContaining({ status: 'ended', validFrom: '2025-09-01', validUntil: '2025-09-15' }),
        expect.objectContaining({
          status: 'rejected',
          rejectedReason: 'Keine steuerbare Einrichtung gemeldet.',
        }),
      ]),
    )
  })

  it('lets module 2 stand alone and module 3 only on module 1 with a smart meter', async () => {
    const smart = await contractOf()
    await expect(smart.record(3)).rejects.toThrow('Module 3 needs module 1.')
    await smart.record(1)
    await expect(smart.record(2)).rejects.toThrow('Module 2 excludes modules 1 and 3.')
    await expect(smart.record(1)).rejects.toMatchObject({ code: 'CONFLICT' })
    await smart.record(3)
    const analog = await contractOf('analog')
    await analog.record(1)
    await expect(analog.record(3)).rejects.toThrow('Module 3 needs a smart meter.')
    const alone = await contractOf()
    await alone.record(2)
    await expect(alone.record(1)).rejects.toThrow('Module 2 excludes')
  })

  it('knows no contract of another organisation, and shows nobody else’s orders', async () => {
    const { id, customerId, record } = await contractOf()
    await record(1)
    const stranger = await createRetailer()
    for (const subscriptionId of [id, newId('subscription')]) {
      await expect(
        recordGridFeeReduction(stranger.at('2025-10-01'), {
          subscriptionId,
          module: 1,
          createdAt,
          state: { status: 'ordered' },
        }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    }
    expect(await listGridFeeReductions(stranger.db, stranger.organizationId, customerId)).toEqual([])
  })
})
