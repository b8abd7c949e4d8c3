import { type BrandMail, brandMail, oneLine } from './brand-mail.tsx'
import { CHECKOUT_CODE_TEXTS } from './checkout-code-texts.ts'
import { CodeBox } from './code-box.tsx'
import type { MailMessage } from './mailer.ts'

/** `portalOrigin` is that of the checkout: the code works there. */
export interface CheckoutCodeMail extends BrandMail {
  code: string
  validMinutes: number
  /** The address is a customer's already; the link signs them in, where their plan has a portal. */
  account: { link: string | null } | null
}

/** The mail with the code that proves the address of who orders. Only here it is said whether it is known. */
export async function checkoutCodeMail({
  code,
  validMinutes,
  account,
  ...mail
}: CheckoutCodeMail): Promise<MailMessage> {
  const { brand, locale, portalOrigin } = mail
  const texts = CHECKOUT_CODE_TEXTS[locale]
  const name = oneLine(brand.name)
  const heading = texts.heading(name)
  const expiry = texts.expiry(validMinutes, new URL(portalOrigin).host)
  const link = account?.link ?? null
  const known = texts.account(name)
  return brandMail(mail, {
    subject: texts.subject(code, name),
    heading,
    preview: expiry,
    html: (
      <>
        <CodeBox brand={brand} code={code} />
        <p>{expiry}</p>
        {account !== null && <p>{known}</p>}
        {link !== null && (
          <>
            <p>
              {texts.orSignIn}
              <br />
              <a href={link}>
                <b>{texts.signIn(name)}</b>
              </a>
            </p>
            <p class="small">{texts.signInNote}</p>
          </>
        )}
        <p class="small">{texts.ignore}</p>
      </>
    ),
    text: [
      `${heading}:`,
      code,
      expiry,
      ...(account === null ? [] : [known]),
      ...(link === null ? [] : [`${texts.orSignIn}\n${link}`, texts.signInNote]),
      texts.ignore,
    ],
  })
}
