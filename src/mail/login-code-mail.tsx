import type { Brand } from '../brand/brand.ts'
import type { Locale } from '../ui/i18n.ts'
import { LOGIN_CODE_TEXTS } from './login-code-texts.ts'
import { MailDocument } from './mail-document.tsx'
import type { MailMessage } from './mailer.ts'

export interface LoginCodeMail {
  brand: Brand
  locale: Locale
  /** The address that the customer's data name, not the one that was typed. */
  to: string
  code: string
  validMinutes: number
  /** `https://{host}` of the portal that asked. */
  portalOrigin: string
}

/** The mail with a six-digit code, from the brand. It holds no link to sign in by: there is nothing to click. */
export async function loginCodeMail({
  brand,
  locale,
  to,
  code,
  validMinutes,
  portalOrigin,
}: LoginCodeMail): Promise<MailMessage> {
  const texts = LOGIN_CODE_TEXTS[locale]
  const name = oneLine(brand.name)
  const heading = texts.heading(name)
  const expiry = texts.expiry(validMinutes, new URL(portalOrigin).host)
  const contact = [brand.support.phone, brand.support.email].filter((way) => way !== undefined)
  const legal = legalLinks(brand, locale, portalOrigin)
  const html = (
    <MailDocument brand={brand} locale={locale} title={heading} preview={expiry}>
      <h1>{heading}</h1>
      <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
        <tr>
          <td class="code" align="center" bgcolor={brand.colours.light.accentSoft}>
            {code}
          </td>
        </tr>
      </table>
      <p>{expiry}</p>
      <p class="small">{texts.ignore}</p>
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
    `${heading}:`,
    code,
    expiry,
    texts.ignore,
    ...(contact.length > 0 ? [`${texts.help(name)} ${contact.join(' · ')}`] : []),
    ...(legal.length > 0 ? [legal.map(({ label, href }) => `${label}: ${href}`).join('\n')] : []),
  ]
  return {
    sender: { name: oneLine(brand.senderName), email: brand.senderEmail },
    to,
    subject: texts.subject(code, name),
    text: `${paragraphs.join('\n\n')}\n`,
    html: (await html).toString(),
  }
}

/** A brand's name stands in headers: a line break in it would begin another one. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

function legalLinks(brand: Brand, locale: Locale, portalOrigin: string): { label: string; href: string }[] {
  const labels = LOGIN_CODE_TEXTS[locale].legal
  return (['imprint', 'privacy'] as const).flatMap((page) => {
    const target = brand.legal[page]
    if (target === undefined) return []
    return [{ label: labels[page], href: 'url' in target ? target.url : `${portalOrigin}/${page}` }]
  })
}
