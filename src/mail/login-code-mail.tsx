import { type BrandMail, brandMail, oneLine } from './brand-mail.tsx'
import { LOGIN_CODE_TEXTS } from './login-code-texts.ts'
import { CodeBox } from './code-box.tsx'
import type { MailMessage } from './mailer.ts'

/** `to` is the address that the customer's data name, not the one that was typed. */
export interface LoginCodeMail extends BrandMail {
  code: string
  validMinutes: number
}

/** The mail with a six-digit code, from the brand. It holds no link to sign in by: there is nothing to click. */
export async function loginCodeMail({ code, validMinutes, ...mail }: LoginCodeMail): Promise<MailMessage> {
  const { brand, locale, portalOrigin } = mail
  const texts = LOGIN_CODE_TEXTS[locale]
  const name = oneLine(brand.name)
  const heading = texts.heading(name)
  const expiry = texts.expiry(validMinutes, new URL(portalOrigin).host)
  return brandMail(mail, {
    subject: texts.subject(code, name),
    heading,
    preview: expiry,
    html: (
      <>
        <CodeBox brand={brand} code={code} />
        <p>{expiry}</p>
        <p class="small">{texts.ignore}</p>
      </>
    ),
    text: [`${heading}:`, code, expiry, texts.ignore],
  })
}
