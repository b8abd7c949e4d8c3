import { describe, expect, it } from 'vitest'
import { mergeBrand } from '../brand/brand.ts'
import { loginCodeMail } from './login-code-mail.tsx'

const brand = mergeBrand({
  name: 'Sonnwerk',
  colours: { light: { accent: '#b3410b', paper: '#fbf7f0' }, dark: { paper: '#1a1410' } },
  support: { email: 'hallo@sonnwerk.example', phone: '030 1234567' },
  legal: {
    imprint: { url: 'https://sonnwerk.example/impressum' },
    privacy: { text: 'Wir speichern wenig.' },
  },
  senderEmail: 'hallo@sonnwerk.example',
})
const mail = {
  brand,
  locale: 'de',
  to: 'anna@example.com',
  code: '042317',
  validMinutes: 10,
  portalOrigin: 'https://sonnwerk.portal.example',
} as const

describe('the mail with a code', () => {
  it('says in German what the code is, how long and where it works, and what to do who did not ask', async () => {
    const { sender, to, subject, text } = await loginCodeMail(mail)
    expect(sender).toEqual({ name: 'Sonnwerk', email: 'hallo@sonnwerk.example' })
    expect([to, subject]).toEqual(['anna@example.com', '042317 ist Ihr Code für Sonnwerk'])
    expect(text).toBe(`Ihr Code für Sonnwerk:

042317

Der Code gilt 10 Minuten und nur einmal. Geben Sie ihn auf sonnwerk.portal.example ein, in dem Browser, in dem Sie ihn angefordert haben. Geben Sie ihn sonst niemandem.

Sie haben keinen Code angefordert? Dann löschen Sie diese E-Mail einfach. Ohne den Code kommt niemand in Ihr Konto.

Fragen? Sonnwerk hilft Ihnen gern: 030 1234567 · hallo@sonnwerk.example

Impressum: https://sonnwerk.example/impressum
Datenschutz: https://sonnwerk.portal.example/privacy
`)
  })

  it('says the same in English', async () => {
    const { subject, text, html } = await loginCodeMail({ ...mail, locale: 'en' })
    expect(subject).toBe('042317 is your code for Sonnwerk')
    expect(text).toContain('valid for 10 minutes and works once')
    expect(html).toContain('<html lang="en">')
  })

  it('wears the brand’s colours in light and dark, holds the code as one text and loads nothing', async () => {
    const { html } = await loginCodeMail(mail)
    expect(html).toMatch(/<td class="code"[^>]*>042317<\/td>/)
    expect(html).toContain('bgcolor="#fbf7f0"')
    expect(html).toMatch(/@media \(prefers-color-scheme:dark\)\{body,\.page\{background:#1a1410/)
    expect(html).not.toMatch(/style="|<img|<script|<link|url\(|@import/)
    // Nothing to click signs in: the only links are the brand's legal pages.
    expect([...html.matchAll(/href="([^"]+)"/g)].map(([, href]) => href)).toEqual([
      'https://sonnwerk.example/impressum',
      'https://sonnwerk.portal.example/privacy',
    ])
  })

  it('a name with markup or line breaks stays a name', async () => {
    const odd = mergeBrand({ name: 'Strom & <b>Söhne</b>\r\nBcc: x@example.com' })
    const { sender, subject, html } = await loginCodeMail({ ...mail, brand: odd })
    expect(subject).toBe('042317 ist Ihr Code für Strom & <b>Söhne</b> Bcc: x@example.com')
    expect(sender.name).toBe('Strom & <b>Söhne</b> Bcc: x@example.com')
    expect(html).toContain('Strom &amp; &lt;b&gt;Söhne&lt;/b&gt;')
  })
})
