import { beforeAll, describe, expect, it } from 'vitest'
import { renderInvoicePdf } from '../../documents/invoice-pdf.ts'
import { TEST_SUPPLIER } from '../../documents/test-invoices.ts'
import { newId } from '../../domain/identifiers.ts'
import { recordMeterReading } from '../meter-readings/record-meter-reading.ts'
import { setSupplierProfile } from '../organizations/set-supplier-profile.ts'
import { createRetailer, fillEvenly } from '../subscriptions/test-contracts.ts'
import { terminateSubscription } from '../subscriptions/terminate-subscription.ts'
import { invoiceDocument } from './invoice-document.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markPaid } from './mark-paid.ts'
import { getInvoice } from './queries.ts'
import { billedOctober } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'

type Billed = Awaited<ReturnType<typeof billedOctober>>

const documentOf = ({ retailer }: Pick<Billed, 'retailer'>, invoiceId: Billed['invoice']['id']) =>
  invoiceDocument(retailer.db, retailer.organizationId, retailer.customerId, invoiceId)

describe('the document of a bill by quarter-hours', () => {
  let billed: Billed
  beforeAll(async () => {
    billed = await billedOctober()
    await setSupplierProfile(billed.retailer.ctx, TEST_SUPPLIER)
  })

  it('holds supplier, customer, contract, place and payment', async () => {
    const document = await documentOf(billed, billed.invoice.id)
    expect(document).toMatchObject({
      number: `${billed.contract.number}-001`,
      issuedOn: '2025-11-04',
      periodStart: '2025-10-01',
      periodEnd: '2025-10-31',
      supplier: { legalName: TEST_SUPPLIER.legalName },
      brand: { name: 'Sonnwerk' },
      customer: { kind: 'person', name: 'Anna Sommer', address: { zip: '12045' } },
      contract: {
        kind: 'consumption',
        tariff: 'dynamic',
        startOn: '2025-09-01',
        lastDay: null,
        nextEnd: '2025-12-04',
        noticeDays: 30,
        energyMicroEurPerKwh: 10_000,
        baseFeeCents: 595,
      },
      supply: {
        meterNumber: '1APA0195124010',
        gridOperator: { code: '9904550000000', name: null },
        meteringOperator: { code: '9904550000000' },
      },
      payment: {
        kind: 'debit',
        on: '2025-12-04',
        iban: 'DE02120300000000202051',
        creditorId: 'DE98ZZZ09999999999',
      },
      meter: {
        meterType: 'smart',
        totalWh: 298_000,
        days: { final: 31, preliminary: 0, substitute: 0, estimated: 0 },
        start: null,
      },
      lastYearWh: null,
      yearlyUse: { wh: 2_800_000, basis: 'expected' },
      earlier: null,
    })
    expect(document.totals.totalCents).toBe(billed.invoice.totalCents)
  })

  it('stays the same, byte for byte, when it is paid and when notice is given later', async () => {
    const { retailer, contract, invoice } = await billedOctober()
    await setSupplierProfile(retailer.ctx, TEST_SUPPLIER)
    const before = await renderInvoicePdf(await documentOf({ retailer }, invoice.id), 'de')
    await markPaid(retailer.at('2025-12-04'), invoice.id)
    await terminateSubscription(retailer.at('2025-12-10'), {
      subscriptionId: contract.id,
      endOn: '2026-02-01',
    })
    const after = await renderInvoicePdf(await documentOf({ retailer }, invoice.id), 'de')
    expect(after.equals(before)).toBe(true)
  })

  it('compares with the same month a year before, and with a whole year once it is known', async () => {
    const { retailer, contract } = billed
    await fillEvenly(retailer, contract.meterId, {
      from: '2025-11-01',
      to: '2026-11-01',
      wh: 50,
      priceMicroEur: 80_000,
    })
    const { id } = await issueInvoice(retailer.at('2026-11-04'), {
      subscriptionId: contract.id,
      type: 'usage',
      from: '2026-10-01',
      to: '2026-11-01',
    })
    expect(await documentOf(billed, id)).toMatchObject({
      lastYearWh: 298_000,
      // 365 days × 96 quarter-hours × 50 Wh
      yearlyUse: { wh: 1_752_000, basis: 'last_12_months' },
    })
  })

  it('names the invoice that a void takes back, and pays back what was paid', async () => {
    const { retailer, invoice } = await billedOctober()
    await setSupplierProfile(retailer.ctx, TEST_SUPPLIER)
    await markPaid(retailer.at('2025-12-04'), invoice.id)
    const { id } = await voidInvoice(retailer.at('2025-12-05'), {
      invoiceId: invoice.id,
      reason: 'wrong values',
    })
    expect(await documentOf({ retailer }, id)).toMatchObject({
      type: 'void',
      earlier: { relation: 'voids', number: invoice.number, issuedOn: '2025-11-04' },
      payment: { kind: 'payout', iban: 'DE02120300000000202051', by: '2025-12-19' },
      meter: null,
    })
  })

  it('asks for what was paid out when a credit is taken back: a mandate collects invoices alone', async () => {
    const retailer = await createRetailer({ type: 'feed_in', markupMicroEurPerKwh: 4000, baseFeeCents: 0 })
    await setSupplierProfile(retailer.ctx, TEST_SUPPLIER)
    const { id: subscriptionId, meterId } = await retailer.subscribe()
    const october = { from: '2025-10-01', to: '2025-11-01' } as const
    await fillEvenly(retailer, meterId, { ...october, wh: 100, priceMicroEur: 90_000 })
    const credit = await issueInvoice(retailer.at('2025-11-04'), {
      subscriptionId,
      type: 'usage',
      ...october,
    })
    await markPaid(retailer.at('2025-11-10'), credit.id)
    const { id } = await voidInvoice(retailer.at('2025-12-05'), { invoiceId: credit.id, reason: 'values' })
    expect(await documentOf({ retailer }, id)).toMatchObject({ type: 'void', payment: { kind: 'transfer' } })
    const { db, organizationId, customerId } = retailer
    expect(await getInvoice(db, organizationId, customerId, id)).toMatchObject({ collected: false })
  })

  it('answers another customer and another organisation like a missing invoice', async () => {
    const stranger = await createRetailer()
    const { db, organizationId, customerId } = billed.retailer
    const { id } = billed.invoice
    await expect(invoiceDocument(db, organizationId, newId('customer'), id)).rejects.toThrow(
      'Invoice not found.',
    )
    await expect(invoiceDocument(db, stranger.organizationId, customerId, id)).rejects.toThrow(
      'Invoice not found.',
    )
  })

  it('is refused while nobody said who issues it', async () => {
    const { retailer, invoice } = await billedOctober()
    await expect(documentOf({ retailer }, invoice.id)).rejects.toThrow('set the supplier profile first')
  })
})

