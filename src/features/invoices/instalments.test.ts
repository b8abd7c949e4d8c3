import { describe, expect, it } from 'vitest'
import { invoiceTotals } from '../../domain/invoice-totals.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markPaid } from './mark-paid.ts'
import { nextBill } from './next-bill.ts'
import { getInvoice } from './queries.ts'

describe('a contract with instalments', () => {
  it('settles a year of readings against what was paid', async () => {
    const retailer = await createRetailer({
      tariff: 'fixed',
      workingPriceMicroEurPerKwh: 120_000,
      markupMicroEurPerKwh: 0,
    })
    const { id } = await retailer.subscribe({
      meter: { type: 'analog', number: '48213377' },
      estimatedUsageWh: 1_200_000,
    })
    const { db, organizationId, customerId } = retailer
    // (1,200 kWh × 27 ct + 51.10 EUR) × 1.19 = 446.37 EUR a year
    expect(await nextBill(db, organizationId, id, retailer.at('2025-08-20').now)).toMatchObject({
      amountCents: 3800,
      basis: 'instalment',
      on: '2025-09-15',
    })
    for (const [month, next] of [
      ['2025-09-01', '2025-10-01'],
      ['2025-10-01', '2025-11-01'],
    ] as const) {
      const { id: instalment } = await issueInvoice(retailer.at(month), {
        subscriptionId: id,
        type: 'prepayment',
        from: month,
        to: next,
      })
      await markPaid(retailer.at(next), instalment)
    }
    await recordMeterReading(retailer.at('2025-09-01'), {
      subscriptionId: id,
      readOn: '2025-09-01',
      valueWh: 10_000_000,
      type: 'grid_reading',
    })
    await recordMeterReading(retailer.at('2026-09-01'), {
      subscriptionId: id,
      readOn: '2026-09-01',
      valueWh: 11_000_000,
      type: 'customer_report',
    })
    const { id: invoiceId } = await issueInvoice(retailer.at('2026-09-04'), {
      subscriptionId: id,
      type: 'usage',
      from: '2025-09-01',
      to: '2026-09-01',
    })
    const invoice = await getInvoice(db, organizationId, customerId, invoiceId)
    expect(invoice.usageWh).toBe(1_000_000)
    expect(invoice.lines.find(({ kind }) => kind === 'energy_fixed')).toMatchObject({
      quantity: 1_000_000,
      netCents: 12_000,
    })
    // The levy rose on 1 January: the profile says how the year's use falls on either side.
    const levy = invoice.lines.filter(({ kind }) => kind === 'levy_kwkg')
    expect(levy.map(({ from, to, unitPriceMicroEur }) => [from, to, unitPriceMicroEur])).toEqual([
      ['2025-09-01', '2026-01-01', 2500],
      ['2026-01-01', '2026-09-01', 5000],
    ])
    expect(levy.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(1_000_000)
    expect(invoice.lines.at(-1)).toMatchObject({
      kind: 'instalments_paid',
      quantity: 2,
      unit: 'piece',
      netCents: -6387,
    })
    // What the use costs with tax, less the 76.00 EUR paid, to the cent.
    const usage = invoiceTotals(invoice.lines.slice(0, -1))
    expect(invoice.totalCents).toBe(usage.totalCents - 7600)
    expect(invoice.totalCents).toBe(invoice.netCents + invoice.vatCents)
    expect(invoice.valueSource).toBe('final')
  })

  it('says how many days are estimated where the last reading is missing', async () => {
    const retailer = await createRetailer({
      tariff: 'fixed',
      workingPriceMicroEurPerKwh: 120_000,
      markupMicroEurPerKwh: 0,
    })
    const { id } = await retailer.subscribe({
      meter: { type: 'analog', number: '48213377' },
      estimatedUsageWh: 1_200_000,
    })
    await recordMeterReading(retailer.at('2025-09-01'), {
      subscriptionId: id,
      readOn: '2025-09-01',
      valueWh: 500,
      type: 'grid_reading',
    })
    await recordMeterReading(retailer.at('2026-08-01'), {
      subscriptionId: id,
      readOn: '2026-08-01',
      valueWh: 1_100_500,
      type: 'customer_report',
    })
    const { id: invoiceId } = await issueInvoice(retailer.at('2026-09-04'), {
      subscriptionId: id,
      type: 'usage',
      from: '2025-09-01',
      to: '2026-09-01',
    })
    const invoice = await getInvoice(retailer.db, retailer.organizationId, retailer.customerId, invoiceId)
    expect(invoice).toMatchObject({ valueSource: 'estimate', estimatedDays: 31 })
    expect(invoice.usageWh).toBeGreaterThan(1_160_000)
  })

  it('asks no instalment of a contract billed by its values', async () => {
    const retailer = await createRetailer()
    const { id } = await retailer.subscribe()
    await expect(
      issueInvoice(retailer.at('2025-09-01'), {
        subscriptionId: id,
        type: 'prepayment',
        from: '2025-09-01',
        to: '2025-10-01',
      }),
    ).rejects.toThrow('This contract has no instalments.')
  })
})
