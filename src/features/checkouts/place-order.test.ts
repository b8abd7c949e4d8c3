import { describe, expect, test } from 'vitest'
import { addPerson } from '../../../tests/support/customers.ts'
import { newId } from '../../domain/identifiers.ts'
import { SUPPLIER_CODE, stored } from '../subscriptions/test-orders.ts'
import type { Checkout } from './checkout.ts'
import { markOf } from './order-summary.ts'
import { type OrderPlaced, type PlaceOrder, placeOrder } from './place-order.ts'
import { readOrder } from './read-order.ts'
import { createCounter, type Counter } from './test-checkouts.ts'

/** What the page of the order would send. */
async function seenOf(counter: Counter, checkout: Checkout, isSignedIn = false) {
  const { plan, meanExchangePrice, ctx, db } = counter
  const read = await readOrder({ db, meanExchangePrice }, { plan, checkout, isSignedIn, now: ctx.now })
  if ('step' in read) throw new Error(`The step ${read.step} does not read.`)
  return { amountCents: read.order.quote.amountCents, mark: markOf(plan, read.order) }
}

async function place(counter: Counter, checkout: Checkout, fields: Partial<PlaceOrder> = {}) {
  const { plan, meanExchangePrice, ctx } = counter
  const confirmed: OrderPlaced[] = []
  const isSignedIn = fields.isSignedIn ?? false
  const seen = fields.seen ?? (await seenOf(counter, checkout, isSignedIn))
  const input: PlaceOrder = { plan, checkout, isSignedIn, seen, earlySupply: false, locale: 'de', ...fields }
  const placed = await placeOrder(ctx, meanExchangePrice, input, async (one) => void confirmed.push(one))
  return { placed, confirmed }
}

describe('an order', () => {
  test('becomes a contract with all that was typed, and leaves nothing of it in the checkout', async () => {
    const counter = await createCounter()
    const { again } = await counter.begin(
      {
        reason: 'supplier_change',
        previousSupplier: 'Stadtwerke Musterstadt',
        payment: 'sepa',
        accountHolder: 'Mara Neu',
        iban: 'DE89 3704 0044 0532 0130 00',
      },
      { metadata: { campaign: 'autumn' }, creditedTo: 'sales@example.com' },
    )
    const { placed, confirmed } = await place(counter, await again())
    if (placed.outcome !== 'ordered') throw new Error(placed.outcome)
    const contract = await stored(counter).contract(placed.subscriptionId)
    expect(contract).toMatchObject({
      status: 'pending',
      source: 'checkout',
      metadata: { campaign: 'autumn' },
      credited_to: 'sales@example.com',
      previous_supplier_code: SUPPLIER_CODE,
      early_supply: false,
      estimated_usage_wh: 1_200_000,
      iban: 'DE89370400440532013000',
      // 27 ct net, 32.13 ct gross for 100 kWh; 5.95 + (36.50 + 14.60) / 12 × 1.19: as the quote has it.
      summary: {
        price: { amountCents: 3213 + 1102, baseCents: 1102, unitMicroEurPerKwh: 321_300 },
        payment: { kind: 'debit', maskedIban: 'DE************3000' },
        startOn: '2025-08-30',
        withdrawableUntil: '2025-08-29',
      },
    })
    expect(JSON.stringify(contract.summary)).not.toContain('370400440532')
    expect(confirmed).toHaveLength(1)
    expect(confirmed[0]).toMatchObject({ id: placed.subscriptionId, summary: contract.summary })
    const checkout = await again()
    expect(checkout).toMatchObject({
      subscriptionId: placed.subscriptionId,
      customerId: placed.customerId,
      fields: {},
      metadata: {},
      verifiedEmail: null,
    })
    expect((await stored(counter).events()).map(({ topic }) => topic)).toEqual(['subscription.created'])
  })

  test('sent twenty times at once and once more later is one contract, confirmed once', async () => {
    const counter = await createCounter()
    const { again } = await counter.begin()
    const checkout = await again()
    const seen = await seenOf(counter, checkout)
    const all = await Promise.all(Array.from({ length: 20 }, () => place(counter, checkout, { seen })))
    all.push(await place(counter, await again(), { seen }))
    expect(new Set(all.map(({ placed }) => JSON.stringify(placed))).size).toBe(1)
    expect(all[0]?.placed.outcome).toBe('ordered')
    expect(all.flatMap(({ confirmed }) => confirmed)).toHaveLength(1)
    // One customer beside the shop's own, one contract, address, meter, no mandate, one event.
    expect(await stored(counter).counts()).toEqual([2, 1, 1, 1, 0, 1])
  })

  test('that is not confirmed is none', async () => {
    const counter = await createCounter()
    const { again } = await counter.begin()
    const checkout = await again()
    const { plan, meanExchangePrice, ctx } = counter
    const seen = await seenOf(counter, checkout)
    const input = { plan, checkout, isSignedIn: false, seen, earlySupply: false, locale: 'de' } as const
    const failing = placeOrder(ctx, meanExchangePrice, input, () => Promise.reject(new Error('no mail')))
    await expect(failing).rejects.toThrow('no mail')
    expect(await stored(counter).counts()).toEqual([1, 0, 0, 0, 0, 0])
    expect((await again()).subscriptionId).toBeNull()
  })
})

