/**
 * Which characters a TrueType font can draw, read from its character map (OpenType `cmap`, formats 4 and 12). A PDF for
 * archives may not hold a character that its font lacks, so each is looked up before it is set.
 */
export function fontCoverage(font: Buffer): (codePoint: number) => boolean {
  const cmap = tableAt(font, 'cmap')
  const records = font.readUInt16BE(cmap + 2)
  let best: { at: number; format: number } | null = null
  for (let index = 0; index < records; index += 1) {
    const at = cmap + font.readUInt32BE(cmap + 4 + index * 8 + 4)
    const format = font.readUInt16BE(at)
    if ((format === 4 || format === 12) && (best === null || format > best.format)) best = { at, format }
  }
  if (best === null) throw new RangeError('The font has no character map of format 4 or 12')
  const ranges = best.format === 12 ? longRanges(font, best.at) : shortRanges(font, best.at)
  return (codePoint) => ranges.some(([first, last]) => codePoint >= first && codePoint <= last)
}

type Range = readonly [first: number, last: number]

function tableAt(font: Buffer, name: string): number {
  const tables = font.readUInt16BE(4)
  for (let index = 0; index < tables; index += 1) {
    const entry = 12 + index * 16
    if (font.toString('latin1', entry, entry + 4) === name) return font.readUInt32BE(entry + 8)
  }
  throw new RangeError(`The font has no table ${name}`)
}

function longRanges(font: Buffer, at: number): Range[] {
  const groups = font.readUInt32BE(at + 12)
  return Array.from({ length: groups }, (_, index) => {
    const group = at + 16 + index * 12
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)] as const
  })
}

/** A segment may leave out characters in its middle: those that its glyph array or its delta leads to glyph 0. */
function shortRanges(font: Buffer, at: number): Range[] {
  const segments = font.readUInt16BE(at + 6) / 2
  const ends = at + 14
  const starts = ends + segments * 2 + 2
  const deltas = starts + segments * 2
  const offsets = deltas + segments * 2
  const ranges: Range[] = []
  for (let index = 0; index < segments; index += 1) {
    const [first, last] = [font.readUInt16BE(starts + index * 2), font.readUInt16BE(ends + index * 2)]
    const delta = font.readUInt16BE(deltas + index * 2)
    const offset = font.readUInt16BE(offsets + index * 2)
    for (let code = first; code <= last && code < 0xff_ff; code += 1) {
      const glyph =
        offset === 0
          ? (code + delta) % 0x1_00_00
          : font.readUInt16BE(offsets + index * 2 + offset + (code - first) * 2)
      if (glyph !== 0) ranges.push([code, code])
    }
  }
  return ranges
}
