import { createFormat, type Day } from '../ui/format.ts'
import { type BrandMail, brandMail, oneLine } from './brand-mail.tsx'
import type { MailMessage } from './mailer.ts'
import { START_MAIL_TEXTS } from './start-mail-texts.ts'

export interface StartMail extends BrandMail {
  type: 'consumption' | 'feed_in'
  contractNumber: string
  startOn: Day
  /** The day has gone by. */
  hasBegun: boolean
  /** The day that was named before. */
  insteadOf: Day | null
  /** Street and number, postal code and town. */
  place: readonly [string, string]
  /** Whether the meter is to be read by the customer. */
  wantsReading: boolean
}

/** Names the first day of supply once the market process has settled it, and again when it moves. */
export async function startMail(mail: StartMail): Promise<MailMessage> {
  const { brand, locale, portalOrigin, type, contractNumber, hasBegun, insteadOf, place, wantsReading } = mail
  const texts = START_MAIL_TEXTS[locale]
  const format = createFormat(locale)
  const date = format.date(mail.startOn)
  const brandName = oneLine(brand.name)
  const isMoved = insteadOf !== null
  const heading = (isMoved ? texts.movedHeading : texts.heading)[type]
  const start = (hasBegun ? texts.begun : texts.start)[type](date)
  const paragraphs = [
    isMoved ? `${start} ${texts.insteadOf(format.date(insteadOf))}` : start,
    ...(wantsReading ? [texts.readMeter] : []),
  ]
  const where = [...place, `${texts.contract} ${contractNumber}`]
  const way = wantsReading
    ? { text: texts.readMeterLink, href: `${portalOrigin}/meter-readings` }
    : { text: texts.portal, href: portalOrigin }
  return brandMail(mail, {
    subject: (isMoved ? texts.movedSubject : texts.subject)[type](date, brandName),
    heading,
    preview: start,
    html: (
      <>
        {paragraphs.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
        <p class="small">
          {where.map((line, index) => (
            <>
              {index > 0 && <br />}
              {line}
            </>
          ))}
        </p>
        <p>
          <a href={way.href}>
            <b>{way.text}</b>
          </a>
        </p>
      </>
    ),
    text: [`${heading}.`, ...paragraphs, where.join('\n'), `${way.text}: ${way.href}`],
  })
}