describe('when supply begins', () => {
  test('within the time for withdrawal only if that was asked for', async () => {
    const counter = await createCounter()
    const starts: unknown[] = []
    for (const earlySupply of [false, true]) {
      const { again } = await counter.begin()
      const { placed, confirmed } = await place(counter, await again(), { earlySupply })
      if (placed.outcome !== 'ordered') throw new Error(placed.outcome)
      const { early_supply } = await stored(counter).contract(placed.subscriptionId)
      starts.push([early_supply, confirmed[0]?.summary.startOn])
    }
    // Friday, 15 August: registered for Tuesday, or after the fourteen days that end on the 29th.
    expect(starts).toEqual([
      [false, '2025-08-30'],
      [true, '2025-08-19'],
    ])
  })

  test('later anyway, or for a company, nobody is asked', async () => {
    const counter = await createCounter()
    const later = await counter.begin({ start: 'on', startOn: '01.10.2025' })
    expect(
      (await place(counter, await later.again(), { earlySupply: true })).confirmed[0]?.summary,
    ).toMatchObject({
      startOn: '2025-10-01',
      earlySupply: null,
    })
    const company = await counter.begin({ customerType: 'company', companyName: 'Neu GmbH' })
    expect((await place(counter, await company.again())).confirmed[0]?.summary).toMatchObject({
      startOn: '2025-08-19',
      earlySupply: null,
      withdrawableUntil: null,
    })
  })
})

describe('what stands in the way of an order', () => {
  test('another amount or another page than the one that would be shown now', async () => {
    const counter = await createCounter()
    const { again } = await counter.begin()
    const checkout = await again()
    const seen = await seenOf(counter, checkout)
    const other = await seenOf(counter, { ...checkout, fields: { ...checkout.fields, houseNumber: '2' } })
    for (const wrong of [
      { ...seen, amountCents: seen.amountCents - 100 },
      { ...seen, amountCents: undefined },
      { ...seen, mark: '' },
      other,
    ]) {
      const { placed } = await place(counter, checkout, { seen: wrong })
      expect(placed).toMatchObject({ outcome: 'changed', order: { quote: { amountCents: 4315 } } })
    }
    expect(await stored(counter).counts()).toEqual([1, 0, 0, 0, 0, 0])
  })

  test.each([
    [{ zip: '99999' }, 'quote'],
    [{ street: '' }, 'place'],
    [{ startOn: '01.01.2020', start: 'on' }, 'supply'],
    [{ lastName: '' }, 'person'],
    [{ payment: 'cash' }, 'payment'],
  ])('a step that no longer reads: %j', async (fields, step) => {
    const counter = await createCounter()
    const { again } = await counter.begin(fields)
    const seen = { amountCents: 4315, mark: '' }
    expect((await place(counter, await again(), { seen })).placed).toEqual({ outcome: 'step', step })
  })

  test('an address that was not proved', async () => {
    const counter = await createCounter()
    const { again } = await counter.begin()
    const checkout = await again()
    await counter.db
      .updateTable('checkouts')
      .set({ verified_email: 'other@example.com' })
      .where('id_hash', '=', checkout.idHash)
      .execute()
    const seen = { amountCents: 4315, mark: '' }
    expect((await place(counter, checkout, { seen })).placed).toEqual({ outcome: 'step', step: 'email' })
  })
})

describe('whose order it is', () => {
  test('of who is signed in, without any name being typed', async () => {
    const counter = await createCounter()
    const clara = await addPerson(counter, 'clara@example.com')
    const { again } = await counter.begin({ firstName: '', email: '' }, { customerId: clara })
    const { placed } = await place(counter, await again(), { isSignedIn: true })
    expect(placed).toMatchObject({ outcome: 'ordered', customerId: clara })
  })

  test('of nobody whose address was not proved, whoever is signed in', async () => {
    const counter = await createCounter()
    await addPerson(counter, 'clara@example.com')
    const { again } = await counter.begin({ email: 'clara@example.com' })
    const { idHash } = await again()
    const seen = await seenOf(counter, await again())
    await counter.db
      .updateTable('checkouts')
      .set({ verified_email: null })
      .where('id_hash', '=', idHash)
      .execute()
    const { placed, confirmed } = await place(counter, await again(), { isSignedIn: true, seen })
    expect([placed, confirmed]).toEqual([{ outcome: 'step', step: 'email' }, []])
  })

  test('of the customer whose address was proved, also when the account came to be meanwhile', async () => {
    const counter = await createCounter()
    const { again } = await counter.begin({ email: 'clara@example.com' })
    const checkout = await again()
    const seen = await seenOf(counter, checkout)
    const clara = await addPerson(counter, 'Clara@example.com')
    expect((await place(counter, checkout, { seen })).placed).toMatchObject({ customerId: clara })
  })

  test('a lead counts once, and one of another organisation never', async () => {
    const counter = await createCounter()
    const id = newId('lead')
    const { db, organizationId, planId } = counter
    await db
      .insertInto('leads')
      .values({
        organization_id: organizationId,
        id,
        plan_id: planId,
        details: JSON.stringify({ address: { zip: '12045' }, meter: { estimated_usage: 1200 } }),
        created_at: counter.ctx.now.toString(),
      })
      .execute()
    const contracts: unknown[] = []
    const other = await createCounter()
    for (const shop of [counter, counter, other]) {
      const { again } = await shop.begin({}, { leadId: id })
      const { placed } = await place(shop, await again())
      if (placed.outcome !== 'ordered') throw new Error(placed.outcome)
      contracts.push((await stored(shop).contract(placed.subscriptionId)).lead_id)
    }
    expect(contracts).toEqual([id, null, null])
  })
})
