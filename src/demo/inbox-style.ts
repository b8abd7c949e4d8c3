/** The inbox belongs to no brand: system font, grey, light or dark as the reader's device is set. */
export const INBOX_STYLE = `
:root { color-scheme: light dark; --paper: #f6f6f4; --raised: #fff; --ink: #1c1d20; --quiet: #62656c; --line: #dddcd8; --link: #1d56b8 }
@media (prefers-color-scheme: dark) { :root { --paper: #131416; --raised: #1d1f22; --ink: #eceded; --quiet: #a3a7ae; --line: #34373c; --link: #8db4ff } }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 54rem; padding: 2rem 1rem 4rem; background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere }
h1 { margin: 0 0 .25rem; font-size: 1.5rem; line-height: 1.25; text-wrap: balance }
h2 { margin: 2rem 0 .5rem; font-size: 1rem }
a { color: var(--link) }
a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.quiet { margin: 0; color: var(--quiet) }
ol { margin: 1.5rem 0 0; padding: 0; list-style: none; background: var(--raised); border: 1px solid var(--line); border-radius: .75rem; overflow: hidden }
li + li { border-top: 1px solid var(--line) }
li a { display: grid; gap: 0 1rem; padding: .85rem 1.1rem; color: inherit; text-decoration: none }
li a:hover strong, li a:focus-visible strong { text-decoration: underline }
li a:focus-visible { outline-offset: -2px; border-radius: .75rem }
li .quiet { font-size: .9rem } li time { color: var(--quiet); font-size: .9rem; font-variant-numeric: tabular-nums }
@media (min-width: 40rem) { li a { grid-template-columns: 1fr auto } li time { grid-row: 1; grid-column: 2 } }
.empty { margin-top: 1.5rem; padding: 2rem 1.1rem; text-align: center; border: 1px dashed var(--line); border-radius: .75rem }
dl { display: grid; grid-template-columns: auto 1fr; gap: .1rem 1rem; margin: 1rem 0 0 } dt { color: var(--quiet) } dd { margin: 0 }
pre { margin: 0; padding: 1.1rem; background: var(--raised); border: 1px solid var(--line); border-radius: .75rem; font: .95rem/1.5 ui-monospace, Menlo, Consolas, monospace; white-space: pre-wrap }
iframe { display: block; width: 100%; height: 38rem; background: #fff; border: 1px solid var(--line); border-radius: .75rem }
`
