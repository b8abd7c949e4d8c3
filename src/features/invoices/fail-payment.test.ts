import { expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { toldOf } from '../events/test-events.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { failPayment } from './fail-payment.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markOverdue } from './mark-overdue.ts'
import { markPaid } from './mark-paid.ts'
import { markUncollectible } from './mark-uncollectible.ts'
import { billedOctober, instalmentContract, readInvoice } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'

const reason = 'AC04: account closed'

it('a debit that the bank takes back opens the invoice again, and each failure is told of', async () => {
  const { retailer, contract, invoice } = await billedOctober()
  const invoiceId = invoice.id
  await failPayment(retailer.at('2025-11-18'), { invoiceId, reason })
  expect(await readInvoice(retailer, invoiceId)).toMatchObject({ status: 'open', overdueOn: null })
  await markPaid(retailer.at('2025-11-20'), invoiceId)
  await failPayment(retailer.at('2025-12-15'), { invoiceId, reason })
  expect(await readInvoice(retailer, invoiceId)).toMatchObject({ status: 'open', paidOn: null })
  expect(await markOverdue(retailer.at('2025-12-20'))).toBe(1)
  await markPaid(retailer.at('2025-12-22'), invoiceId)
  const context = { invoice: invoiceId, subscription: contract.id }
  expect((await toldOf(retailer)).slice(2)).toEqual([
    ['invoice.payment_failed', context],
    ['invoice.paid', context],
    ['invoice.payment_failed', context],
    ['invoice.paid', context],
  ])
  const audited = await retailer.db
    .selectFrom('audit_events')
    .select(['subject', 'details'])
    .where('organization_id', '=', retailer.organizationId)
    .where('action', '=', 'invoice.payment_failed')
    .execute()
  const failed = { subject: invoiceId, details: { number: invoice.number, reason } }
  expect(audited).toEqual([failed, failed])
})

it('nothing is collected for what is given up, taken back, or no claim', async () => {
  const { retailer, invoice } = await billedOctober()
  const at = retailer.at('2025-12-20')
  await markUncollectible(at, invoice.id)
  await expect(failPayment(at, { invoiceId: invoice.id, reason })).rejects.toThrow('is uncollectible')
  const taken = await voidInvoice(at, { invoiceId: invoice.id, reason })
  await expect(failPayment(at, { invoiceId: invoice.id, reason })).rejects.toThrow('is voided')
  await expect(failPayment(at, { invoiceId: taken.id, reason })).rejects.toThrow('This is no claim')
  expect((await toldOf(retailer)).map(([topic]) => topic)).not.toContain('invoice.payment_failed')
})

it('a paid instalment that a settlement has taken off stays paid', async () => {
  const { retailer, contract } = await instalmentContract()
  const { id: subscriptionId } = contract
  const month = { from: '2025-09-01', to: '2025-10-01' } as const
  const { id: invoiceId } = await issueInvoice(retailer.at('2025-09-01'), {
    subscriptionId,
    type: 'prepayment',
    ...month,
  })
  await markPaid(retailer.at('2025-09-15'), invoiceId)
  for (const [readOn, kwh] of [
    ['2025-09-01', 10_000],
    ['2026-09-01', 11_200],
  ] as const) {
    const reading = { subscriptionId, readOn, valueWh: kwh * 1000, type: 'grid_reading' } as const
    await recordMeterReading(retailer.at(readOn), reading)
  }
  const year = { subscriptionId, type: 'usage', from: '2025-09-01', to: '2026-09-01' } as const
  const settlement = await issueInvoice(retailer.at('2026-09-03'), year)
  const at = retailer.at('2026-09-04')
  await expect(failPayment(at, { invoiceId, reason })).rejects.toThrow(
    `${settlement.number} takes this instalment off; void that one first.`,
  )
  await voidInvoice(at, { invoiceId: settlement.id, reason: 'an instalment came back' })
  await failPayment(at, { invoiceId, reason })
  expect((await readInvoice(retailer, invoiceId)).status).toBe('open')
})

it('another organisation’s invoice is a missing one', async () => {
  const { invoice } = await billedOctober()
  const stranger = await createRetailer()
  for (const invoiceId of [invoice.id, newId('invoice')]) {
    await expect(failPayment(stranger.ctx, { invoiceId, reason })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  }
})
