/** One segment of an EDIFACT interchange (ISO 9735), its release characters already taken out. */
export interface Segment {
  tag: string
  /** `elements[element][component]`, without the tag. */
  elements: readonly (readonly string[])[]
  /** Counted from 1 in the interchange; UNA, which is not a segment, does not count. */
  number: number
  /** Of the file, counted from 1: many interchanges are one long line, so an error names the segment as well. */
  line: number
  /** Characters before it; in the market's UNOC (ISO 8859-1) these are bytes. */
  offset: number
}

/** What makes the whole interchange unreadable, as against a part of it that is merely not taken. */
export class EdifactFault extends Error {
  override readonly name = 'EdifactFault'
  readonly line: number

  constructor(line: number, message: string) {
    super(message)
    this.line = line
  }
}

interface ServiceCharacters {
  component: number
  element: number
  /** -1 where UNA declares none. */
  release: number
  terminator: number
}

const NEWLINE = 10
const RETURN = 13
const SPACE = 32
const TAB = 9

/** True for text that begins like an interchange, behind blanks or a byte order mark, which ISO 8859-1 reads as three letters. */
export const isEdifact = (text: string): boolean =>
  /^(?:\uFEFF|\u00EF\u00BB\u00BF)?\s*UN[AB][^A-Za-z0-9]/.test(text.slice(0, 1000))

/** A component of a segment, empty where the segment is shorter. */
export const componentOf = (segment: Segment, element: number, component = 0): string =>
  segment.elements[element]?.[component] ?? ''

/**
 * The segments one by one, so that a file of a million values never stands in memory as tokens. Blanks and line breaks
 * between segments are passed over; inside a segment they are data.
 * @throws EdifactFault for text that is not EDIFACT and for a file that ends within a segment.
 */
export function* segmentsOf(text: string): Generator<Segment> {
  if (!isEdifact(text)) {
    throw new EdifactFault(1, 'This is not EDIFACT: an interchange begins with UNA or UNB.')
  }
  let at = text.search(/UN[AB]/)
  let line = 1
  for (let index = 0; index < at; index += 1) if (text.charCodeAt(index) === NEWLINE) line += 1
  const service = serviceCharacters(text, at, line)
  if (text.startsWith('UNA', at)) at += 9
  const { component, element, release, terminator } = service
  const end = text.length
  let number = 0
  for (;;) {
    for (; at < end; at += 1) {
      const code = text.charCodeAt(at)
      if (code === NEWLINE) line += 1
      else if (code !== RETURN && code !== SPACE && code !== TAB) break
    }
    if (at >= end) return

    number += 1
    const segment = { tag: '', elements: [] as string[][], number, line, offset: at }
    let components: string[] | undefined
    let from = at
    let isReleased = false
    for (; ; at += 1) {
      if (at >= end) {
        const what = segment.tag === '' ? `segment ${number}` : `segment ${number} (${segment.tag})`
        throw new EdifactFault(segment.line, `The file breaks off within ${what}: it is incomplete.`)
      }
      const code = text.charCodeAt(at)
      if (code === release) {
        isReleased = true
        at += 1
        if (text.charCodeAt(at) === NEWLINE) line += 1
      } else if (code === component || code === element || code === terminator) {
        const piece = text.slice(from, at)
        from = at + 1
        if (components === undefined) {
          segment.tag = checkTag(piece, code === component, segment)
        } else {
          components.push(isReleased ? withoutRelease(piece, release) : piece)
          isReleased = false
        }
        if (code === element) {
          components = []
          segment.elements.push(components)
        } else if (code === terminator) {
          at += 1
          break
        }
      } else if (code === NEWLINE) {
        line += 1
      }
    }
    yield segment
  }
}

/** UNA names the separators; without it they are `:+?'`. The decimal mark it names is not relied on: senders do not. */
function serviceCharacters(text: string, at: number, line: number): ServiceCharacters {
  const [component = '', element = '', , release = '', , terminator = ''] = text.startsWith('UNA', at)
    ? text.slice(at + 3, at + 9)
    : ":+.? '"
  const separators = [component, element, terminator, ...(release === ' ' ? [] : [release])]
  if (
    new Set(separators).size !== separators.length ||
    separators.some((mark) => !/^[^\sA-Za-z0-9]$/.test(mark))
  ) {
    throw new EdifactFault(line, 'UNA does not name four different separators.')
  }
  return {
    component: component.charCodeAt(0),
    element: element.charCodeAt(0),
    release: release === ' ' ? -1 : release.charCodeAt(0),
    terminator: terminator.charCodeAt(0),
  }
}

function checkTag(tag: string, isNested: boolean, { number, line, offset }: Segment): string {
  if (/^[A-Z]{3}$/.test(tag) && !isNested) return tag
  const shown = tag.length > 20 ? `${tag.slice(0, 20)}…` : tag
  throw new EdifactFault(
    line,
    `Segment ${number} (character ${offset + 1}) begins with ${JSON.stringify(shown)}, not with a tag of three letters.`,
  )
}

function withoutRelease(piece: string, release: number): string {
  let result = ''
  let from = 0
  for (let at = 0; at < piece.length; at += 1) {
    if (piece.charCodeAt(at) !== release) continue
    result += piece.slice(from, at)
    // What follows is taken as it is, a release character too.
    at += 1
    from = at
  }
  return result + piece.slice(from)
}
