import { describe, expect, it } from 'vitest'
import { mergeBrand } from '../brand/brand.ts'
import { checkoutCodeMail } from './checkout-code-mail.tsx'
import { orderMail } from './order-mail.tsx'

const brand = mergeBrand({
  name: 'Sonnwerk',
  support: { phone: '030 1234567' },
  legal: { imprint: { url: 'https://sonnwerk.example/impressum' } },
})
const common = { brand, locale: 'de', to: 'mara@example.com' } as const

describe('the mail that confirms an order', () => {
  const order = {
    ...common,
    portalOrigin: 'https://sonnwerk.portal.example',
    name: 'Mara Neu',
    number: 'H62SU12A',
    type: 'consumption',
    startOn: '2026-12-08',
    earlySupply: false,
    hasPortal: true,
    sections: [
      {
        title: 'Zusammenfassung',
        rows: [
          ['Anbieter', 'Sonnwerk GmbH\nLichtallee 12'],
          ['Tarif', '<b>Fix</b>'],
        ],
      },
      { title: 'Belehrung', parts: [{ title: 'Recht', paragraphs: ['Sie haben das Recht.'] }] },
    ],
  } as const

  it('holds every section, as text and as HTML', async () => {
    const { subject, text, html } = await orderMail(order)
    expect(subject).toBe('Ihr Stromvertrag mit Sonnwerk: H62SU12A')
    expect(text).toBe(`Ihre Bestellung ist angekommen, der Vertrag ist geschlossen.

Danke, Mara Neu. Hiermit bestätigen wir Ihren Vertrag mit Sonnwerk.

Wir beliefern Sie voraussichtlich ab dem 8. Dezember 2026. Um alles Weitere kümmern wir uns; Ihr Strom fließt ohne Unterbrechung.

Bitte heben Sie diese E-Mail auf. Sie enthält alles, was wir vereinbart haben, und Ihre Rechte.

Zu Ihrem Konto: https://sonnwerk.portal.example

Zusammenfassung
===============

Anbieter: Sonnwerk GmbH, Lichtallee 12
Tarif: <b>Fix</b>

Belehrung
=========

Recht
-----

Sie haben das Recht.

Fragen? Sonnwerk hilft Ihnen gern: 030 1234567

Impressum: https://sonnwerk.example/impressum
`)
    expect(html).toContain('Sonnwerk GmbH<br/>Lichtallee 12')
    expect(html).toContain('&lt;b&gt;Fix&lt;/b&gt;')
    expect(html).not.toMatch(/style="|<img|<script|<link|url\(|@import/)
  })

  it('repeats the wish for early supply, and speaks of payment to who feeds in', async () => {
    expect((await orderMail({ ...order, earlySupply: true })).text).toContain(
      'Sie haben ausdrücklich verlangt',
    )
    const feedIn = await orderMail({ ...order, locale: 'en', type: 'feed_in', hasPortal: false })
    expect(feedIn.text).toContain('We expect to pay for your electricity from 8 December 2026.')
    expect(feedIn.text).not.toContain('To your account')
  })
})

describe('the mail with the code of the checkout', () => {
  const code = {
    ...common,
    portalOrigin: 'https://sonnwerk.checkout.example',
    code: '042317',
    validMinutes: 10,
    account: null,
  }

  it('holds nothing to click for a newcomer', async () => {
    const { subject, text, html } = await checkoutCodeMail(code)
    expect(subject).toBe('042317 ist Ihr Code für die Bestellung bei Sonnwerk')
    expect(text).toContain('Geben Sie ihn auf sonnwerk.checkout.example ein')
    expect(text).not.toContain('Konto')
    expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      'https://sonnwerk.example/impressum',
    ])
  })

  it('tells a customer that there is an account, with the way in where there is a portal', async () => {
    const link = 'https://sonnwerk.portal.example/auth/confirm?token_hash=x&type=magiclink&next=/overview'
    const known = await checkoutCodeMail({ ...code, account: { link } })
    expect(known.text).toContain(`Oder melden Sie sich an und bestellen Sie dort:\n${link}`)
    expect(known.html).toContain(link.replaceAll('&', '&amp;'))
    const { text } = await checkoutCodeMail({ ...code, locale: 'en', account: { link: null } })
    expect(text).toContain('You already have an account with Sonnwerk under this address.')
    expect(text).not.toContain('Or sign in')
  })
})
