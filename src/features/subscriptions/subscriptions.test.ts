import { describe, expect, it } from 'vitest'
import { newId, type SubscriptionId } from '../../domain/identifiers.ts'
import { startOfDay } from '../../domain/local-time.ts'
import { storeGridAreas } from '../tariffs/store-grid-areas.ts'
import { advanceSubscriptions } from './advance-subscriptions.ts'
import { getContract, listCustomerSubscriptions } from './queries.ts'
import { cancellableOn } from './subscription.ts'
import { terminateSubscription } from './terminate-subscription.ts'
import { createRetailer, type Retailer } from './test-contracts.ts'

const statuses = async ({ db, organizationId, customerId }: Retailer) =>
  (await listCustomerSubscriptions(db, organizationId, customerId)).map(({ status }) => status)

describe('a contract', () => {
  it('is pending, active from Berlin midnight of its first day, and ended from that of its end', async () => {
    const retailer = await createRetailer()
    const { id } = await retailer.subscribe()
    const advance = (instant = startOfDay('2025-09-01')) =>
      advanceSubscriptions({ ...retailer.ctx, now: instant })
    expect(await advance(startOfDay('2025-09-01').subtract({ seconds: 1 }))).toBe(0)
    expect(await statuses(retailer)).toEqual(['pending'])
    expect(await advance()).toBe(1)
    await terminateSubscription(retailer.at('2025-09-20'), { subscriptionId: id, endOn: '2025-10-27' })
    expect(await advance(startOfDay('2025-10-26'))).toBe(0)
    expect(await advance(startOfDay('2025-10-27'))).toBe(1)
    expect(await statuses(retailer)).toEqual(['ended'])
    const audit = await retailer.db
      .selectFrom('audit_events')
      .select('action')
      .where('organization_id', '=', retailer.organizationId)
      .where('subject', '=', id)
      .orderBy('occurred_at')
      .execute()
    expect(audit.map(({ action }) => action)).toEqual([
      'subscription.created',
      'subscription.activated',
      'subscription.terminated',
      'subscription.ended',
    ])
  })

  it('is on the grid of its address unless it names another', async () => {
    const retailer = await createRetailer()
    await storeGridAreas(retailer.db, [
      {
        zip: '12045',
        place: 'Berlin',
        validFrom: '2025-01-01',
        gridOperatorCode: '9904552000008',
        concessionClass: 'gt_500000',
        source: 'test',
      },
    ])
    const grid = async ({ id }: { id: SubscriptionId }) => {
      const { terms } = await getContract(retailer.db, retailer.organizationId, id)
      return [terms.gridOperatorCode, terms.concessionClass]
    }
    const nowhere = { street: 'Weg', houseNumber: '1', zip: '01067', city: 'Dresden' }
    const asItIs = { gridOperatorCode: undefined, concessionClass: undefined }
    expect(await grid(await retailer.subscribe())).toEqual(['9904550000000', 'le_500000'])
    expect(await grid(await retailer.subscribe(asItIs))).toEqual(['9904552000008', 'gt_500000'])
    await expect(retailer.subscribe({ ...asItIs, address: nowhere })).rejects.toThrow(
      'No grid area serves the postal code 01067.',
    )
  })

  it('shows what its customer reads, the account number masked', async () => {
    const retailer = await createRetailer({ noticeDays: 14, baseFeeCents: 499 })
    const { number } = await retailer.subscribe()
    const [subscription] = await listCustomerSubscriptions(
      retailer.db,
      retailer.organizationId,
      retailer.customerId,
    )
    expect(subscription).toMatchObject({
      number,
      status: 'pending',
      type: 'consumption',
      tariff: 'dynamic',
      planName: 'Dynamisch',
      baseFeeCents: 499,
      noticeDays: 14,
      startsOn: '2025-09-01',
      lastDay: null,
      address: { street: 'Sonnenallee', houseNumber: '12a', zip: '12045', city: 'Berlin' },
      meter: { type: 'smart', number: '1APA0195124010' },
      paymentMethod: { accountHolder: 'Anna Sommer', maskedIban: 'DE************2051' },
    })
    expect(number).toMatch(/^[1-9A-HJ-NP-Z]{8}$/)
    expect(cancellableOn(subscription!, '2025-10-01')).toBe('2025-10-15')
    expect(cancellableOn(subscription!, '2025-08-01')).toBe('2025-09-01')
    expect(cancellableOn({ ...subscription!, lastDay: '2025-12-31' }, '2025-10-01')).toBeNull()
  })

  it('takes its metering price from the meter, and instalments only where they belong', async () => {
    const dynamic = await createRetailer()
    const { id } = await dynamic.subscribe()
    const contract = await getContract(dynamic.db, dynamic.organizationId, id)
    expect([contract.terms.meteringClass, contract.instalmentCents, contract.endOn]).toEqual([
      'smart',
      null,
      null,
    ])
    const fixed = await createRetailer({
      tariff: 'fixed',
      workingPriceMicroEurPerKwh: 120_000,
      markupMicroEurPerKwh: 0,
    })
    const analog = await fixed.subscribe({
      meter: { type: 'analog', number: '48213377' },
      estimatedUsageWh: 1_200_000,
    })
    const byInstalments = await getContract(fixed.db, fixed.organizationId, analog.id)
    expect([byInstalments.terms.meteringClass, byInstalments.instalmentCents]).toEqual(['conventional', 3800])
  })

  it('is not made for a foreign customer or plan, nor ended twice or in the past', async () => {
    const retailer = await createRetailer()
    const stranger = await createRetailer()
    await expect(retailer.subscribe({ customerId: stranger.customerId })).rejects.toThrow(
      'Customer not found.',
    )
    await expect(retailer.subscribe({ planSlug: 'no-such-plan' })).rejects.toThrow('Plan not found.')
    const { id } = await retailer.subscribe()
    const end = (endOn: '2025-09-10' | '2025-12-01', as = retailer) =>
      terminateSubscription(as.at('2025-10-01'), { subscriptionId: id, endOn })
    await expect(end('2025-12-01', stranger)).rejects.toThrow('Subscription not found.')
    await expect(end('2025-09-10')).rejects.toThrow('A contract cannot end in the past or before it began.')
    await end('2025-12-01')
    await expect(end('2025-12-01')).rejects.toThrow('This contract has been terminated already.')
    await expect(getContract(stranger.db, stranger.organizationId, id)).rejects.toThrow(
      'Subscription not found.',
    )
    await expect(getContract(retailer.db, retailer.organizationId, newId('subscription'))).rejects.toThrow(
      'Subscription not found.',
    )
    expect(
      await listCustomerSubscriptions(stranger.db, stranger.organizationId, retailer.customerId),
    ).toEqual([])
  })
})
