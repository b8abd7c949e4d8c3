/** Pages that belong to no brand, for developers: system font, grey, light or dark as the reader's device is set. */
export const PLAIN_STYLE = `
:root { color-scheme: light dark; --paper: #f6f6f4; --raised: #fff; --ink: #1c1d20; --quiet: #62656c; --line: #dddcd8; --link: #1d56b8 }
@media (prefers-color-scheme: dark) { :root { --paper: #131416; --raised: #1d1f22; --ink: #eceded; --quiet: #a3a7ae; --line: #34373c; --link: #8db4ff } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 54rem; padding: 2rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance }
h2 { margin: 2rem 0 .5rem; font-size: 1rem }
a { color: var(--link) }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
dt { margin-top: .75rem }
dd { margin: 0 0 0 1rem }
.quiet { margin: 0; color: var(--quiet) }
code { font: .92em ui-monospace, Menlo, Consolas, monospace }
`

/** A page that may use what the rules name, in no frame, and sends nothing anywhere. */
export const pageSecurity = (rules: readonly string[]): string =>
  ["default-src 'none'", ...rules, "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'"].join(
    '; ',
  )

/** Of a page with that style and nothing else. */
export const PLAIN_SECURITY = pageSecurity(["style-src 'self'", 'img-src data:'])
