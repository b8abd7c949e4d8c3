import { PLAIN_STYLE } from '../http/plain-style.ts'

/** The inbox's own on top of that of every page without a brand. */
export const INBOX_STYLE = `${PLAIN_STYLE}
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
