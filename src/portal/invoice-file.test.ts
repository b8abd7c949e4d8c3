import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createBrowser } from '../../tests/support/cookie-browser.ts'
import { createDemoPortal, type DemoPortal } from '../../tests/support/demo-portal.ts'
import { plain, readPdf } from '../documents/test-pdf.ts'

const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

/** The newest invoice of a customer of the demo, by first name and contract number. */
async function newestInvoice(contractNumber: string) {
  return demo.db
    .selectFrom('invoices as i')
    .innerJoin('subscriptions as s', 's.id', 'i.subscription_id')
    .select(['i.id', 'i.number', 'i.total_cents'])
    .where('s.number', '=', contractNumber)
    .orderBy('i.sequence', 'desc')
    .executeTakeFirstOrThrow()
}

describe('GET /invoices/{id}/file', () => {
  it('gives the customer their invoice as PDF, linked from its page, in either language', async () => {
    const invoice = await newestInvoice('H62SU12A')
    const { browser } = await demo.signIn('anna')
    const page = await (await browser.get(`/invoices/${invoice.id}`)).text()
    expect(page).toContain(`href="/invoices/${invoice.id}/file"`)
    const response = await browser.get(`/invoices/${invoice.id}/file`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('application/pdf')
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(response.headers.get('content-disposition')).toBe(`inline; filename="${invoice.number}.pdf"`)
    const { text } = await readPdf(Buffer.from(await response.arrayBuffer()))
    expect(text).toContain('Anna Sommer Weserstraße 41 12045 Berlin')
    expect(text).toContain('Ihre Stromrechnung Januar 2026')
    const amount = new Intl.NumberFormat('de-DE', { style: 'currency', currency: 'EUR' })
    expect(text).toContain(plain(amount.format(invoice.total_cents / 100)))
    const english = await browser.get(`/invoices/${invoice.id}/file?locale=en`)
    expect((await readPdf(Buffer.from(await english.arrayBuffer()))).text).toContain(
      'Your electricity bill, January 2026',
    )
  })

  it('answers another customer’s, another brand’s, an unknown and a malformed invoice alike', async () => {
    const foreign = [await newestInvoice('H71KW30B'), await newestInvoice('NL309182')]
    const { browser } = await demo.signIn('anna')
    for (const id of [...foreign.map(({ id }) => id), `inv_${'0'.repeat(26)}`, 'x']) {
      expect((await browser.get(`/invoices/${id}/file`)).status, id).toBe(404)
    }
  })

  it('sends a visitor who is not signed in to the sign-in first', async () => {
    const invoice = await newestInvoice('H62SU12A')
    const stranger = createBrowser(demo.app, 'http://sonnwerk.localhost:4000')
    const response = await stranger.get(`/invoices/${invoice.id}/file`)
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toContain('/login')
  })

  it('says that it is ours to mend while nobody set who issues the invoice', async () => {
    const invoice = await newestInvoice('NL309182')
    const { browser } = await demo.signIn(
      'hanne',
      {},
      { client: 'nordlicht', organization: 'Nordlicht Energie' },
    )
    expect((await browser.get(`/invoices/${invoice.id}/file?locale=en`)).status).toBe(200)
    await demo.db.deleteFrom('supplier_profiles').execute()
    // What was drawn before is still there; what was not cannot be drawn.
    expect((await browser.get(`/invoices/${invoice.id}/file?locale=en`)).status).toBe(200)
    const response = await browser.get(`/invoices/${invoice.id}/file?locale=de`)
    expect(response.status).toBe(500)
    expect(response.headers.get('content-type')).toContain('text/html')
    expect(await response.text()).not.toContain('supplier')
  })
})
