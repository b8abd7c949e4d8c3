import { createHash } from 'node:crypto'
import type { Brand, FontName } from './brand.ts'
import { PALETTE_TOKENS, type Palette, type Scheme } from './palette.ts'

/** A brand as a style sheet of custom properties, and a short hash of it for an address that may be cached for ever. */
export interface BrandStyle {
  css: string
  hash: string
}

const FAMILIES: Record<FontName, string> = {
  figtree: '"Figtree Variable", "Figtree Fallback", system-ui, sans-serif',
  'bricolage-grotesque':
    '"Bricolage Grotesque Variable", "Bricolage Grotesque Fallback", system-ui, sans-serif',
  'schibsted-grotesk': '"Schibsted Grotesk Variable", "Schibsted Grotesk Fallback", system-ui, sans-serif',
  system: 'system-ui, sans-serif',
}

/** Schibsted's tabular figures set the decimal point in a figure's width: in its tables they are left proportional. */
const tableFigures = (font: FontName): string =>
  font === 'schibsted-grotesk' ? 'proportional-nums lining-nums' : 'tabular-nums lining-nums'

const property = (token: string): string =>
  `--${token.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`

const schemeBlock = (selector: string, palette: Palette, scheme: Scheme): string =>
  `${selector}{color-scheme:${scheme};${PALETTE_TOKENS.map((token) => `${property(token)}:${palette[token]}`).join(';')}}`

/**
 * Served as `/brand.css?v={hash}` from the portal's own origin, because the content security policy knows no
 * inline style. `data-scheme` on `<html>` is `light`, `dark` or `auto`; without it the brand's default holds.
 */
export function brandStyle(brand: Brand): BrandStyle {
  const { light, dark } = brand.colours
  const byDefault = brand.scheme === 'dark' ? dark : light
  const css = [
    `:root{--font-text:${FAMILIES[brand.font.text]};--font-display:${FAMILIES[brand.font.display]};--display-weight:${brand.font.displayWeight};--table-figures:${tableFigures(brand.font.text)};--radius:${brand.radius}px;--radius-small:${Math.round((brand.radius * 2) / 3)}px}`,
    schemeBlock(':root', byDefault, brand.scheme === 'dark' ? 'dark' : 'light'),
    schemeBlock('[data-scheme=light]', light, 'light'),
    schemeBlock('[data-scheme=dark]', dark, 'dark'),
    `@media (prefers-color-scheme:dark){${schemeBlock('[data-scheme=auto]', dark, 'dark')}}`,
    `@media print{${schemeBlock(':root,[data-scheme]', light, 'light')}}`,
  ].join('\n')
  return { css, hash: createHash('sha256').update(css).digest('base64url').slice(0, 12) }
}
