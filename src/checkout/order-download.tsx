import type { Context } from 'hono'
import { raw } from 'hono/html'
import { type OrderSection, sectionText } from '../mail/order-mail.tsx'
import type { PortalEnv } from '../portal/env.ts'
import type { PageContext } from '../ui/page.ts'

const STYLE = `body{max-width:44rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif;color:#1b1d21;background:#fff}
h1{font-size:1.6rem;line-height:1.2}h2{margin:2.5rem 0 .5rem;font-size:1.2rem}h3{margin:1.25rem 0 0;font-size:1rem}
dl{display:grid;grid-template-columns:minmax(8rem,2fr) 5fr;gap:.4rem 1rem}dt{color:#5c6068}dd{margin:0;white-space:pre-line}
p{margin:.75rem 0;white-space:pre-line}@media (max-width:30rem){dl{grid-template-columns:1fr}dd{margin-bottom:.5rem}}`

/** To be saved (§ 312i (1) no. 4 BGB): one file that needs nothing else, or plain text. */
export async function orderDownload(
  c: Context<PortalEnv>,
  { t, format: { locale } }: Pick<PageContext, 't' | 'format'>,
  seller: string,
  sections: readonly OrderSection[],
): Promise<Response> {
  const title = t('checkoutOrder.sheet.title', { supplier: seller })
  const isText = c.req.query('as') === 'text'
  const name = locale === 'de' ? 'stromvertrag' : 'electricity-contract'
  c.header('Content-Disposition', `attachment; filename="${name}.${isText ? 'txt' : 'html'}"`)
  c.header('Cache-Control', 'private, no-store')
  if (isText) return c.text(`${[title, ...sections.flatMap(sectionText)].join('\n\n')}\n`)
  return c.html(
    <>
      {raw('<!doctype html>')}
      <html lang={locale}>
        <head>
          <meta charset="utf-8" />
          <title>{title}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <style>{raw(STYLE)}</style>
        </head>
        <body>
          <h1>{title}</h1>
          {sections.map((section) => (
            <Section section={section} />
          ))}
        </body>
      </html>
    </>,
  )
}

const Section = ({
  section: { title, rows = [], paragraphs = [], parts = [] },
}: {
  section: OrderSection
}) => (
  <section>
    <h2>{title}</h2>
    {rows.length > 0 && (
      <dl>
        {rows.map(([label, value]) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
    )}
    {paragraphs.map((paragraph) => (
      <p>{paragraph}</p>
    ))}
    {parts.map((part) => (
      <>
        <h3>{part.title}</h3>
        {part.paragraphs.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
      </>
    ))}
  </section>
)
