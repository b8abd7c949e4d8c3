import { describe, expect, it } from 'vitest'
import { listGridFeeReductions } from '../grid-fee-reductions/queries.ts'
import { listMeterOrders } from '../meter-orders/queries.ts'
import type { Subscribe } from './subscribe.ts'
import { createShop, refusal, stored, SUPPLIER_CODE } from './test-orders.ts'

describe('an order', () => {
  it('becomes a customer, a pending contract and all that belongs to it, and tells of it', async () => {
    const shop = await createShop()
    const { id, number, customerId } = await shop.order({
      billingAddress: { street: 'Postweg', houseNumber: '2 b', zip: '20095', city: 'Hamburg' },
      previousSupplierCode: SUPPLIER_CODE,
      creditedTo: 'hanne@partner.example',
      earlySupply: true,
      summary: { monthlyCents: 8_412 },
      metadata: { campaign: 'herbst' },
    })
    const contract = await stored(shop).contract(id)
    expect(contract).toMatchObject({
      number,
      status: 'pending',
      customer_id: customerId,
      customer_plan: shop.planId,
      plan_id: shop.planId,
      estimated_usage_wh: 2_500_000,
      grid_operator_code: '9904550000000',
      iban: 'DE89370400440532013000',
      mandate_reference: number,
      source: 'checkout',
      previous_supplier_code: SUPPLIER_CODE,
      credited_to: 'hanne@partner.example',
      early_supply: true,
      summary: { monthlyCents: 8_412 },
      metadata: { campaign: 'herbst' },
      lead_id: null,
      confirmed_at: null,
    })
    // The second working day after a Friday; the midnight before it in Berlin.
    expect(contract.start_at.toString()).toBe('2025-08-18T22:00:00Z')
    expect(contract.billing_address_id).not.toBe(contract.address_id)
    expect(await stored(shop).events()).toEqual([
      { topic: 'subscription.created', context: { subscription: id } },
    ])
  })

  it('of a known customer goes to them, paid by transfer if they like', async () => {
    const shop = await createShop()
    const { id, customerId } = await shop.order({ customer: shop.customerId, paymentMethod: undefined })
    expect(customerId).toBe(shop.customerId)
    expect(await stored(shop).contract(id)).toMatchObject({
      email: 'anna@example.com',
      payment_method_id: null,
    })
  })

  it('keeps a start that is wished for, and begins as soon as possible where that is too early', async () => {
    const shop = await createShop()
    const startOf = async (startOn: Subscribe['startOn']) => {
      const { id } = await shop.order({ startOn })
      return (await stored(shop).contract(id)).start_at.toString()
    }
    expect(await startOf('2025-11-01')).toBe('2025-10-31T23:00:00Z')
    expect(await startOf('2025-08-18')).toBe('2025-08-18T22:00:00Z')
    expect(await startOf('1999-01-01')).toBe('2025-08-18T22:00:00Z')
    expect(await refusal(shop.order({ startOn: '2030-01-01' }))).toBe('UNPROCESSABLE_ENTITY startOn custom')
  })

  it('brings a smart meter and modules of § 14a, billed as they were quoted', async () => {
    const shop = await createShop()
    const { id, customerId } = await shop.order({
      productOrders: { smartMeter: true, module1: true, module2: false, module3: false },
    })
    const orders = await listMeterOrders(shop.db, shop.organizationId, customerId)
    expect(orders.map(({ subscriptionId, status }) => [subscriptionId, status])).toEqual([[id, 'created']])
    const reductions = await listGridFeeReductions(shop.db, shop.organizationId, customerId)
    expect(reductions.map(({ module, status }) => [module, status])).toEqual([[1, 'intended']])
    expect(await stored(shop).contract(id)).toMatchObject({ module_1: true, module_3: false })
    expect((await stored(shop).events()).map(({ topic }) => topic)).toEqual([
      'subscription.created',
      'meter_order.created',
    ])
    const both = await shop.order({
      meter: { type: 'smart', number: '1APA0195124019' },
      productOrders: { smartMeter: false, module1: true, module2: false, module3: true },
    })
    const modules = await listGridFeeReductions(shop.db, shop.organizationId, both.customerId)
    expect(modules.map(({ module }) => `module ${module}`).toSorted()).toEqual(['module 1', 'module 3'])
  })
})
