import type { Brand } from '../brand/brand.ts'
import type { Palette } from '../brand/palette.ts'

/**
 * A mail's style sheet: the brand's colours, light, and dark where the reader's program asks for it. Colours come from
 * a checked palette (`#rrggbb`), so nothing in here can end the sheet. Web fonts and custom properties are left out:
 * few mail programs know them.
 */
export function mailStyle({ colours, radius }: Pick<Brand, 'colours' | 'radius'>): string {
  const { light, dark } = colours
  return [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    'body{margin:0;padding:0;width:100%;-webkit-text-size-adjust:100%}',
    'table{border-collapse:separate;border-spacing:0}',
    '.page{padding:32px 16px}',
    `.card{max-width:480px;border-radius:${radius}px}`,
    '.body{padding:32px;font-family:-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;font-size:16px;line-height:1.5}',
    '.brand{margin:0 0 24px;font-size:15px;font-weight:700}',
    'h1{margin:0 0 20px;font-size:22px;line-height:1.3;font-weight:700}',
    `.code{padding:18px 12px;border-radius:${Math.round((radius * 2) / 3)}px;text-align:center;font-size:36px;line-height:1.2;font-weight:700;letter-spacing:6px;font-family:ui-monospace,Menlo,Consolas,monospace;-webkit-user-select:all;user-select:all}`,
    'h2{margin:36px 0 0;font-size:18px;line-height:1.3;font-weight:700}',
    'h3{margin:20px 0 0;font-size:15px;line-height:1.4;font-weight:700}',
    'p{margin:20px 0 0}',
    '.rows{margin:12px 0 0}',
    '.rows th{width:36%;padding:5px 16px 5px 0;text-align:left;font-weight:400}',
    '.rows td{padding:5px 0;font-size:15px}',
    '.small{font-size:14px}',
    '.preview{display:none;max-height:0;overflow:hidden}',
    scheme(light),
    `@media (prefers-color-scheme:dark){${scheme(dark)}}`,
  ].join('\n')
}

const scheme = ({ paper, raised, line, ink, quiet, accent, accentSoft }: Palette): string =>
  [
    `body,.page{background:${paper}!important}`,
    `.card{background:${raised}!important;border:1px solid ${line}!important}`,
    `.body,h1,h2,h3{color:${ink}!important}`,
    `.brand,a{color:${accent}!important}`,
    `.small{color:${quiet}!important}`,
    `.code{background:${accentSoft}!important;color:${ink}!important}`,
  ].join('')
