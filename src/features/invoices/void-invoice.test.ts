import { describe, expect, it } from 'vitest'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { correctInvoice } from './correct-invoice.ts'
import { markPaid } from './mark-paid.ts'
import { markUncollectible } from './mark-uncollectible.ts'
import { listInvoices, listOpenInvoices } from './queries.ts'
import { billedOctober, deliver, readInvoice } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'

const REASON = 'the wrong meter'

describe('a void', () => {
  it('has the lines of its original with the opposite sign, and the next number', async () => {
    const { retailer, contract, invoice } = await billedOctober({ module1: true })
    const written = await voidInvoice(retailer.at('2025-11-10'), { invoiceId: invoice.id, reason: REASON })
    expect(written).toMatchObject({ number: `${contract.number}-002`, totalCents: -invoice.totalCents })
    const original = await readInvoice(retailer, invoice.id)
    const taken = await readInvoice(retailer, written.id)
    expect(taken.lines).toEqual(
      original.lines.map((line) => ({ ...line, quantity: -line.quantity, netCents: -line.netCents })),
    )
    expect([
      taken.netCents + original.netCents,
      taken.vatCents + original.vatCents,
      taken.totalCents + original.totalCents,
    ]).toEqual([0, 0, 0])
    expect(taken.vat).toEqual(
      original.vat.map((rate) => ({ ...rate, netCents: -rate.netCents, vatCents: -rate.vatCents })),
    )
    expect(original).toMatchObject({ status: 'voided', voidedOn: '2025-11-10', paidOn: null })
    expect(original.related).toEqual({ id: written.id, number: written.number })
    expect(taken).toMatchObject({ type: 'void', status: 'paid', dueOn: null, isFinal: false })
    expect(taken.related).toEqual({ id: invoice.id, number: invoice.number })
    const { db, organizationId, customerId } = retailer
    expect(await listOpenInvoices(db, organizationId, customerId), 'nothing is left to pay').toEqual([])
  })

  it('of a paid invoice is a credit that waits to be paid out, and says when the original was paid', async () => {
    const { retailer, invoice } = await billedOctober()
    await markPaid(retailer.at('2025-12-04'), invoice.id)
    const written = await voidInvoice(retailer.at('2025-12-10'), { invoiceId: invoice.id, reason: REASON })
    expect(await readInvoice(retailer, written.id)).toMatchObject({ status: 'open', dueOn: '2025-12-24' })
    expect(await readInvoice(retailer, invoice.id)).toMatchObject({ status: 'voided', paidOn: '2025-12-04' })
    const { db, organizationId, customerId } = retailer
    const open = await listOpenInvoices(db, organizationId, customerId)
    expect(open.map(({ totalCents }) => totalCents)).toEqual([-9709])
    await expect(markUncollectible(retailer.ctx, written.id)).rejects.toThrow('it is owed to the customer')
    await markPaid(retailer.at('2025-12-24'), written.id)
    expect(await listOpenInvoices(db, organizationId, customerId)).toEqual([])
  })

  it('is written once, is never voided or corrected itself, and not for another organisation', async () => {
    const { retailer, invoice } = await billedOctober()
    const stranger = await createRetailer()
    await expect(voidInvoice(stranger.ctx, { invoiceId: invoice.id, reason: REASON })).rejects.toThrow(
      'Invoice not found.',
    )
    await expect(correctInvoice(stranger.ctx, { invoiceId: invoice.id, reason: REASON })).rejects.toThrow(
      'Invoice not found.',
    )
    const ctx = retailer.at('2025-11-10')
    const attempts = await Promise.allSettled(
      Array.from({ length: 6 }, () => voidInvoice(ctx, { invoiceId: invoice.id, reason: REASON })),
    )
    const written = attempts.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
    expect(written).toHaveLength(1)
    const reasons = attempts.flatMap((attempt) =>
      attempt.status === 'rejected' ? [String(attempt.reason)] : [],
    )
    expect(new Set(reasons)).toEqual(new Set(['Failure: This invoice has been voided already.']))
    for (const { id } of written) {
      await expect(voidInvoice(ctx, { invoiceId: id, reason: REASON })).rejects.toThrow(
        'A void cannot be voided itself.',
      )
      await expect(correctInvoice(ctx, { invoiceId: id, reason: REASON })).rejects.toThrow(
        'A void cannot be corrected.',
      )
    }
    await expect(markPaid(ctx, invoice.id)).rejects.toThrow('This invoice is voided, not open.')
  })
})

