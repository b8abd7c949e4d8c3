import { describe, expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { createRetailer, fillEvenly } from '../subscriptions/test-contracts.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markPaid } from './mark-paid.ts'
import { nextBill } from './next-bill.ts'
import { getInvoice, listInvoices, listOpenInvoices } from './queries.ts'

const OCTOBER = { from: '2025-10-01', to: '2025-11-01' } as const

describe('a bill by quarter-hours', () => {
  it('bills October, whose 26th has 100 quarter-hours, to the cent', async () => {
    const retailer = await createRetailer({ baseFeeCents: 595 })
    const { id, meterId, number } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, { ...OCTOBER, wh: 100, priceMicroEur: 80_000 })
    const issued = await issueInvoice(retailer.at('2025-11-04'), {
      subscriptionId: id,
      type: 'usage',
      ...OCTOBER,
    })
    expect(issued.number).toBe(`${number}-001`)

    const invoice = await getInvoice(retailer.db, retailer.organizationId, retailer.customerId, issued.id)
    // 31 days × 96 + 4 quarter-hours of 100 Wh
    expect(invoice.usageWh).toBe(298_000)
    expect(
      invoice.lines.map(({ kind, quantity, unitPriceMicroEur, netCents }) => [
        kind,
        quantity,
        unitPriceMicroEur,
        netCents,
      ]),
    ).toEqual([
      ['energy_spot', 298_000, 80_000, 2384],
      ['procurement', 298_000, 10_000, 298],
      ['grid_energy', 298_000, 100_000, 2980],
      ['concession', 298_000, 20_000, 596],
      ['levy_kwkg', 298_000, 2500, 75],
      ['levy_offshore', 298_000, 2500, 75],
      ['levy_special_grid_use', 298_000, 5000, 149],
      ['electricity_tax', 298_000, 20_000, 596],
      ['base_fee', 31, 164_384, 510],
      ['grid_base', 31, 100_000, 310],
      ['metering', 31, 60_000, 186],
    ])
    expect([invoice.netCents, invoice.vatCents, invoice.totalCents]).toEqual([8159, 1550, 9709])
    expect(invoice).toMatchObject({
      type: 'usage',
      status: 'open',
      periodStart: '2025-10-01',
      periodEnd: '2025-10-31',
      issuedOn: '2025-11-04',
      dueOn: '2025-12-04',
      valueSource: 'final',
      estimatedDays: 0,
      collected: true,
      related: null,
    })
  })

  it('numbers without gaps and bills no period twice, even when asked at once', async () => {
    const retailer = await createRetailer()
    const { id, meterId, number } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, {
      from: '2025-09-01',
      to: '2025-11-01',
      wh: 50,
      priceMicroEur: 90_000,
    })
    const september = { subscriptionId: id, type: 'usage', from: '2025-09-01', to: '2025-10-01' } as const
    const outcomes = await Promise.allSettled(
      Array.from({ length: 8 }, () => issueInvoice(retailer.at('2025-11-04'), september)),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const next = await issueInvoice(retailer.at('2025-11-04'), {
      subscriptionId: id,
      type: 'usage',
      ...OCTOBER,
    })
    expect(next.number).toBe(`${number}-002`)
  })

  it('refuses a period with a day missing, without a price, unfinished or outside the contract', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, {
      from: '2025-09-01',
      to: '2025-09-30',
      wh: 50,
      priceMicroEur: 90_000,
    })
    const issue = (from: '2025-08-31' | '2025-09-01', to: '2025-10-01' | '2025-12-01') =>
      issueInvoice(retailer.at('2025-11-04'), { subscriptionId: id, type: 'usage', from, to })
    await expect(issue('2025-09-01', '2025-10-01')).rejects.toThrow(
      'Only 29 of the 30 days from 2025-09-01 have values.',
    )
    await expect(issue('2025-09-01', '2025-12-01')).rejects.toThrow('The period is not over yet.')
    await expect(issue('2025-08-31', '2025-10-01')).rejects.toThrow('The period lies outside the contract.')
    expect(await listInvoices(retailer.db, retailer.organizationId, retailer.customerId)).toEqual([])
  })

  it('answers another organisation and another customer like a missing invoice', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, { ...OCTOBER, wh: 50, priceMicroEur: 90_000 })
    const { id: invoiceId } = await issueInvoice(retailer.at('2025-11-04'), {
      subscriptionId: id,
      type: 'usage',
      ...OCTOBER,
    })
    const stranger = await createRetailer()
    await expect(
      getInvoice(stranger.db, stranger.organizationId, retailer.customerId, invoiceId),
    ).rejects.toThrow('Invoice not found.')
    await expect(
      getInvoice(retailer.db, retailer.organizationId, newId('customer'), invoiceId),
    ).rejects.toThrow('Invoice not found.')
    await expect(markPaid(stranger.ctx, invoiceId)).rejects.toThrow('Invoice not found.')
    await expect(
      issueInvoice(stranger.at('2025-11-04'), { subscriptionId: id, type: 'usage', ...OCTOBER }),
    ).rejects.toThrow('Subscription not found.')
  })

  it('leaves nothing open where it comes to nothing', async () => {
    const retailer = await createRetailer({ type: 'feed_in', markupMicroEurPerKwh: 4000, baseFeeCents: 0 })
    const { id, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, { ...OCTOBER, wh: 0, priceMicroEur: 90_000 })
    const issued = await issueInvoice(retailer.at('2025-11-04'), {
      subscriptionId: id,
      type: 'usage',
      ...OCTOBER,
    })
    const invoice = await getInvoice(retailer.db, retailer.organizationId, retailer.customerId, issued.id)
    expect(invoice).toMatchObject({ totalCents: 0, status: 'paid', paidOn: '2025-11-04' })
  })

  it('marks the last bill of an ended contract as final, and shows what is open, paid and next', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe({ paymentMethod: undefined })
    await fillEvenly(retailer, meterId, {
      from: '2025-09-01',
      to: '2025-10-16',
      wh: 50,
      priceMicroEur: 90_000,
    })
    await terminateSubscription(retailer.at('2025-09-10'), { subscriptionId: id, endOn: '2025-10-16' })
    const { db, organizationId, customerId } = retailer
    const first = await issueInvoice(retailer.at('2025-10-04'), {
      subscriptionId: id,
      type: 'usage',
      from: '2025-09-01',
      to: '2025-10-01',
    })
    await markPaid(retailer.at('2025-11-03'), first.id)
    await expect(markPaid(retailer.at('2025-11-03'), first.id)).rejects.toThrow(
      'This invoice is paid, not open.',
    )
    const bill = await nextBill(db, organizationId, id, retailer.at('2025-10-17').now)
    expect(bill).toMatchObject({
      periodStart: '2025-10-01',
      periodEnd: '2025-10-15',
      basis: 'values',
      on: '2025-10-19',
      onMeans: 'issue',
    })
    const last = await issueInvoice(retailer.at('2025-10-19'), {
      subscriptionId: id,
      type: 'usage',
      from: '2025-10-01',
      to: '2025-10-16',
    })
    expect(bill?.amountCents).toBe(last.totalCents)
    expect(await nextBill(db, organizationId, id, retailer.at('2025-10-20').now)).toBeNull()
    const items = await listInvoices(db, organizationId, customerId)
    expect([items.length, items[0]?.id, items[0]?.isFinal]).toEqual([2, last.id, true])
    expect((await listOpenInvoices(db, organizationId, customerId)).map((invoice) => invoice.id)).toEqual([
      last.id,
    ])
  })
})
