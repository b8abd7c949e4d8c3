import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, it } from 'vitest'
import { createDemoPortal, type DemoPortal, seen } from '../../tests/support/demo-portal.ts'
import type { Ctx } from '../features/ctx.ts'
import { markPaid } from '../features/invoices/mark-paid.ts'
import { listOpenInvoices } from '../features/invoices/queries.ts'

/** Wednesday, 11 February 2026, 15:07 in Berlin. */
const NOW = Temporal.Instant.from('2026-02-11T14:07:00Z')

let demo: DemoPortal
beforeAll(async () => {
  demo = await createDemoPortal(NOW)
}, 60_000)

const open = async (
  browser: Awaited<ReturnType<DemoPortal['signIn']>>['browser'],
  path = '/payment-method',
) => seen(await browser.get(path))

describe('/payment-method', () => {
  it('Bernd, monthly instalment by mandate: which account, how much and when, the mandate', async () => {
    const { browser } = await demo.signIn('bernd')
    const { status, html, text } = await open(browser)
    expect(status).toBe(200)
    expect(text).toContain('Wir buchen von Ihrem Konto mit den Endziffern 0402 ab.')
    expect(text).toContain('93,00 € Abbuchung am 15. Februar 2026')
    expect(text).toContain('Kontoinhaber Bernd Winter')
    expect(text).toContain('IBAN DE •••• 0402')
    expect(text).toMatch(/Mandatsreferenz \S*H71KW30B/)
    expect(html).not.toContain('DE02100500000054540402')
    expect(html).not.toContain('1005000000')
    expect(text).toContain('Gläubiger-ID DE98ZZZ09999999999')
    expect(text).toContain(
      'Ich ermächtige Sonnwerk GmbH, Zahlungen von meinem Konto mittels Lastschrift einzuziehen. Zugleich weise ich mein Kreditinstitut an, die von Sonnwerk GmbH auf mein Konto gezogenen Lastschriften einzulösen.',
    )
    expect(text).toContain('innerhalb von acht Wochen, beginnend mit dem Belastungsdatum, die Erstattung')
    expect(html).toMatch(/href="\/payment-method\/change\?subscription=sub_\w+"/)
  })

  it('Anna: the invoice that is written, to the cent; once it is paid the day of the next', async () => {
    const { browser } = await demo.signIn('anna')
    expect((await open(browser)).text).toContain('176,98 € Abbuchung am 6. März 2026')
    const { db, organizationId } = demo
    const ctx: Ctx = { db, organizationId, actor: { type: 'system' }, now: NOW }
    for (const { id } of await listOpenInvoices(db, organizationId, await demo.customerId('anna'))) {
      await markPaid(ctx, id)
    }
    expect((await open(browser)).text).toContain(
      '3. April nächste Abbuchung Der genaue Betrag steht vorher auf der Rechnung.',
    )
  })

  it('Frida’s feed-in is paid out to her', async () => {
    const contracts = await demo.contractsOf('frida')
    const feedIn = contracts.find(({ type }) => type === 'feed_in')!
    const { browser } = await demo.signIn('frida')
    const { text } = await open(browser, `/payment-method?subscription=${feedIn.id}`)
    expect(text).toMatch(/Wir zahlen auf Ihr Konto mit den Endziffern \d{4} aus\./)
    expect(text).toMatch(/€ Auszahlung am/)
    expect(text).not.toMatch(/Mandat|Abbuchung/)
  })

  it('without a mandate: by transfer, and whom to ask', async () => {
    const [contract] = await demo.contractsOf('bernd')
    const { db } = demo
    const change = (id: (typeof before)['payment_method_id']) =>
      db
        .updateTable('subscriptions')
        .set({ payment_method_id: id })
        .where('organization_id', '=', demo.organizationId)
        .where('id', '=', contract!.id)
        .execute()
    const before = await db
      .selectFrom('subscriptions')
      .select('payment_method_id')
      .where('id', '=', contract!.id)
      .executeTakeFirstOrThrow()
    await change(null)
    const { browser } = await demo.signIn('bernd')
    const { html, text } = await open(browser)
    await change(before.payment_method_id)
    expect(text).toContain('Sie überweisen Ihre Rechnungen selbst.')
    expect(text).toContain('Empfänger Sonnwerk GmbH IBAN DE02 1005 0000 0054 5404 02')
    expect(text).not.toMatch(/Abbuchung am|Mandatsreferenz/)
    expect(html).toMatch(/href="\/payment-method\/change\?subscription=sub_\w+"/)
  })

  it('an ended contract has nothing left to collect', async () => {
    const { browser } = await demo.signIn('gero')
    const { text } = await open(browser)
    expect(text).toContain('Ihr Vertrag ist beendet.')
    expect(text).not.toContain('So zahlen Sie')
  })

  it('knows no contract of anybody else, and no contract at all leads to the checkout', async () => {
    const { browser } = await demo.signIn('bernd')
    const [foreign] = await demo.contractsOf('anna')
    for (const other of [foreign!.id, 'sub_00000000000000000000000000', 'x', '%00']) {
      expect((await open(browser, `/payment-method?subscription=${other}`)).status).toBe(404)
    }
    const { browser: claras } = await demo.signIn('clara')
    expect((await open(claras)).location).toBe('/start')
  })

  it('a link’s flow lands here, without navigation and with the way back', async () => {
    const { browser, landed } = await demo.signIn('bernd', {
      flow: 'payment_method',
      returnUrl: 'http://localhost:4001/',
    })
    expect(landed).toBe('/payment-method')
    const { status, html } = await open(browser, landed!)
    expect(status).toBe(200)
    expect(html).not.toContain('class="nav"')
    expect(html).toContain('class="back" href="http://localhost:4001/"')
  })

  it('speaks the other brand’s English, with its own contact', async () => {
    const { browser } = await demo.signIn(
      'anna',
      {},
      { client: 'nordlicht', organization: 'Nordlicht Energie' },
    )
    const { html, text } = await open(browser)
    expect(html).toMatch(/<html lang="en" data-scheme="dark"/)
    expect(text).toMatch(/We collect from your account ending in \d{4}\./)
    expect(html).not.toContain('sonnwerk')
  })
})
