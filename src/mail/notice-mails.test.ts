import { describe, expect, it } from 'vitest'
import { mergeBrand } from '../brand/brand.ts'
import { invoicesMail, type MailedInvoice } from './invoices-mail.tsx'
import { serviceMail } from './service-mail.tsx'
import { startMail } from './start-mail.tsx'

const brand = mergeBrand({ name: 'Sonnwerk', support: { phone: '030 1234567' } })
const envelope = {
  brand,
  locale: 'de',
  to: 'mara@example.com',
  portalOrigin: 'https://sonnwerk.portal.example',
} as const

const november: MailedInvoice = {
  number: 'H62SU12A-007',
  concerns: null,
  kind: 'usage',
  state: 'debit',
  periodStart: '2026-11-01',
  periodEnd: '2026-11-30',
  totalCents: 8412,
  dueOn: '2026-12-18',
  href: 'https://sonnwerk.portal.example/invoices/inv_7',
}
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

describe('the mail that tells of invoices', () => {
  const tell = async (...invoices: readonly [MailedInvoice, ...MailedInvoice[]]) => {
    const mail = await invoicesMail({ ...envelope, contractNumber: 'H62SU12A', invoices })
    return { ...mail, text: plain(mail.text) }
  }

  it('says of one what it comes to, when it is collected and where it is', async () => {
    const { subject, text, html, to } = await tell(november)
    expect({ subject, to }).toEqual({
      subject: 'Ihre Rechnung für November 2026 von Sonnwerk',
      to: 'mara@example.com',
    })
    expect(text).toBe(`Ihre Rechnung für November 2026

Wir buchen 84,12 € am 18. Dezember 2026 von Ihrem Konto ab.
Nr. H62SU12A-007, Vertrag H62SU12A, 1.–30. November 2026
https://sonnwerk.portal.example/invoices/inv_7

Fragen? Sonnwerk hilft Ihnen gern: 030 1234567
`)
    expect(html).toContain('<a href="https://sonnwerk.portal.example/invoices/inv_7">')
    expect(html).not.toMatch(/style="|<img|<script|<link|url\(|@import/)
  })

  it.each([
    [
      'transfer',
      8412,
      'Bitte überweisen Sie 84,12 € bis zum 18. Dezember 2026. Die Bankverbindung finden Sie auf der Rechnung.',
    ],
    ['payout', -1200, 'Wir zahlen Ihnen 12,00 € bis zum 18. Dezember 2026 aus.'],
    ['payoutAsk', -1200, 'Ihnen stehen 12,00 € zu. Bitte nennen Sie uns Ihre Bankverbindung'],
    ['settled', 0, 'Es ist nichts zu zahlen.'],
  ] as const)('%s: says what becomes of the amount', async (state, totalCents, sentence) => {
    expect((await tell({ ...november, state, totalCents })).text).toContain(sentence)
  })

  it('names the days of a period that is no whole month', async () => {
    const { subject } = await tell({ ...november, periodStart: '2026-11-03', periodEnd: '2026-11-17' })
    expect(plain(subject)).toBe('Ihre Rechnung für den Zeitraum 3.–17. November 2026 von Sonnwerk')
  })

  it('says of several each by its name, under one subject', async () => {
    const { subject, text } = await tell(
      {
        ...november,
        number: 'H62SU12A-008',
        kind: 'void',
        concerns: 'H62SU12A-007',
        state: 'settled',
        totalCents: -8412,
        dueOn: null,
      },
      { ...november, number: 'H62SU12A-009', kind: 'final', concerns: 'H62SU12A-007' },
    )
    expect(subject).toBe('Ihre neuen Rechnungen von Sonnwerk')
    expect(text).toContain('Neue Rechnungen zu Ihrem Vertrag H62SU12A\n\nStornorechnung für November 2026\n')
    expect(text).toContain(', 1.–30. November 2026. Sie ersetzt Nr. H62SU12A-007.\n')
    expect(text).toContain('\n\nIhre Schlussrechnung für November 2026\nWir buchen 84,12 €')
  })

  it('speaks English to who reads it', async () => {
    const mail = await invoicesMail({
      ...envelope,
      locale: 'en',
      contractNumber: 'H62SU12A',
      invoices: [{ ...november, kind: 'feedIn', state: 'payout', totalCents: -8412 }],
    })
    expect(mail.subject).toBe('Your credit for November 2026 from Sonnwerk')
    expect(plain(mail.text)).toContain('We will pay you €84.12 by 18 December 2026.')
  })
})

describe('the mail that names the first day of supply', () => {
  const start = {
    ...envelope,
    type: 'consumption',
    contractNumber: 'H62SU12A',
    startOn: '2026-12-15',
    hasBegun: false,
    insteadOf: null,
    place: ['Sonnenallee 12a', '12045 Berlin'],
    wantsReading: true,
  } as const

  it('asks for a reading where the meter is read by hand', async () => {
    const { subject, text } = await startMail(start)
    expect(subject).toBe('Ab 15. Dezember 2026: Ihr Strom von Sonnwerk')
    expect(plain(text)).toBe(`Ihr Lieferbeginn steht fest.

Ab dem 15. Dezember 2026 beliefern wir Sie mit Strom.

Bitte lesen Sie an diesem Tag Ihren Zähler ab und tragen Sie den Stand in Ihrem Kundenkonto ein.

Sonnenallee 12a
12045 Berlin
Vertrag H62SU12A

Zählerstand eintragen: https://sonnwerk.portal.example/meter-readings

Fragen? Sonnwerk hilft Ihnen gern: 030 1234567
`)
  })

  it('says which day it was before, when it moves', async () => {
    const moved = await startMail({ ...start, insteadOf: '2026-12-10', wantsReading: false })
    expect(moved.subject).toBe('Neuer Lieferbeginn bei Sonnwerk: 15. Dezember 2026')
    expect(plain(moved.text)).toContain('Bisher hatten wir Ihnen den 10. Dezember 2026 genannt.')
    expect(moved.text).toContain('Zu Ihrem Kundenkonto: https://sonnwerk.portal.example\n')
    const late = await startMail({ ...start, hasBegun: true, wantsReading: false })
    expect(plain(late.text)).toContain('Seit dem 15. Dezember 2026 beliefern wir Sie mit Strom.')
    const feedIn = await startMail({ ...start, locale: 'en', type: 'feed_in', wantsReading: false })
    expect(feedIn.subject).toBe('From 15 December 2026: Sonnwerk pays for your electricity')
  })
})

it('the mail to who waited for a postal code leads to its quote and says that it is the only one', async () => {
  const mail = {
    ...envelope,
    portalOrigin: 'https://sonnwerk.checkout.example',
    type: 'consumption',
    zip: '99423',
    quoteUrl: 'https://sonnwerk.checkout.example/?zip=99423',
  } as const
  const { subject, text } = await serviceMail(mail)
  expect(subject).toBe('Sonnwerk liefert jetzt in 99423')
  expect(text).toBe(`Sonnwerk liefert jetzt in 99423

Sie wollten es wissen: Ab jetzt können Sie auch in 99423 Strom von Sonnwerk bekommen.

Angebot berechnen: https://sonnwerk.checkout.example/?zip=99423

Um diese eine E-Mail hatten Sie uns gebeten. Ihre Adresse ist damit bei uns gelöscht.

Fragen? Sonnwerk hilft Ihnen gern: 030 1234567
`)
  expect((await serviceMail({ ...mail, locale: 'en', type: 'feed_in' })).text).toContain(
    'Sonnwerk also pays for electricity that is fed in at 99423.',
  )
})