describe('a correction', () => {
  it('comes to the new amount with its original and the void, and numbers on without a gap', async () => {
    const { retailer, contract, invoice } = await billedOctober()
    await deliver(retailer, contract, '2025-10-26', 150)
    const { voided, corrected } = await correctInvoice(retailer.at('2025-11-21'), {
      invoiceId: invoice.id,
      reason: 'later values',
    })
    expect([invoice.number, voided.number, corrected.number]).toEqual(
      ['001', '002', '003'].map((sequence) => `${contract.number}-${sequence}`),
    )
    const all = [invoice, voided, corrected]
    expect(all.reduce((sum, { totalCents }) => sum + totalCents, 0)).toBe(corrected.totalCents)
    const detail = await readInvoice(retailer, corrected.id)
    // 100 quarter-hours of 50 Wh more: 5 kWh at 8 + 1 + 10 + 2 + 1 + 2 ct
    expect(detail.usageWh).toBe(303_000)
    expect([detail.netCents, detail.vatCents, detail.totalCents]).toEqual([8279, 1573, 9852])
    expect(detail).toMatchObject({
      status: 'open',
      dueOn: '2025-12-21',
      corrects: { number: invoice.number },
      correctedBy: null,
    })
    expect(await readInvoice(retailer, invoice.id)).toMatchObject({
      status: 'voided',
      related: { number: voided.number },
      correctedBy: { number: corrected.number },
    })
    // And once more: the corrected one is corrected.
    await deliver(retailer, contract, '2025-10-26', 100)
    const again = await correctInvoice(retailer.at('2025-11-22'), {
      invoiceId: corrected.id,
      reason: 'the values were right',
    })
    expect(again.corrected.totalCents).toBe(invoice.totalCents)
    expect(again.corrected.number).toBe(`${contract.number}-005`)
  })

  it('changes nothing where the period cannot be billed anew', async () => {
    const { retailer, contract, invoice } = await billedOctober()
    const { db, organizationId, customerId } = retailer
    await db
      .deleteFrom('interval_days')
      .where('meter_id', '=', contract.meterId)
      .where('day', '=', '2025-10-10')
      .execute()
    await expect(
      correctInvoice(retailer.at('2025-11-21'), { invoiceId: invoice.id, reason: REASON }),
    ).rejects.toThrow('Only 30 of the 31 days from 2025-10-01 have values.')
    expect(await listInvoices(db, organizationId, customerId)).toMatchObject([
      { id: invoice.id, status: 'open' },
    ])
  })

  it('rests on one state of the values while deliveries arrive, and is due again if it was overtaken', async () => {
    const { retailer, contract, invoice } = await billedOctober()
    const correct = correctInvoice(retailer.at('2025-11-21'), { invoiceId: invoice.id, reason: REASON })
    const deliveries = [110, 120, 130].map((wh) => deliver(retailer, contract, '2025-10-05', wh))
    const [{ corrected }] = await Promise.all([correct, ...deliveries])
    const { usageWh, lines } = await readInvoice(retailer, corrected.id)
    const more = (usageWh ?? 0) - 298_000
    expect([0, 960, 1920, 2880]).toContain(more)
    expect(lines.find(({ kind }) => kind === 'energy_spot')).toMatchObject({
      quantity: 298_000 + more,
      netCents: Math.round((298_000 + more) * 0.008),
    })
  })
})
