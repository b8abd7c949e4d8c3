import { beforeAll, describe, expect, it } from 'vitest'
import type { Caller } from '../../../tests/support/api-host.ts'
import { newId } from '../../domain/identifiers.ts'
import { addDays, type Day } from '../../domain/local-time.ts'
import { createRetailer, fillEvenly, type Retailer } from '../subscriptions/test-contracts.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { pricesHost, sumsExactly } from './test-prices-api.ts'

describe('GET /subscriptions/{id}/prices', () => {
  let retailer: Retailer
  let contract: Awaited<ReturnType<Retailer['subscribe']>>
  beforeAll(async () => {
    retailer = await createRetailer()
    contract = await retailer.subscribe({ startOn: '2025-10-25' })
    await fillEvenly(retailer, contract.meterId, {
      from: '2025-10-20',
      to: '2025-10-29',
      wh: 10,
      priceMicroEur: -12_340,
    })
    await terminateSubscription(retailer.ctx, { subscriptionId: contract.id, endOn: '2026-04-01' })
  })
  const api = (caller: Partial<Caller> = {}, today?: Day) =>
    pricesHost(retailer.db, { organizationId: retailer.organizationId, ...caller }, today)

  it('has every quarter-hour of both days, null where there is no contract or no price yet', async () => {
    const { items } = await api().prices(contract.id, '2025-10-24', '2025-10-29')
    expect(items).toHaveLength(96 + 96 + 100 + 96 + 96 + 96)
    const unknown = {
      amount: null,
      components: [
        { type: 'electricity', amount: null },
        { type: 'grid', amount: null },
        { type: 'levies', amount: null },
      ],
    }
    expect(items[0]).toEqual({ timestamp: '2025-10-23T22:00:00Z', ...unknown })
    expect(items[95]).toEqual({ timestamp: '2025-10-24T21:45:00Z', ...unknown })
    // (-1.234 + 1) ct and 10 ct and 5 ct, each with 19 %.
    expect(items[96]).toEqual({
      timestamp: '2025-10-24T22:00:00Z',
      amount: 17.5715,
      components: [
        { type: 'electricity', amount: -0.2785 },
        { type: 'grid', amount: 11.9 },
        { type: 'levies', amount: 5.95 },
      ],
    })
    expect(items.every((item) => item.amount === null || sumsExactly(item))).toBe(true)
    expect(items.filter(({ amount }) => amount === null)).toHaveLength(192)
    const march = (await api().prices(contract.id, '2026-03-29', '2026-03-29')).items
    expect([march.length, march[8]?.timestamp, march.every(({ amount }) => amount === null)]).toEqual([
      92,
      '2026-03-29T01:00:00Z',
      true,
    ])
  })

  it('of a fixed tariff are as far ahead as fees and levies are known', async () => {
    const fixed = await createRetailer({
      tariff: 'fixed',
      workingPriceMicroEurPerKwh: 120_000,
      markupMicroEurPerKwh: 0,
    })
    const { id } = await fixed.subscribe()
    const ask = async (today: Day, start: Day) =>
      (
        await pricesHost(fixed.db, { organizationId: fixed.organizationId }, today).prices(
          id,
          start,
          addDays(start, 1),
        )
      ).items.map(({ amount }) => amount)
    // (12 + 10 + 5) ct with 19 %, a quarter of a cent of levies more from 2026 on.
    const of = (amount: number | null) => Array.from({ length: 96 }, () => amount)
    expect(await ask('2025-11-20', '2025-12-31')).toEqual([...of(32.13), ...of(null)])
    expect(await ask('2026-01-01', '2025-12-31')).toEqual([...of(32.13), ...of(32.4275)])
  })

  it('refuses every bad parameter at once, and more than a leap year', async () => {
    const of = async (query: string) => {
      const { status, json } = await api().get(contract.id, query)
      return [
        status,
        ...(json.errors ?? []).map(({ code, field }: Record<string, string>) => `${field} ${code}`),
      ]
    }
    expect(await of('')).toEqual([400, 'start invalid_type', 'end invalid_type'])
    expect(await of('?start=2026-02-30&end=9999-12-31')).toEqual([400, 'start custom', 'end custom'])
    expect(await of('?start=x&end=20260301')).toEqual([400, 'start invalid_format', 'end invalid_format'])
    expect(await of('?start=2026-03-02&end=2026-03-01')).toEqual([400, 'end custom'])
    expect(await of('?start=2025-03-01&end=2026-03-02')).toEqual([400, 'end too_big'])
    expect(await of('?start=2025-03-02&end=2026-03-02')).toEqual([200])
  })

  it('says what figure is missing before it says anything else', async () => {
    const early = await retailer.subscribe({
      startOn: '2024-12-01',
      meter: { type: 'analog', number: '48213377' },
    })
    const { status, json } = await api().get(early.id, '?start=2024-12-01&end=2024-12-02')
    expect([status, json.message]).toEqual([
      422,
      'No grid_energy is known for “9904550000000” on 2024-12-01.',
    ])
  })

  it("answers another organisation's contract, another customer's and a missing one alike", async () => {
    const stranger = await createRetailer()
    const theirs = await stranger.subscribe()
    const query = '?start=2025-10-26&end=2025-10-26'
    for (const id of [theirs.id, newId('subscription'), contract.id.replace('sub_', 'inv_'), '%00']) {
      const { status, json } = await api().get(id, query)
      expect([status, json.message]).toEqual([404, 'Subscription not found.'])
    }
    expect((await api({ tokenCustomerId: retailer.customerId }).get(contract.id, query)).status).toBe(200)
    expect((await api({ tokenCustomerId: newId('customer') }).get(contract.id, query)).status).toBe(404)
    expect((await api({ organizationId: stranger.organizationId }).get(contract.id, query)).status).toBe(404)
  })
})
