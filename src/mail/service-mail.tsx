import type { Locale } from '../ui/i18n.ts'
import { type BrandMail, brandMail, oneLine } from './brand-mail.tsx'
import type { MailMessage } from './mailer.ts'

interface ServiceMailTexts {
  subject: Record<'consumption' | 'feed_in', (zip: string, brand: string) => string>
  lead: Record<'consumption' | 'feed_in', (zip: string, brand: string) => string>
  once: string
  quote: string
}

const TEXTS: Record<Locale, ServiceMailTexts> = {
  de: {
    subject: {
      consumption: (zip, brand) => `${brand} liefert jetzt in ${zip}`,
      feed_in: (zip, brand) => `${brand} vergütet jetzt Strom in ${zip}`,
    },
    lead: {
      consumption: (zip, brand) =>
        `Sie wollten es wissen: Ab jetzt können Sie auch in ${zip} Strom von ${brand} bekommen.`,
      feed_in: (zip, brand) =>
        `Sie wollten es wissen: Ab jetzt vergütet ${brand} auch in ${zip} Strom, den Sie einspeisen.`,
    },
    once: 'Um diese eine E-Mail hatten Sie uns gebeten. Ihre Adresse ist damit bei uns gelöscht.',
    quote: 'Angebot berechnen',
  },
  en: {
    subject: {
      consumption: (zip, brand) => `${brand} now supplies ${zip}`,
      feed_in: (zip, brand) => `${brand} now pays for electricity in ${zip}`,
    },
    lead: {
      consumption: (zip, brand) =>
        `You wanted to know: from now on you can get electricity from ${brand} at ${zip} too.`,
      feed_in: (zip, brand) =>
        `You wanted to know: from now on ${brand} also pays for electricity that is fed in at ${zip}.`,
    },
    once: 'You had asked us for this one e-mail. We have now deleted your address.',
    quote: 'Get a quote',
  },
}

export interface ServiceMail extends BrandMail {
  type: 'consumption' | 'feed_in'
  zip: string
  /** The checkout, with the postal code filled in. */
  quoteUrl: string
}

/** Tells who asked for it, once, that their postal code is served. */
export async function serviceMail(mail: ServiceMail): Promise<MailMessage> {
  const { brand, locale, type, zip, quoteUrl } = mail
  const texts = TEXTS[locale]
  const brandName = oneLine(brand.name)
  const lead = texts.lead[type](zip, brandName)
  const subject = texts.subject[type](zip, brandName)
  return brandMail(mail, {
    subject,
    heading: subject,
    preview: lead,
    html: (
      <>
        <p>{lead}</p>
        <p>
          <a href={quoteUrl}>
            <b>{texts.quote}</b>
          </a>
        </p>
        <p class="small">{texts.once}</p>
      </>
    ),
    text: [subject, lead, `${texts.quote}: ${quoteUrl}`, texts.once],
  })
}
