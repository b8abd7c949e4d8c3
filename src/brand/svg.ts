/**
 * Cleans an SVG that an operator uploads, by allow-list: it is read tag by tag and written anew, so nothing
 * that is not named below can come through: no script, no handler, no style, no reference to anything
 * outside the drawing. Returns null when it is not one well-formed `<svg>` with something to draw.
 */
export function sanitizeSvg(source: string): string | null {
  const text = source
    .replace(/<\?xml[^>]*\?>/gi, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<!doctype[^>[]*>/gi, '')
    .trim()
  if (!/^<svg[\s>]/.test(text)) return null
  const open: { name: string; kept: boolean }[] = []
  let out = ''
  let shapes = 0
  let position = 0
  let dropping = 0
  for (const match of text.matchAll(TAG)) {
    const between = text.slice(position, match.index)
    if (between.includes('<')) return null
    if (dropping === 0 && open.at(-1)?.name === 'title') out += escapeText(between)
    position = match.index + match[0].length
    const [, closing, name = '', attributes = '', selfClosing] = match
    if (closing) {
      const element = open.pop()
      if (element?.name !== name) return null
      if (element.kept) out += dropping === 0 ? `</${name}>` : ''
      else dropping -= 1
      continue
    }
    if (open.length === 0 && out !== '') return null
    const kept = ELEMENTS.has(name)
    if (kept && dropping === 0) {
      if (SHAPES.has(name)) shapes += 1
      out += `<${name}${cleanAttributes(name, attributes)}${selfClosing ? '/>' : '>'}`
    }
    if (selfClosing) continue
    if (!kept) dropping += 1
    open.push({ name, kept })
  }
  if (open.length > 0 || text.slice(position).trim() !== '' || shapes === 0) return null
  return out
}

const TAG = /<(\/)?([A-Za-z][A-Za-z0-9:-]*)((?:\s+[A-Za-z_:][-\w:.]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/)?>/g
const ATTRIBUTE = /([A-Za-z_:][-\w:.]*)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g

const SHAPES = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon'])
const ELEMENTS = new Set([
  ...SHAPES,
  'svg', 'g', 'defs', 'title', 'linearGradient', 'radialGradient', 'stop', 'clipPath', 'mask',
]) // prettier-ignore
const ATTRIBUTES = new Set(
  `viewBox width height preserveAspectRatio x y x1 y1 x2 y2 cx cy r rx ry fx fy d points transform id
   fill fill-opacity fill-rule clip-rule clip-path mask opacity stroke stroke-width stroke-linecap stroke-linejoin
   stroke-miterlimit stroke-dasharray stroke-dashoffset stroke-opacity stop-color stop-opacity offset
   gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits vector-effect`.split(
    /\s+/,
  ),
)
/** A value may point inside the drawing, `url(#id)`, and nowhere else. */
const LOCAL_REFERENCE = /^url\(#[\w-]+\)$/
const PLAIN_VALUE = /^[\w\s#%.,()+-]*$/

function cleanAttributes(element: string, attributes: string): string {
  let out = element === 'svg' ? ' xmlns="http://www.w3.org/2000/svg"' : ''
  for (const [, name = '', double, single] of attributes.matchAll(ATTRIBUTE)) {
    const value = (double ?? single ?? '').trim()
    if (!ATTRIBUTES.has(name)) continue
    const safe = /url/i.test(value) ? LOCAL_REFERENCE.test(value) : PLAIN_VALUE.test(value)
    if (safe) out += ` ${name}="${value}"`
  }
  return out
}

const escapeText = (text: string): string =>
  text.replace(/&(?!(?:amp|lt|gt|quot|#\d+);)/g, '&amp;').replace(/>/g, '&gt;')
