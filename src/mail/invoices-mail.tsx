import { createFormat, type Day, type Format } from '../ui/format.ts'
import { periodName } from '../ui/period-name.ts'
import { type BrandMail, brandMail, oneLine } from './brand-mail.tsx'
import { INVOICES_MAIL_TEXTS } from './invoices-mail-texts.ts'
import type { MailMessage } from './mailer.ts'

export type BillKind = 'usage' | 'final' | 'prepayment' | 'feedIn' | 'void'
/** What becomes of the amount: it is collected, to be transferred, or paid out, where the account is known; or nothing does. */
export type BillState = 'debit' | 'transfer' | 'payout' | 'payoutAsk' | 'settled'

export interface MailedInvoice {
  number: string
  /** The number of the invoice that this one cancels, or of the cancelled one that it stands in for. */
  concerns: string | null
  kind: BillKind
  state: BillState
  periodStart: Day
  periodEnd: Day
  /** Negative for a credit. */
  totalCents: number
  dueOn: Day | null
  /** Where the customer finds it. */
  href: string
}

export interface InvoicesMail extends BrandMail {
  contractNumber: string
  /** At least one, in the order of their numbers. */
  invoices: readonly [MailedInvoice, ...MailedInvoice[]]
}

/** Tells a customer of new invoices of a contract: what each comes to, what becomes of it, and where it is. */
export async function invoicesMail(mail: InvoicesMail): Promise<MailMessage> {
  const { brand, locale, contractNumber, invoices } = mail
  const texts = INVOICES_MAIL_TEXTS[locale]
  const brandName = oneLine(brand.name)
  const format = createFormat(locale)
  const shown = invoices.map((invoice) => ({
    href: invoice.href,
    title: texts.title[invoice.kind](periodOf(mail, format, invoice)),
    state: stateOf(mail, format, invoice),
    about: [
      texts.about(invoice.number, contractNumber, format.span(invoice.periodStart, invoice.periodEnd)),
      ...(invoice.concerns === null
        ? []
        : [texts[invoice.kind === 'void' ? 'cancels' : 'replaces'](invoice.concerns)]),
    ].join('. '),
  }))
  const [first] = shown
  const only = shown.length === 1 ? first : undefined
  return brandMail(mail, {
    subject: only ? texts.subject(only.title, brandName) : texts.severalSubject(brandName),
    heading: only?.title ?? texts.several(contractNumber),
    preview: first?.state ?? '',
    html: shown.map(({ href, title, state, about }) => (
      <>
        {!only && <h2>{title}</h2>}
        <p>{state}</p>
        <p class="small">{about}</p>
        <p>
          <a href={href}>
            <b>{texts.open}</b>
          </a>
        </p>
      </>
    )),
    text: [
      only?.title ?? texts.several(contractNumber),
      ...shown.map(({ href, title, state, about }) =>
        [...(only ? [] : [title]), state, about, href].join('\n'),
      ),
    ],
  })
}

/** "November 2026", or "den Zeitraum 3.–17. November 2026". */
function periodOf({ locale }: InvoicesMail, format: Format, invoice: MailedInvoice): string {
  const name = periodName(format, invoice)
  return name === format.month(invoice.periodStart) ? name : INVOICES_MAIL_TEXTS[locale].span(name)
}

const stateOf = ({ locale }: InvoicesMail, format: Format, { state, totalCents, dueOn }: MailedInvoice) =>
  INVOICES_MAIL_TEXTS[locale].state[state](
    format.eur(Math.abs(totalCents)),
    dueOn === null ? '' : format.date(dueOn),
  )
