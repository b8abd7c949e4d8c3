import type { Brand } from '../brand/brand.ts'
import type { Locale } from '../ui/i18n.ts'
import { LOGIN_CODE_TEXTS } from './login-code-texts.ts'
import { MailDocument } from './mail-document.tsx'
import type { MailMessage } from './mailer.ts'

export interface ReceiptMail {
  brand: Brand
  locale: Locale
  to: string
  /** `https://{host}` of the portal on which it was declared. */
  portalOrigin: string
  subject: string
  heading: string
  /** What was declared, and when it arrived: the same rows as on the page. */
  rows: readonly (readonly [label: string, value: string])[]
  notes: readonly string[]
}

/** Says what arrived and when, in text form and at once, as §§ 312k (4) and 356a (4) BGB ask of notice and withdrawal. */
export async function receiptMail(mail: ReceiptMail): Promise<MailMessage> {
  const { brand, locale, to, portalOrigin, rows, notes } = mail
  const texts = LOGIN_CODE_TEXTS[locale]
  const name = oneLine(brand.name)
  const heading = oneLine(mail.heading)
  const contact = [brand.support.phone, brand.support.email].filter((way) => way !== undefined)
  const legal = (['imprint', 'privacy'] as const).flatMap((page) => {
    const target = brand.legal[page]
    if (target === undefined) return []
    return [{ label: texts.legal[page], href: 'url' in target ? target.url : `${portalOrigin}/${page}` }]
  })
  const html = (
    <MailDocument brand={brand} locale={locale} title={heading} preview={rows[0]?.join(': ') ?? heading}>
      <h1>{heading}</h1>
      {rows.map(([label, value]) => (
        <p>
          <span class="small">{label}</span>
          <br />
          {value.split('\n').map((line, index) => (
            <>
              {index > 0 && <br />}
              {line}
            </>
          ))}
        </p>
      ))}
      {notes.map((note) => (
        <p class="small">{note}</p>
      ))}
      {contact.length > 0 && (
        <p class="small">
          {texts.help(name)} {contact.join(' · ')}
        </p>
      )}
      {legal.length > 0 && (
        <p class="small">
          {legal.map(({ label, href }, index) => (
            <>
              {index > 0 && ' · '}
              <a href={href}>{label}</a>
            </>
          ))}
        </p>
      )}
    </MailDocument>
  )
  const paragraphs = [
    heading,
    rows.map(([label, value]) => `${label}: ${value.replaceAll('\n', '\n  ')}`).join('\n'),
    ...notes,
    ...(contact.length > 0 ? [`${texts.help(name)} ${contact.join(' · ')}`] : []),
    ...(legal.length > 0 ? [legal.map(({ label, href }) => `${label}: ${href}`).join('\n')] : []),
  ]
  return {
    sender: { name: oneLine(brand.senderName), email: brand.senderEmail },
    to,
    subject: oneLine(mail.subject),
    text: `${paragraphs.join('\n\n')}\n`,
    html: (await html).toString(),
  }
}

/** What stands in a header has no line break: another one would begin there. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
