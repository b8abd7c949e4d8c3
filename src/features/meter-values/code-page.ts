import { isAscii, isUtf8 } from 'node:buffer'
import { type FileBytes, pieces } from './file-bytes.ts'
import { fileRefused } from './file-refused.ts'

export const CODE_PAGES = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type CodePage = (typeof CODE_PAGES)[number]

/**
 * What text in German is written with in windows-1252 beyond ASCII. Other code pages have other letters at these places (the
 * ü of DOS is no character at all here, its ä a quotation mark), so a byte outside this list means that it is not this one.
 */
const WINDOWS_1252_LETTERS = new Set('ÄÖÜäöüß§°²³µ€´é½\u00a0')

/** The file's code page by its content, or the one that was named; either way every byte must fit it. */
export function recogniseCodePage(file: FileBytes, named?: CodePage): CodePage {
  refuseOtherFiles(file)
  const invalid = () => firstInvalidUtf8(file)
  const codePage = named ?? guess(file, invalid)
  if (codePage === 'utf-8') refuseByte(file, invalid(), codePage)
  if (codePage === 'windows-1252') refuseByte(file, firstOutside1252(file, named !== undefined), codePage)
  if (codePage.startsWith('utf-16') && file.length % 2 === 1) refuseByte(file, file.length - 1, codePage)
  return codePage
}

function guess(file: FileBytes, firstInvalid: () => number | undefined): CodePage {
  const head = file.read(0, Math.min(2000, file.length))
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be'
  // Digits and separators, of which a load profile consists, have a zero byte in front or behind in UTF-16.
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 4 && even === 0) return 'utf-16le'
  if (even > head.length / 4 && odd === 0) return 'utf-16be'
  for (const [piece, at] of pieces(file)) {
    const zero = piece.indexOf(0)
    if (zero < 0) continue
    throw fileRefused(`byte ${at + zero + 1} is zero: this is no text file.`, lineOf(file, at + zero))
  }
  return hasUtf8Mark(head) || firstInvalid() === undefined ? 'utf-8' : 'windows-1252'
}

const hasUtf8Mark = (head: Buffer): boolean => head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf

function firstOutside1252(file: FileBytes, wasNamed: boolean): number | undefined {
  const decoder = new TextDecoder('windows-1252')
  const fits = Array.from({ length: 256 }, (_, byte) => {
    if (byte < 0x80) return true
    const letter = decoder.decode(Uint8Array.of(byte))
    // The decoder lets the five unused bytes through as control characters.
    return wasNamed ? letter.codePointAt(0) !== byte || byte > 0x9f : WINDOWS_1252_LETTERS.has(letter)
  })
  for (const [piece, at] of pieces(file)) {
    if (isAscii(piece)) continue
    const index = piece.findIndex((byte) => fits[byte] !== true)
    if (index >= 0) return at + index
  }
  return undefined
}

function refuseByte(file: FileBytes, index: number | undefined, codePage: CodePage): void {
  if (index === undefined) return
  const byte = (file.read(index, index + 1)[0] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  throw fileRefused(
    `byte ${index + 1} of the file (0x${byte}) does not fit ${codePage}. Save the file as UTF-8, or name its code page with --encoding (${CODE_PAGES.join(', ')}).`,
    lineOf(file, index),
  )
}

function lineOf(file: FileBytes, index: number): number {
  let line = 1
  for (const [piece] of pieces(file, 0, index))
    for (let at = piece.indexOf(10); at >= 0; at = piece.indexOf(10, at + 1)) line += 1
  return line
}

/** A character that the end of a piece cuts is judged with the next piece. */
function firstInvalidUtf8(file: FileBytes): number | undefined {
  let cut = Buffer.alloc(0)
  for (const [piece, at] of pieces(file)) {
    if (cut.length === 0 && isAscii(piece)) continue
    const from = at - cut.length
    const text = cut.length === 0 ? piece : Buffer.concat([cut, piece])
    const whole = [0, 1, 2, 3].find((less) => isUtf8(text.subarray(0, text.length - less)))
    const isLast = at + piece.length === file.length
    if (whole === undefined || (isLast && whole > 0)) return from + firstInvalidWithin(text)
    cut = Buffer.from(text.subarray(text.length - whole))
  }
  return undefined
}

/** By halving: a prefix that ends inside a character is completed by at most three bytes. */
function firstInvalidWithin(text: Buffer): number {
  let [good, bad] = [0, text.length]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    const isGood = [0, 1, 2, 3].some((more) => isUtf8(text.subarray(0, middle + more)))
    if (isGood) good = middle
    else bad = middle
  }
  return good
}

const OTHER_FILES: readonly (readonly [isIt: (start: string) => boolean, what: string])[] = [
  [
    (start) => start.startsWith('PK\u0003\u0004'),
    'This is an Excel workbook or another ZIP file: save the table as CSV.',
  ],
  [
    (start) => start.startsWith('\u00d0\u00cf\u0011\u00e0'),
    'This is an old Excel workbook: save the table as CSV.',
  ],
  [(start) => start.startsWith('\u001f\u008b'), 'This is a compressed file: unpack it first.'],
  [(start) => start.startsWith('%PDF'), 'This is a PDF, not a table.'],
  [
    (start) => /^\s*<(!doctype html|html|head|body)/i.test(start),
    'This is an HTML page, not a table: a portal may have answered with its login page.',
  ],
  [(start) => /^\s*<(\?xml|[a-z])/i.test(start), 'This is an XML document, not a table.'],
]

function refuseOtherFiles(file: FileBytes): void {
  const head = file.read(0, Math.min(1000, file.length))
  const start = head.subarray(hasUtf8Mark(head) ? 3 : 0).toString('latin1')
  const isBlank = start.replace(/^(\u00ff\u00fe|\u00fe\u00ff)/, '').trim() === ''
  if (isBlank && file.length < 1000) throw fileRefused('The file is empty.')
  for (const [isIt, what] of OTHER_FILES) if (isIt(start)) throw fileRefused(what, 1)
}

/** The text in pieces, which may end anywhere but within a character. */
export function* textOf(
  file: FileBytes,
  codePage: CodePage,
  from = 0,
  to = file.length,
): Generator<[text: string, done: number]> {
  const decoder = new TextDecoder(codePage)
  for (const [piece, at] of pieces(file, from, to)) {
    yield [decoder.decode(piece, { stream: true }), at + piece.length]
  }
  const rest = decoder.decode()
  if (rest !== '') yield [rest, to]
}
