import { addDays, type Day, QUARTER_MS, startOfDay } from '../../src/domain/local-time.ts'

const SENDER = '9904292000003'
const RECIPIENT = '9903829000006'

/** One segment as EDIFACT writes it, what is special in it released. */
export function writeSegment(tag: string, ...elements: (string | readonly string[])[]): string {
  const written = elements.map((element) =>
    [element]
      .flat()
      .map((component) => component.replace(/[?+:']/g, '?$&'))
      .join(':'),
  )
  return `${[tag, ...written].join('+')}'`
}

export interface MsconsDay {
  day: Day
  /** Of each quarter-hour, from midnight on. */
  wh: readonly number[]
  /** One for all of them, or one each: 220 true, Z18 preliminary, 67 substitute. */
  qualifiers?: string | readonly string[]
}

export interface MsconsReading {
  /** The register at the beginning of this day. */
  readOn: Day
  valueWh: number
  qualifier?: string
}

export interface MsconsMessage {
  /** A market or metering location. */
  location: string
  direction?: 'consumption' | 'feed_in'
  /** A load profile (13025). */
  days?: readonly MsconsDay[]
  /** Register readings (13017). */
  readings?: readonly MsconsReading[]
  meterNumber?: string
  /** Writes the times with another offset than UTC. */
  offsetHours?: number
}

/** A valid interchange of the market with a message for each load profile and for each list of readings. */
export const writeMscons = (messages: readonly MsconsMessage[], options: EnvelopeOptions = {}): string =>
  envelope(
    messages.flatMap((message) => [
      ...(message.days ? [loadProfile(message, message.days)] : []),
      ...(message.readings ? [registerReadings(message, message.readings)] : []),
    ]),
    options,
  )

interface EnvelopeOptions {
  version?: string
  /** Between segments: nothing, or a line break. */
  separator?: string
  una?: string
}

/** An interchange around the segments of its messages, with counts and references that agree. */
export function envelope(
  messages: readonly (readonly string[])[],
  { version = '2.4c', separator = '', una = "UNA:+.? '" }: EnvelopeOptions = {},
): string {
  const reference = 'REF0001'
  const segments = messages.flatMap((body, index) => [
    writeSegment('UNH', String(index + 1), ['MSCONS', 'D', '04B', 'UN', version]),
    ...body,
    writeSegment('UNT', String(body.length + 2), String(index + 1)),
  ])
  const unb = writeSegment(
    'UNB',
    ['UNOC', '3'],
    [SENDER, '500'],
    [RECIPIENT, '500'],
    ['260101', '1030'],
    reference,
    '',
    'TL',
  )
  const unz = writeSegment('UNZ', String(messages.length), reference)
  return [una, unb, ...segments, unz].join(separator) + separator
}

/** The segments of a message with a load profile, without UNH and UNT. */
export function loadProfile(message: MsconsMessage, days: readonly MsconsDay[]): string[] {
  const { offsetHours = 0 } = message
  const [first, last] = [days[0], days.at(-1)]
  const period = first &&
    last && [
      time('163', startOfDay(first.day).epochMilliseconds, offsetHours),
      time('164', startOfDay(addDays(last.day, 1)).epochMilliseconds, offsetHours),
    ]
  return [
    ...head(message, '13025', period ?? []),
    ...days.flatMap(({ day, wh, qualifiers = '220' }) => {
      const start = startOfDay(day).epochMilliseconds
      return wh.flatMap((value, quarter) => [
        quantity(typeof qualifiers === 'string' ? qualifiers : (qualifiers[quarter] ?? '220'), value),
        time('163', start + quarter * QUARTER_MS, offsetHours),
        time('164', start + (quarter + 1) * QUARTER_MS, offsetHours),
      ])
    }),
  ]
}

/** The segments of a message with register readings, without UNH and UNT. */
export function registerReadings(message: MsconsMessage, readings: readonly MsconsReading[]): string[] {
  return [
    ...head(message, '13017', []),
    ...readings.flatMap(({ readOn, valueWh, qualifier = '220' }) => [
      quantity(qualifier, valueWh),
      time('7', startOfDay(readOn).epochMilliseconds, message.offsetHours ?? 0),
    ]),
  ]
}

function head(message: MsconsMessage, identifier: '13017' | '13025', period: readonly string[]): string[] {
  const { location, direction = 'consumption', meterNumber } = message
  const obis = `1-1:${direction === 'feed_in' ? 2 : 1}.${identifier === '13025' ? 29 : 8}.0`
  return [
    writeSegment('BGM', identifier === '13025' ? 'Z48' : '7', 'DOC1', '9'),
    writeSegment('DTM', ['137', '202601011030+00', '303']),
    writeSegment('RFF', ['Z13', identifier]),
    writeSegment('NAD', 'MS', [SENDER, '', '293']),
    writeSegment('NAD', 'MR', [RECIPIENT, '', '293']),
    writeSegment('UNS', 'D'),
    writeSegment('NAD', 'DP'),
    writeSegment('LOC', '172', location),
    ...period,
    ...(meterNumber === undefined ? [] : [writeSegment('RFF', ['MG', meterNumber])]),
    writeSegment('LIN', '1'),
    writeSegment('PIA', '5', [obis, 'SRW']),
  ]
}

/** With three decimals of a kWh, as the market writes energies. */
const quantity = (qualifier: string, wh: number) => writeSegment('QTY', [qualifier, (wh / 1000).toFixed(3)])

function time(qualifier: string, ms: number, offsetHours: number): string {
  const clock = new Date(ms + offsetHours * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 12)
  const offset = `${offsetHours < 0 ? '-' : '+'}${String(Math.abs(offsetHours)).padStart(2, '0')}`
  return writeSegment('DTM', [qualifier, `${clock}${offset}`, '303'])
}
