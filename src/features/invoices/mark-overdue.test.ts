import { describe, expect, it } from 'vitest'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { markOverdue } from './mark-overdue.ts'
import { markPaid } from './mark-paid.ts'
import { markUncollectible } from './mark-uncollectible.ts'
import { billedOctober, readInvoice } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'

describe('an open invoice after its due day', () => {
  it('is marked once, however often and by however many, with one audit row', async () => {
    const { retailer, invoice } = await billedOctober()
    expect(await markOverdue(retailer.at('2025-12-04', '23:59')), 'due that day').toBe(0)
    const runs = await Promise.all([1, 2, 3].map(() => markOverdue(retailer.at('2025-12-05', '00:00'))))
    expect(runs.reduce((sum, marked) => sum + marked, 0)).toBe(1)
    expect(await markOverdue(retailer.at('2025-12-20'))).toBe(0)
    expect(await readInvoice(retailer, invoice.id)).toMatchObject({ status: 'open', overdueOn: '2025-12-05' })
    const audits = await retailer.db
      .selectFrom('audit_events')
      .select(['subject', 'details'])
      .where('organization_id', '=', retailer.organizationId)
      .where('action', '=', 'invoice.overdue')
      .execute()
    expect(audits).toEqual([
      { subject: invoice.id, details: { number: invoice.number, dueOn: '2025-12-04' } },
    ])
  })

  it('stays alone if it is paid, a credit, or another organisation’s', async () => {
    const { retailer, invoice } = await billedOctober()
    await markPaid(retailer.at('2025-12-04'), invoice.id)
    await voidInvoice(retailer.at('2025-12-04'), { invoiceId: invoice.id, reason: 'test' })
    expect(await markOverdue(retailer.at('2026-02-01'))).toBe(0)
    const other = await billedOctober()
    const stranger = await createRetailer()
    expect(await markOverdue(stranger.at('2026-02-01'))).toBe(0)
    expect(await readInvoice(other.retailer, other.invoice.id)).toMatchObject({ overdueOn: null })
  })

  it('can be given up, and paid after all: the record keeps both', async () => {
    const { retailer, invoice } = await billedOctober()
    const stranger = await createRetailer()
    await markOverdue(retailer.at('2025-12-10'))
    await expect(markUncollectible(stranger.ctx, invoice.id)).rejects.toThrow('Invoice not found.')
    await markUncollectible(retailer.at('2026-06-01'), invoice.id)
    await expect(markUncollectible(retailer.ctx, invoice.id)).rejects.toThrow(
      'This invoice is uncollectible, not open.',
    )
    expect(await markOverdue(retailer.at('2026-06-02'))).toBe(0)
    await markPaid(retailer.at('2026-07-01'), invoice.id)
    expect(await readInvoice(retailer, invoice.id)).toMatchObject({
      status: 'paid',
      paidOn: '2026-07-01',
      uncollectibleOn: '2026-06-01',
      overdueOn: '2025-12-10',
    })
  })
})
