import { describe, expect, it } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
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
    expect(
      (
        await listInvoices(retailer.db, retailer.organizationId, retailer.customerId, {
          limit: 10,
          offset: 0,
        })
      ).total,
    ).toBe(0)
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
      isEstimate: false,
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
    const { items, total } = await listInvoices(db, organizationId, customerId, { limit: 1, offset: 0 })
    expect([total, items[0]?.id, items[0]?.isFinal]).toEqual([2, last.id, true])
    expect((await listOpenInvoices(db, organizationId, customerId)).map((invoice) => invoice.id)).toEqual([
      last.id,
    ])
  })
})

describe('the next bill', () => {
  it('takes the remaining days like the measured ones', async () => {
    const retailer = await createRetailer()
    const { id, meterId } = await retailer.subscribe()
    await fillEvenly(retailer, meterId, {
      from: '2025-09-01',
      to: '2025-09-11',
      wh: 100,
      priceMicroEur: 80_000,
    })
    const bill = await nextBill(retailer.db, retailer.organizationId, id, retailer.at('2025-09-11').now)
    expect(bill).toMatchObject({
      periodStart: '2025-09-01',
      periodEnd: '2025-09-30',
      isEstimate: true,
      basis: 'values_and_projection',
      measuredUntil: '2025-09-10',
      on: '2025-11-03',
      onMeans: 'debit',
      // 96 kWh at 24 ct and 10 days at 16 ct, net
      soFarCents: 2932,
    })
    expect(bill?.amountCents).toBeGreaterThan(2932 * 2.8)
    expect(bill?.amountCents).toBeLessThan(2932 * 3.2)
  })

  it('knows no amount without a single value', async () => {
    const retailer = await createRetailer()
    const { id } = await retailer.subscribe()
    const bill = await nextBill(retailer.db, retailer.organizationId, id, retailer.at('2025-09-01').now)
    expect(bill).toMatchObject({ amountCents: null, soFarCents: null, measuredUntil: null })
  })
})

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
      isEstimate: false,
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
      netCents: -6386,
    })
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
