import type { Brand } from '../brand/brand.ts'
import { createFormat } from '../ui/format.ts'
import type { Locale } from '../ui/i18n.ts'
import { MailDocument } from './mail-document.tsx'
import type { MailMessage } from './mailer.ts'
import { PAYMENT_METHOD_MAIL_TEXTS } from './payment-method-mail-texts.ts'

export interface PaymentMethodChangedMail {
  brand: Brand
  locale: Locale
  to: string
  /** A mandate was given, an account for payouts was named, or a mandate was ended. */
  kind: 'debit' | 'payout' | 'ended'
  /** All that the mail says of the number. */
  lastDigits: string
  accountHolder: string | null
  mandate: { reference: string; creditor: string; creditorId: string; wording: readonly string[] } | null
  contractNumbers: readonly string[]
  atMs: number
  portalOrigin: string
}

/** Confirms another account to the customer, so that a stranger's change does not go unnoticed. */
export async function paymentMethodChangedMail(mail: PaymentMethodChangedMail): Promise<MailMessage> {
  const { brand, locale, to, kind, lastDigits, mandate, portalOrigin } = mail
  const texts = PAYMENT_METHOD_MAIL_TEXTS[locale]
  const name = oneLine(brand.name)
  const lead = texts.lead[kind](lastDigits)
  const facts = factsOf(mail)
  const contact = [brand.support.phone, brand.support.email].filter((way) => way !== undefined)
  const legal = (['imprint', 'privacy'] as const).flatMap((page) => {
    const target = brand.legal[page]
    if (target === undefined) return []
    return [{ label: texts.legal[page], href: 'url' in target ? target.url : `${portalOrigin}/${page}` }]
  })
  const html = (
    <MailDocument brand={brand} locale={locale} title={texts.heading[kind]} preview={lead}>
      <h1>{texts.heading[kind]}</h1>
      <p>{lead}</p>
      <p>
        {facts.map(([label, value], index) => (
          <>
            {index > 0 && <br />}
            {label}: <b>{value}</b>
          </>
        ))}
      </p>
      {mandate !== null && (
        <>
          <p class="small">{texts.mandate}:</p>
          {mandate.wording.map((part) => (
            <p class="small">{part}</p>
          ))}
        </>
      )}
      <p>
        <b>{texts.notYou}</b>
        {contact.length > 0 && ` ${texts.contact(name)} ${contact.join(' · ')}`}
      </p>
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
    `${texts.heading[kind]}.`,
    lead,
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    ...(mandate === null ? [] : [`${texts.mandate}:`, ...mandate.wording]),
    [texts.notYou, ...(contact.length > 0 ? [texts.contact(name), contact.join(' · ')] : [])].join(' '),
    ...(legal.length > 0 ? [legal.map(({ label, href }) => `${label}: ${href}`).join('\n')] : []),
  ]
  return {
    sender: { name: oneLine(brand.senderName), email: brand.senderEmail },
    to,
    subject: texts.subject[kind](name),
    text: `${paragraphs.join('\n\n')}\n`,
    html: (await html).toString(),
  }
}

function factsOf({
  locale,
  kind,
  lastDigits,
  accountHolder,
  mandate,
  contractNumbers,
  atMs,
}: PaymentMethodChangedMail): [label: string, value: string][] {
  const { labels, endingIn, at } = PAYMENT_METHOD_MAIL_TEXTS[locale]
  const format = createFormat(locale)
  const facts: [string, string][] = []
  if (accountHolder !== null) facts.push([labels.holder, accountHolder])
  if (kind !== 'ended') facts.push([labels.account, endingIn(lastDigits)])
  if (mandate !== null) {
    facts.push(
      [labels.reference, mandate.reference],
      [labels.creditor, mandate.creditor],
      [labels.creditorId, mandate.creditorId],
    )
  }
  facts.push(
    [labels.contracts, contractNumbers.join(', ')],
    [labels.at, at(format.date(format.day(atMs)), format.time(atMs))],
  )
  return facts
}

/** A brand's name stands in headers: a line break in it would begin another one. */
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
