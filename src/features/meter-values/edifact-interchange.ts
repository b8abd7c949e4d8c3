import { componentOf, EdifactFault, type Segment, segmentsOf } from './edifact.ts'

/** The character sets whose letters and digits are where ISO 8859-1 has them; the market uses UNOC. */
const SYNTAXES = new Set(['UNOA', 'UNOB', 'UNOC'])

/**
 * The segments of the one interchange that a file holds, its envelope checked on the way: what was cut off, lost or
 * doubled in transit shows in the counts and references of UNT and UNZ. Whoever reads must not keep anything before the
 * last segment has come without a fault.
 * @throws EdifactFault
 */
export function* interchangeSegments(text: string): Generator<Segment> {
  let interchange: Segment | undefined
  let message: Segment | undefined
  let messages = 0
  let end: Segment | undefined
  let last = 1
  for (const segment of segmentsOf(text)) {
    const { tag, number } = segment
    last = segment.line
    if (end) fail(segment, 'There is something after UNZ; a file holds one interchange.')
    if (!interchange) {
      if (tag !== 'UNB') fail(segment, 'An interchange begins with UNB.')
      const syntax = componentOf(segment, 0)
      if (!SYNTAXES.has(syntax))
        fail(segment, `The character set ${syntax || '(none)'} is not read; the market uses UNOC.`)
      interchange = segment
    } else if (tag === 'UNH') {
      if (message) fail(segment, `The message ${componentOf(message, 0)} before it has no UNT.`)
      message = segment
      messages += 1
    } else if (tag === 'UNT') {
      if (!message) fail(segment, 'It ends a message that did not begin.')
      const counted = number - message.number + 1
      const [said, reference] = [componentOf(segment, 0), componentOf(segment, 1)]
      if (Number(said) !== counted) fail(segment, `It counts ${said} segments, the message has ${counted}.`)
      const begun = componentOf(message, 0)
      if (reference !== begun) fail(segment, `It ends the message ${reference}, but ${begun} had begun.`)
      message = undefined
    } else if (tag === 'UNZ') {
      if (message) fail(segment, `The message ${componentOf(message, 0)} has no UNT.`)
      const [said, reference] = [componentOf(segment, 0), componentOf(segment, 1)]
      if (Number(said) !== messages)
        fail(segment, `It counts ${said} messages, the interchange has ${messages}.`)
      const begun = componentOf(interchange, 4)
      if (reference !== begun) fail(segment, `It ends the interchange ${reference}, but ${begun} had begun.`)
      end = segment
    } else if (!message) {
      fail(segment, 'It stands outside of any message.')
    }
    yield segment
  }
  if (!interchange) throw new EdifactFault(1, 'This is not EDIFACT: there is no segment in it.')
  if (!end) throw new EdifactFault(last, 'The file ends without UNZ: it is incomplete.')
}

function fail({ tag, number, line }: Segment, reason: string): never {
  throw new EdifactFault(line, `Segment ${number} (${tag}): ${reason}`)
}
