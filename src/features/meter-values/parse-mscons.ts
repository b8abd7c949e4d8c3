import type { DeliveredSeries, Parsed } from './delivery.ts'
import { componentOf, EdifactFault, isEdifact } from './edifact.ts'
import { interchangeSegments } from './edifact-interchange.ts'
import { createMessageReader } from './parse-mscons-messages.ts'

/** True for every EDIFACT interchange: one that holds another message than MSCONS is refused by that message's name. */
export const isMscons = (text: string): boolean => isEdifact(text)

/**
 * Reads an interchange of MSCONS messages, the market's reports of quarter-hours and register readings. What a message,
 * a line item or a day has wrong with it is reported and left out; of an interchange that is itself damaged or meant as
 * a test, nothing is taken. Errors name the segment, since an interchange is often one line.
 */
export function parseMscons(text: string): Parsed {
  const reader = createMessageReader()
  const recognised: Record<string, unknown> = {}
  try {
    for (const segment of interchangeSegments(text)) {
      if (segment.tag === 'UNB') {
        recognised['sender'] = componentOf(segment, 1)
        recognised['recipient'] = componentOf(segment, 2)
        recognised['reference'] = componentOf(segment, 4)
        if (componentOf(segment, 10) === '1') {
          throw new EdifactFault(segment.line, 'The sender marked this interchange as a test.')
        }
      }
      reader.take(segment)
    }
  } catch (error) {
    if (!(error instanceof EdifactFault)) throw error
    return {
      format: 'mscons',
      recognised,
      series: [],
      problems: [{ line: error.line, message: error.message }],
    }
  }
  const { series, problems, messages, versions, identifiers } = reader.finish()
  const sum = (count: (series: DeliveredSeries) => number) =>
    series.reduce((total, one) => total + count(one), 0)
  return {
    format: 'mscons',
    recognised: {
      ...recognised,
      messages,
      versions,
      identifiers,
      unit: 'kWh',
      quarterHours: sum(({ days }) => days.reduce((total, { wh }) => total + wh.length, 0)),
      readings: sum(({ readings }) => readings.length),
    },
    series,
    problems,
  }
}
