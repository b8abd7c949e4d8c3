import { isAscii, isUtf8 } from 'node:buffer'
import { fileRefused } from './file-refused.ts'

export const CODE_PAGES = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const
export type CodePage = (typeof CODE_PAGES)[number]

/**
 * What text in German is written with in windows-1252 beyond ASCII. Other code pages have other letters at these places (the
 * ü of DOS is no character at all here, its ä a quotation mark), so a byte outside this list means that it is not this one.
 */
const WINDOWS_1252_LETTERS = new Set('ÄÖÜäöüß§°²³µ€´é½\u00a0')

/** The file's code page by its content, or the one that was named; either way every byte must fit it. */
export function recogniseCodePage(content: Buffer, named?: CodePage): CodePage {
  refuseOtherFiles(content)
  const codePage = named ?? guess(content)
  if (codePage === 'utf-8' && !isUtf8(content)) refuseByte(content, firstInvalidUtf8(content), codePage)
  if (codePage === 'windows-1252') checkWindows1252(content, named !== undefined)
  if (codePage.startsWith('utf-16') && content.length % 2 === 1)
    refuseByte(content, content.length - 1, codePage)
  return codePage
}

function guess(content: Buffer): CodePage {
  if (content[0] === 0xff && content[1] === 0xfe) return 'utf-16le'
  if (content[0] === 0xfe && content[1] === 0xff) return 'utf-16be'
  // Digits and separators, of which a load profile consists, have a zero byte in front or behind in UTF-16.
  const head = content.subarray(0, 2000)
  const zeros = [0, 0]
  for (const [index, byte] of head.entries()) if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  if (odd > head.length / 4 && even === 0) return 'utf-16le'
  if (even > head.length / 4 && odd === 0) return 'utf-16be'
  const zero = content.indexOf(0)
  if (zero >= 0) throw fileRefused(`byte ${zero + 1} is zero: this is no text file.`, lineOf(content, zero))
  if (isAscii(content) || isUtf8(content) || hasUtf8Mark(content)) return 'utf-8'
  return 'windows-1252'
}

const hasUtf8Mark = (content: Buffer): boolean =>
  content[0] === 0xef && content[1] === 0xbb && content[2] === 0xbf

function checkWindows1252(content: Buffer, wasNamed: boolean): void {
  const decoder = new TextDecoder('windows-1252')
  const fits = Array.from({ length: 256 }, (_, byte) => {
    if (byte < 0x80) return true
    const letter = decoder.decode(Uint8Array.of(byte))
    // The decoder lets the five unused bytes through as control characters.
    return wasNamed ? letter.codePointAt(0) !== byte || byte > 0x9f : WINDOWS_1252_LETTERS.has(letter)
  })
  for (let index = 0; index < content.length; index += 1) {
    if (fits[content[index] ?? 0] !== true) refuseByte(content, index, 'windows-1252')
  }
}

function refuseByte(content: Buffer, index: number, codePage: CodePage): never {
  const byte = (content[index] ?? 0).toString(16).toUpperCase().padStart(2, '0')
  throw fileRefused(
    `byte ${index + 1} of the file (0x${byte}) does not fit ${codePage}. Save the file as UTF-8, or name its code page with --encoding (${CODE_PAGES.join(', ')}).`,
    lineOf(content, index),
  )
}

function lineOf(content: Buffer, index: number): number {
  let line = 1
  for (let at = content.indexOf(10); at >= 0 && at < index; at = content.indexOf(10, at + 1)) line += 1
  return line
}

/** By halving: a prefix that ends inside a character is completed by at most three bytes. */
function firstInvalidUtf8(content: Buffer): number {
  let [good, bad] = [0, content.length]
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2)
    const isGood = [0, 1, 2, 3].some((more) => isUtf8(content.subarray(0, middle + more)))
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

function refuseOtherFiles(content: Buffer): void {
  const mark = hasUtf8Mark(content) ? 3 : 0
  const start = content.subarray(mark, mark + 1000).toString('latin1')
  const isBlank = start.replace(/^(\u00ff\u00fe|\u00fe\u00ff)/, '').trim() === ''
  if (isBlank && content.length < 1000) throw fileRefused('The file is empty.')
  for (const [isIt, what] of OTHER_FILES) if (isIt(start)) throw fileRefused(what, 1)
}

export const CHUNK_BYTES = 1 << 16

/** The text in pieces, so that a long file is never held a second time. */
export function* textChunks(
  content: Buffer,
  codePage: CodePage,
  from = 0,
  to = content.length,
): Generator<string> {
  const decoder = new TextDecoder(codePage, { fatal: codePage !== 'windows-1252' })
  for (let at = from; at < to; at += CHUNK_BYTES) {
    yield decoder.decode(content.subarray(at, Math.min(at + CHUNK_BYTES, to)), { stream: true })
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}
