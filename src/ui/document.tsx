import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { Brand } from '../brand/brand.ts'
import type { PageContext } from './page.ts'

/** Fonts that are worth fetching before the style sheet asks for them. */
const FONT_FILES: Partial<Record<Brand['font']['text'], string>> = {
  figtree: 'figtree-latin-wght-normal.woff2',
  'bricolage-grotesque': 'bricolage-grotesque-latin-wght-normal.woff2',
  'schibsted-grotesk': 'schibsted-grotesk-latin-wght-normal.woff2',
}

const ThemeColour = ({ page }: { page: PageContext }) => {
  const { light, dark } = page.brand.colours
  if (page.scheme !== 'auto')
    return <meta name="theme-color" content={page.scheme === 'dark' ? dark.paper : light.paper} />
  return (
    <>
      <meta name="theme-color" media="(prefers-color-scheme: light)" content={light.paper} />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content={dark.paper} />
    </>
  )
}

export interface DocumentProps {
  page: PageContext
  title: string
  /** Islands by name, `chart` for `chart.js`; the page works without them. */
  islands?: readonly string[] | undefined
  bodyClass: string
  children?: Child
}

/** The HTML document around every page of a portal. No inline script, no inline style: the policy forbids both. */
export const Document = ({ page, title, islands = [], bodyClass, children }: DocumentProps) => {
  const { brand, assets } = page
  const fonts = [...new Set([brand.font.text, brand.font.display])].flatMap((name) => {
    const url = assets.find(FONT_FILES[name] ?? '')
    return url === null ? [] : [url]
  })
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={page.format.locale} data-scheme={page.scheme}>
        <head>
          <meta charset="utf-8" />
          <title>{`${title} · ${brand.name}`}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
          <meta name="color-scheme" content={page.scheme === 'auto' ? 'light dark' : page.scheme} />
          <meta name="robots" content="noindex" />
          <meta name="format-detection" content="telephone=no, date=no, address=no, email=no" />
          <ThemeColour page={page} />
          {fonts.map((url) => (
            <link rel="preload" as="font" type="font/woff2" href={url} crossorigin="anonymous" />
          ))}
          <link rel="stylesheet" href={assets.url('styles.css')} />
          <link rel="stylesheet" href={page.brandStyleUrl} />
          {(brand.favicon ?? brand.logo) !== null && <link rel="icon" href="/brand/favicon" />}
          {islands.map((name) => (
            <script type="module" src={assets.url(`${name}.js`)}></script>
          ))}
        </head>
        <body class={bodyClass}>{children}</body>
      </html>
    </>
  )
}
