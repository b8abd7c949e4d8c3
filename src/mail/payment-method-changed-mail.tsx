import { createFormat } from '../ui/format.ts'
import { type BrandMail, brandMail, contactWays, oneLine } from './brand-mail.tsx'
import type { MailMessage } from './mailer.ts'
import { PAYMENT_METHOD_MAIL_TEXTS } from './payment-method-mail-texts.ts'

export interface PaymentMethodChangedMail extends BrandMail {
  /** A mandate was given, an account for payouts was named, or a mandate was ended. */
  kind: 'debit' | 'payout' | 'ended'
  /** All that the mail says of the number. */
  lastDigits: string
  accountHolder: string | null
  mandate: { reference: string; creditor: string; creditorId: string; wording: readonly string[] } | null
  contractNumbers: readonly string[]
  atMs: number
  /** Where money is to be transferred from now on. */
  transferTo: { title: string; rows: readonly Fact[] } | null
}

type Fact = readonly [label: string, value: string]

/** Confirms another account to the customer, so that a stranger's change does not go unnoticed. */
export async function paymentMethodChangedMail(mail: PaymentMethodChangedMail): Promise<MailMessage> {
  const { brand, locale, kind, lastDigits, mandate, transferTo } = mail
  const texts = PAYMENT_METHOD_MAIL_TEXTS[locale]
  const name = oneLine(brand.name)
  const lead = texts.lead[kind](lastDigits)
  const facts = factsOf(mail)
  const ways = contactWays(brand)
  const contact = ways === null ? '' : ` ${texts.contact(name)} ${ways}`
  return brandMail(mail, {
    subject: texts.subject[kind](name),
    heading: texts.heading[kind],
    preview: lead,
    html: (
      <>
        <p>{lead}</p>
        <Facts facts={facts} />
        {transferTo !== null && (
          <>
            <p>{transferTo.title}:</p>
            <Facts facts={transferTo.rows} />
          </>
        )}
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
          {contact}
        </p>
      </>
    ),
    text: [
      `${texts.heading[kind]}.`,
      lead,
      factsText(facts),
      ...(transferTo === null ? [] : [`${transferTo.title}:`, factsText(transferTo.rows)]),
      ...(mandate === null ? [] : [`${texts.mandate}:`, ...mandate.wording]),
      `${texts.notYou}${contact}`,
    ],
    // Said above, where it matters most.
    offersHelp: false,
  })
}

const Facts = ({ facts }: { facts: readonly Fact[] }) => (
  <p>
    {facts.map(([label, value], index) => (
      <>
        {index > 0 && <br />}
        {label}: <b>{value}</b>
      </>
    ))}
  </p>
)

const factsText = (facts: readonly Fact[]): string =>
  facts.map(([label, value]) => `${label}: ${value}`).join('\n')

function factsOf({
  locale,
  kind,
  lastDigits,
  accountHolder,
  mandate,
  contractNumbers,
  atMs,
}: PaymentMethodChangedMail): Fact[] {
  const { labels, endingIn, at } = PAYMENT_METHOD_MAIL_TEXTS[locale]
  const format = createFormat(locale)
  const facts: Fact[] = []
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
