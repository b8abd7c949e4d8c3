import type { Child } from 'hono/jsx'
import type { Brand } from '../brand/brand.ts'
import type { Locale } from '../ui/i18n.ts'
import { MailDocument } from './mail-document.tsx'
import type { MailMessage } from './mailer.ts'

/** Whose mail it is, in which language, and for whom. */
export interface BrandMail {
  brand: Brand
  locale: Locale
  to: string
  /** `https://{host}` of the portal that the mail speaks of. */
  portalOrigin: string
}

interface Content {
  subject: string
  heading: string
  /** What a list of mails shows beside the subject. */
  preview: string
  /** What stands between heading and footer. */
  html: Child
  /** The same as text, with its heading. */
  text: readonly string[]
  /** Whether the footer says how to reach the brand; default: it does. */
  offersHelp?: boolean
}

interface FooterTexts {
  help: (brand: string) => string
  imprint: string
  privacy: string
}

const FOOTER_TEXTS: Record<Locale, FooterTexts> = {
  de: {
    help: (brand) => `Fragen? ${brand} hilft Ihnen gern:`,
    imprint: 'Impressum',
    privacy: 'Datenschutz',
  },
  en: {
    help: (brand) => `Questions? ${brand} is glad to help:`,
    imprint: 'Legal notice',
    privacy: 'Privacy',
  },
}

/** What every mail of a brand has: sender, heading, ways to reach the brand, its legal pages; as HTML and as text. */
export async function brandMail(
  { brand, locale, to, portalOrigin }: BrandMail,
  { subject, heading, preview, html, text, offersHelp = true }: Content,
): Promise<MailMessage> {
  const title = oneLine(heading)
  const ways = contactWays(brand)
  const help =
    offersHelp && ways !== null ? `${FOOTER_TEXTS[locale].help(oneLine(brand.name))} ${ways}` : null
  const legal = legalLinks(brand, locale, portalOrigin)
  const document = (
    <MailDocument brand={brand} locale={locale} title={title} preview={preview}>
      <h1>{title}</h1>
      {html}
      {help !== null && <p class="small">{help}</p>}
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
    ...text,
    ...(help === null ? [] : [help]),
    ...(legal.length > 0 ? [legal.map(({ label, href }) => `${label}: ${href}`).join('\n')] : []),
  ]
  return {
    sender: { name: oneLine(brand.senderName), email: brand.senderEmail },
    to,
    subject: oneLine(subject),
    text: `${paragraphs.join('\n\n')}\n`,
    html: (await document).toString(),
  }
}

/** Telephone and address of whoever helps; null where the brand names neither. */
export function contactWays({ support }: Brand): string | null {
  const ways = [support.phone, support.email].filter((way) => way !== undefined)
  return ways.length > 0 ? ways.join(' · ') : null
}

/** What stands in a header has no line break: another header would begin there. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

function legalLinks(brand: Brand, locale: Locale, portalOrigin: string): { label: string; href: string }[] {
  return (['imprint', 'privacy'] as const).flatMap((page) => {
    const target = brand.legal[page]
    if (target === undefined) return []
    const href = 'url' in target ? target.url : `${portalOrigin}/${page}`
    return [{ label: FOOTER_TEXTS[locale][page], href }]
  })
}