describe('the document of a bill by readings', () => {
  it('shows registers with how each was obtained, and reckons the one that nobody read', async () => {
    const retailer = await createRetailer({ tariff: 'fixed', workingPriceMicroEurPerKwh: 120_000 })
    await setSupplierProfile(retailer.ctx, { ...TEST_SUPPLIER, creditorId: null })
    const { id } = await retailer.subscribe({
      meter: { type: 'analog', number: '48213377' },
      estimatedUsageWh: 1_200_000,
    })
    for (const [readOn, valueWh, type] of [
      ['2025-09-01', 500_000, 'grid_reading'],
      ['2026-08-01', 1_600_000, 'customer_report'],
    ] as const) {
      await recordMeterReading(retailer.at(readOn), { subscriptionId: id, readOn, valueWh, type })
    }
    const issued = await issueInvoice(retailer.at('2026-09-04'), {
      subscriptionId: id,
      type: 'usage',
      from: '2025-09-01',
      to: '2026-09-01',
    })
    const { meter, payment } = await documentOf({ retailer }, issued.id)
    expect(meter?.days).toEqual({ final: 334, preliminary: 0, substitute: 0, estimated: 31 })
    expect(meter?.start).toEqual({ day: '2025-09-01', valueWh: 500_000, obtained: 'grid_reading' })
    expect(meter?.end).toEqual({
      day: '2026-09-01',
      valueWh: 500_000 + (meter?.totalWh ?? 0),
      obtained: 'reckoned',
    })
    // Without a creditor id nothing can be collected, mandate or not.
    expect(payment.kind).toBe('transfer')
    expect(meter?.between).toEqual([{ day: '2026-08-01', valueWh: 1_600_000, obtained: 'customer_report' }])
  })
})
