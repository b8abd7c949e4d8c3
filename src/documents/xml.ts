/** A finished piece of XML: text is escaped, so that only this file makes markup. */
export interface Xml {
  markup: string
}

type Child = Xml | string | null | readonly Child[]

/** `null` children are left out; so is an element that has none, unless it carries text. */
export function element(name: string, children: Child, attributes: Record<string, string> = {}): Xml | null {
  const inside = markupOf(children)
  if (inside === '') return null
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`)
  return { markup: `<${name}${written.join('')}>${inside}</${name}>` }
}

function markupOf(child: Child): string {
  if (child === null) return ''
  if (typeof child === 'string') return escapeXml(child)
  return 'markup' in child ? child.markup : child.map(markupOf).join('')
}

// XML 1.0 knows no control characters apart from these three, not even escaped.
// oxlint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g

const escapeXml = (text: string): string =>
  text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
