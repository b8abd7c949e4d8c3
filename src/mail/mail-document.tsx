import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Brand } from '../brand/brand.ts'
import type { Locale } from '../ui/i18n.ts'
import { mailStyle } from './mail-style.ts'

export interface MailDocumentProps {
  brand: Brand
  locale: Locale
  title: string
  /** What a list of mails shows beside the subject. */
  preview: string
  children?: Child
}

/**
 * The HTML around every mail: one card of tables, because some programs lay out nothing else, and `bgcolor` beside the
 * style sheet for those that drop it. No picture and nothing from elsewhere: opening the mail tells nobody.
 */
export const MailDocument = ({ brand, locale, title, preview, children }: MailDocumentProps) => {
  const { paper, raised } = brand.colours.light
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={locale}>
        <head>
          <meta charset="utf-8" />
          <title>{title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="supported-color-schemes" content="light dark" />
          <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
          <style>{raw(mailStyle(brand))}</style>
        </head>
        <body bgcolor={paper}>
          <div class="preview">{preview}</div>
          <table role="presentation" width="100%" cellpadding="0" cellspacing="0" border={0}>
            <tr>
              <td class="page" align="center" bgcolor={paper}>
                <table
                  role="presentation"
                  class="card"
                  width="100%"
                  cellpadding="0"
                  cellspacing="0"
                  border={0}
                  bgcolor={raised}
                >
                  <tr>
                    <td class="body" align="left">
                      <p class="brand">{brand.name}</p>
                      {children}
                    </td>
                  </tr>
                </table>
              </td>
            </tr>
          </table>
        </body>
      </html>
    </>
  )
}
