import { expect, it } from 'vitest'
import { toldOf, topicsOf } from '../events/test-events.ts'
import { correctInvoice } from './correct-invoice.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markPaid } from './mark-paid.ts'
import { markUncollectible } from './mark-uncollectible.ts'
import { billedOctober, OCTOBER } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'
import { writeInvoice } from './write-invoice.ts'

it('a bill tells of itself, and of its payment', async () => {
  const { retailer, contract, invoice } = await billedOctober()
  await markPaid(retailer.at('2025-11-20'), invoice.id)
  const concerns = { invoice: invoice.id, subscription: contract.id }
  expect(await toldOf(retailer)).toEqual([
    ['subscription.created', { subscription: contract.id }],
    ['invoice.created', concerns],
    ['invoice.paid', concerns],
  ])
})

it('a bill that is given up tells of it', async () => {
  const { retailer, invoice } = await billedOctober()
  await markUncollectible(retailer.at('2025-12-20'), invoice.id)
  expect((await topicsOf(retailer)).slice(1)).toEqual(['invoice.created', 'invoice.uncollectible'])
})

it('a correction tells of the void, of what it takes back and of the new bill', async () => {
  const { retailer, contract, invoice } = await billedOctober()
  const subscription = contract.id
  const { voided, corrected } = await correctInvoice(retailer.at('2025-11-20'), {
    invoiceId: invoice.id,
    reason: 'new values',
  })
  const told = (await toldOf(retailer)).slice(2)
  expect(told).toHaveLength(3)
  expect(told).toEqual(
    expect.arrayContaining([
      ['invoice.created', { invoice: voided.id, subscription }],
      ['invoice.voided', { invoice: invoice.id, voiding_invoice: voided.id, subscription }],
      ['invoice.created', { invoice: corrected.id, subscription }],
    ]),
  )
})

it('what comes to nothing is paid as soon as it is billed; a void is no payment', async () => {
  const { retailer, contract, invoice } = await billedOctober()
  const { customerId, db } = retailer
  const nothing = {
    subscriptionId: contract.id,
    customerId,
    contractNumber: contract.number,
    status: 'paid',
    from: '2025-09-01',
    to: '2025-10-01',
    lines: [],
    usage: null,
    isFinal: false,
    voids: null,
    corrects: null,
    dueOn: null,
  } as const
  await db.transaction().execute((tx) => writeInvoice(tx, retailer.ctx, { ...nothing, type: 'usage' }))
  await voidInvoice(retailer.at('2025-11-20'), { invoiceId: invoice.id, reason: 'wrong' })
  expect((await topicsOf(retailer)).toSorted()).toEqual([
    'invoice.created',
    'invoice.created',
    'invoice.created',
    'invoice.paid',
    'invoice.voided',
    'subscription.created',
  ])
})

it('there is no event without its change', async () => {
  const { retailer, contract, invoice } = await billedOctober()
  const at = retailer.at('2025-11-21')
  const twice = { subscriptionId: contract.id, type: 'usage', ...OCTOBER } as const
  await expect(issueInvoice(at, twice)).rejects.toThrow('billed already')
  await expect(
    retailer.db.transaction().execute(async (tx) => {
      await markUncollectible({ ...at, db: tx }, invoice.id)
      throw new Error('taken back')
    }),
  ).rejects.toThrow('taken back')
  expect(await topicsOf(retailer)).toEqual(['subscription.created', 'invoice.created'])
  await voidInvoice(at, { invoiceId: invoice.id, reason: 'wrong' })
  const before = await topicsOf(retailer)
  await expect(voidInvoice(at, { invoiceId: invoice.id, reason: 'again' })).rejects.toThrow('voided already')
  await expect(markPaid(at, invoice.id)).rejects.toThrow('not open')
  await expect(markUncollectible(at, invoice.id)).rejects.toThrow('not open')
  expect(await topicsOf(retailer)).toEqual(before)
})
