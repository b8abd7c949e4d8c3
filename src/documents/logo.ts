import { XMLParser } from 'fast-xml-parser'

/**
 * Draws a brand's logo at `[x, y]`, `height` points high; answers its width, 0 where it cannot be drawn. The drawing was
 * cleaned when it was saved (brand/svg.ts); shapes, groups, transforms and linear gradients are drawn, masks are not.
 */
export function drawLogo(
  doc: PDFKit.PDFDocument,
  logo: string,
  box: { x: number; y: number; height: number; colour: string },
): number {
  const raster = /^data:image\/(png|jpeg);base64,(.+)$/.exec(logo)
  if (raster) return drawRaster(doc, Buffer.from(raster[2] ?? '', 'base64'), box)
  const svg = logo.startsWith('<svg') ? parse(logo) : undefined
  if (!svg) return 0
  const [left = 0, top = 0, width = 0, height = 0] = viewBox(svg)
  if (width <= 0 || height <= 0) return 0
  const scale = box.height / height
  doc.save()
  doc.transform(scale, 0, 0, scale, box.x - left * scale, box.y - top * scale)
  const gradients = new Map(collect(svg, 'linearGradient').map((found) => [found.attributes['id'], found]))
  drawInside(doc, svg, { gradients, colour: box.colour, fill: '#000000', stroke: 'none' })
  doc.restore()
  return width * scale
}

interface Shape {
  name: string
  attributes: Record<string, string>
  children: Shape[]
}

interface Paint {
  gradients: Map<string | undefined, Shape>
  /** What `currentColor` stands for. */
  colour: string
  fill: string
  stroke: string
}

// A malformed picture must not keep an invoice from being made.
function drawRaster(
  doc: PDFKit.PDFDocument,
  picture: Buffer,
  { x, y, height }: { x: number; y: number; height: number },
): number {
  try {
    doc.image(picture, x, y, { fit: [height * 6, height] })
    return height * 2
  } catch {
    return 0
  }
}

type Raw = Record<string, unknown>

function parse(svg: string): Shape | undefined {
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' })
  return toShapes(parser.parse(svg)).find(({ name }) => name === 'svg')
}

function toShapes(nodes: unknown): Shape[] {
  if (!Array.isArray(nodes)) return []
  return nodes.flatMap((node: Raw) => {
    const name = Object.keys(node).find((key) => key !== ':@')
    if (name === undefined || name === '#text') return []
    const attributes = (node[':@'] ?? {}) as Record<string, string>
    return [{ name, attributes, children: toShapes(node[name]) }]
  })
}

const collect = (shape: Shape, name: string): Shape[] =>
  shape.children.flatMap((child) => (child.name === name ? [child] : collect(child, name)))

function viewBox({ attributes }: Shape): number[] {
  const box = numbers(attributes['viewBox'])
  if (box.length === 4) return box
  return [0, 0, Number.parseFloat(attributes['width'] ?? '0'), Number.parseFloat(attributes['height'] ?? '0')]
}

const numbers = (text = ''): number[] =>
  text
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map(Number)

function drawInside(doc: PDFKit.PDFDocument, shape: Shape, inherited: Paint): void {
  for (const child of shape.children) {
    if (child.name === 'defs' || child.name === 'title') continue
    const { fill, stroke } = child.attributes
    const paint = { ...inherited, fill: fill ?? inherited.fill, stroke: stroke ?? inherited.stroke }
    doc.save()
    for (const [kind, values] of transforms(child.attributes['transform'])) applyTransform(doc, kind, values)
    if (child.name === 'g') drawInside(doc, child, paint)
    else if (trace(doc, child)) finish(doc, child, paint)
    doc.restore()
  }
}

function* transforms(text = ''): Generator<[kind: string, values: number[]]> {
  for (const [, kind = '', values] of text.matchAll(/(\w+)\s*\(([^)]*)\)/g)) yield [kind, numbers(values)]
}

function applyTransform(doc: PDFKit.PDFDocument, kind: string, values: number[]): void {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = values
  if (kind === 'translate') doc.translate(a, b)
  if (kind === 'scale') doc.scale(a, values.length > 1 ? b : a)
  if (kind === 'rotate') doc.rotate(a, { origin: [b, c] })
  if (kind === 'matrix') doc.transform(a, b, c, d, e, f)
}

/** Lays the shape's path. False for what is no shape. */
function trace(doc: PDFKit.PDFDocument, { name, attributes }: Shape): boolean {
  const at = (key: string) => Number.parseFloat(attributes[key] ?? '0') || 0
  if (name === 'path') doc.path(attributes['d'] ?? '')
  else if (name === 'rect') {
    const radius = Math.min(at('rx') || at('ry'), at('width') / 2, at('height') / 2)
    if (radius > 0) doc.roundedRect(at('x'), at('y'), at('width'), at('height'), radius)
    else doc.rect(at('x'), at('y'), at('width'), at('height'))
  } else if (name === 'circle') doc.circle(at('cx'), at('cy'), at('r'))
  else if (name === 'ellipse') doc.ellipse(at('cx'), at('cy'), at('rx'), at('ry'))
  else if (name === 'line') doc.moveTo(at('x1'), at('y1')).lineTo(at('x2'), at('y2'))
  else if (name === 'polygon' || name === 'polyline') {
    const points = numbers(attributes['points'])
    for (let index = 0; index + 1 < points.length; index += 2) {
      const [x = 0, y = 0] = points.slice(index)
      if (index === 0) doc.moveTo(x, y)
      else doc.lineTo(x, y)
    }
    if (name === 'polygon') doc.closePath()
  } else return false
  return true
}

function finish(doc: PDFKit.PDFDocument, { attributes }: Shape, paint: Paint): void {
  const fill = resolve(doc, paint.fill, paint)
  const stroke = resolve(doc, paint.stroke, paint)
  const rule = attributes['fill-rule'] === 'evenodd' ? 'even-odd' : 'non-zero'
  if (stroke !== null) {
    doc.lineWidth(Number.parseFloat(attributes['stroke-width'] ?? '1'))
    doc.lineCap(attributes['stroke-linecap'] ?? 'butt').lineJoin(attributes['stroke-linejoin'] ?? 'miter')
  }
  if (fill !== null && stroke !== null) doc.fillAndStroke(fill, stroke, rule)
  else if (fill !== null) doc.fill(fill, rule)
  else if (stroke !== null) doc.stroke(stroke)
  // A path that is neither filled nor drawn would run on into the next shape.
  else doc.clip()
}

function resolve(doc: PDFKit.PDFDocument, value: string, paint: Paint): PDFKit.Mixins.ColorValue | null {
  if (value === 'none' || value === 'transparent') return null
  if (value === 'currentColor') return paint.colour
  const id = /^url\(#([\w-]+)\)$/.exec(value)?.[1]
  if (id === undefined) return value
  const gradient = paint.gradients.get(id)
  if (!gradient) return paint.colour
  const stops = gradient.children.filter(({ name }) => name === 'stop')
  const first = stops[0]?.attributes['stop-color'] ?? paint.colour
  // Relative to the shape's own box: its first colour stands for it.
  if (gradient.attributes['gradientUnits'] !== 'userSpaceOnUse') return first
  const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = ['x1', 'y1', 'x2', 'y2'].map((key) =>
    Number(gradient.attributes[key]),
  )
  const shade = doc.linearGradient(x1, y1, x2, y2)
  for (const { attributes } of stops) {
    shade.stop(Number.parseFloat(attributes['offset'] ?? '0'), attributes['stop-color'] ?? paint.colour)
  }
  return shade
}
