import { describe, expect, it } from 'vitest'
import { TEST_SUPPLIER } from '../../documents/test-invoices.ts'
import { newId } from '../../domain/identifiers.ts'
import { setSupplierProfile } from '../organizations/set-supplier-profile.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { archiveInvoices } from './archive-invoices.ts'
import { invoiceFiles } from './invoice-files.ts'
import { billedOctober } from './test-bills.ts'

async function billed() {
  const { retailer, invoice } = await billedOctober()
  const { db, organizationId, customerId, ctx } = retailer
  const now = () => ctx.now
  const ask = (locale?: 'de' | 'en', customer = customerId) =>
    invoiceFiles({ db, now }, { organizationId, customerId: customer, invoiceId: invoice.id, locale })
  const archive = () => archiveInvoices({ db, organizationId, now })
  return { retailer, invoice, ask, archive }
}

describe('an invoice as a file', () => {
  it('is drawn once and stays, whatever becomes of the supplier', async () => {
    const { retailer, invoice, ask } = await billed()
    await setSupplierProfile(retailer.ctx, TEST_SUPPLIER)
    const first = await ask('de')
    expect(first.number).toBe(invoice.number)
    expect(first.pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(first.xml).toContain('CrossIndustryInvoice')
    await setSupplierProfile(retailer.ctx, { ...TEST_SUPPLIER, legalName: 'Umbenannt GmbH' })
    const again = await ask('de')
    expect(again.pdf.equals(first.pdf)).toBe(true)
    expect(again.xml).toBe(first.xml)
    // Another language is another file, drawn when it is asked for.
    expect((await ask('en')).xml).toContain('Umbenannt GmbH')
    // The customer's own language is German.
    expect((await ask()).pdf.equals(first.pdf)).toBe(true)
  })

  it('is one file also when asked for twice at once', async () => {
    const { retailer, ask } = await billed()
    await setSupplierProfile(retailer.ctx, TEST_SUPPLIER)
    const [one, two] = await Promise.all([ask('en'), ask('en')])
    expect(one?.pdf.equals(two?.pdf ?? Buffer.of())).toBe(true)
  })

  it('is nobody else’s', async () => {
    const { retailer, ask, invoice } = await billed()
    await setSupplierProfile(retailer.ctx, TEST_SUPPLIER)
    await ask('de')
    await expect(ask('de', newId('customer'))).rejects.toThrow('Invoice not found.')
    const stranger = await createRetailer()
    await expect(
      invoiceFiles(
        { db: stranger.db, now: () => stranger.ctx.now },
        {
          organizationId: stranger.organizationId,
          customerId: retailer.customerId,
          invoiceId: invoice.id,
          locale: 'de',
        },
      ),
    ).rejects.toThrow('Invoice not found.')
  })

  it('is drawn for all that have none, once there is a supplier to put on them', async () => {
    const { retailer, ask, archive, invoice } = await billed()
    expect(await archive()).toBeNull()
    await setSupplierProfile(retailer.ctx, TEST_SUPPLIER)
    expect(await archive()).toBe(1)
    expect(await archive()).toBe(0)
    const row = await retailer.db
      .selectFrom('invoice_files')
      .select(['locale', 'created_at'])
      .where('invoice_id', '=', invoice.id)
      .executeTakeFirstOrThrow()
    expect(row.locale).toBe('de')
    expect((await ask('de')).number).toBe(invoice.number)
  })
})
