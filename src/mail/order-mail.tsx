import { createFormat, type Day } from '../ui/format.ts'
import { type BrandMail, brandMail, oneLine } from './brand-mail.tsx'
import type { MailMessage } from './mailer.ts'
import { ORDER_MAIL_TEXTS } from './order-mail-texts.ts'

/** A piece of what was agreed; lines of a value are told apart by line breaks. */
export interface OrderSection {
  title: string
  rows?: readonly (readonly [label: string, value: string])[]
  paragraphs?: readonly string[]
  parts?: readonly { title: string; paragraphs: readonly string[] }[]
}

export interface OrderMail extends BrandMail {
  name: string
  number: string
  type: 'consumption' | 'feed_in'
  startOn: Day
  earlySupply: boolean
  /** Summary, mandate, withdrawal notice, terms: all that must reach the customer on a durable medium (§ 312f (2) BGB). */
  sections: readonly OrderSection[]
  /** Whether there is a portal to go to. */
  hasPortal: boolean
}

/** Confirms an order at once (§ 312i (1) no. 3 BGB), with everything that was agreed. */
export async function orderMail({
  name,
  number,
  type,
  startOn,
  earlySupply,
  sections,
  hasPortal,
  ...mail
}: OrderMail): Promise<MailMessage> {
  const { brand, locale, portalOrigin } = mail
  const texts = ORDER_MAIL_TEXTS[locale]
  const date = createFormat(locale).date(startOn)
  const brandName = oneLine(brand.name)
  const paragraphs = [
    texts.lead(oneLine(name), brandName),
    type === 'feed_in' ? texts.startFeedIn(date) : texts.start(date),
    ...(earlySupply ? [texts.early] : []),
    texts.keep,
  ]
  return brandMail(mail, {
    subject: texts.subject(brandName, number),
    heading: texts.heading,
    preview: paragraphs[1] ?? '',
    html: (
      <>
        {paragraphs.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        {hasPortal && (
          <p>
            <a href={portalOrigin}>
              <b>{texts.portal}</b>
            </a>
          </p>
        )}
        {sections.map((section) => (
          <Section section={section} />
        ))}
      </>
    ),
    text: [
      `${texts.heading}.`,
      ...paragraphs,
      ...(hasPortal ? [`${texts.portal}: ${portalOrigin}`] : []),
      ...sections.flatMap(sectionText),
    ],
  })
}

const Section = ({
  section: { title, rows = [], paragraphs = [], parts = [] },
}: {
  section: OrderSection
}) => (
  <>
    <h2>{title}</h2>
    {rows.length > 0 && (
      <table class="rows" width="100%" cellpadding="0" cellspacing="0" border={0}>
        {rows.map(([label, value]) => (
          <tr>
            <th class="small" scope="row" align="left" valign="top">
              {label}
            </th>
            <td valign="top">
              <Lines text={value} />
            </td>
          </tr>
        ))}
      </table>
    )}
    {paragraphs.map((paragraph) => (
      <p class="small">
        <Lines text={paragraph} />
      </p>
    ))}
    {parts.map((part) => (
      <>
        <h3>{part.title}</h3>
        {part.paragraphs.map((paragraph) => (
          <p class="small">{paragraph}</p>
        ))}
      </>
    ))}
  </>
)

const Lines = ({ text }: { text: string }) => (
  <>
    {text.split('\n').map((line, index) => (
      <>
        {index > 0 && <br />}
        {line}
      </>
    ))}
  </>
)

/** A section as plain text, paragraph by paragraph. */
export function sectionText({ title, rows = [], paragraphs = [], parts = [] }: OrderSection): string[] {
  return [
    `${title}\n${'='.repeat(title.length)}`,
    ...(rows.length > 0
      ? [rows.map(([label, value]) => `${label}: ${value.replaceAll('\n', ', ')}`).join('\n')]
      : []),
    ...paragraphs,
    ...parts.flatMap((part) => [`${part.title}\n${'-'.repeat(part.title.length)}`, ...part.paragraphs]),
  ]
}
