import { addDays, type Day, QUARTER_MS, startOfDay } from '../../src/domain/local-time.ts'

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
  days?: readonly MsconsDay[]
  readings?: readonly MsconsReading[]
  meterNumber?: string
}

/**
 * A valid interchange of the market, a message for each entry: a load profile (13025) where it has days, register
 * readings (13017) where it has readings. `offsetHours` writes the times with another offset than UTC.
 */
export function writeMscons(
  messages: readonly MsconsMessage[],
  { version = '2.4c', offsetHours = 0, separator = '' } = {},
): string {
  const sender = '9904292000003'
  const recipient = '9903829000006'
  const reference = 'REF0001'
  const date = (ms: number): readonly string[] => {
    const clock = new Date(ms + offsetHours * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 12)
    return [`${clock}${offsetHours < 0 ? '-' : '+'}${String(Math.abs(offsetHours)).padStart(2, '0')}`, '303']
  }
  const parts = messages.flatMap((message) => [
    ...(message.days ? [{ ...message, readings: [], identifier: '13025' }] : []),
    ...(message.readings ? [{ ...message, days: [], identifier: '13017' }] : []),
  ])
  const lines = [
    writeSegment(
      'UNB',
      ['UNOC', '3'],
      [sender, '500'],
      [recipient, '500'],
      ['260101', '1030'],
      reference,
      '',
      parts[0]?.identifier === '13017' ? 'VL' : 'TL',
    ),
  ]
  for (const [
    index,
    { location, direction, days = [], readings = [], identifier, meterNumber },
  ] of parts.entries()) {
    const own = [
      writeSegment('UNH', String(index + 1), ['MSCONS', 'D', '04B', 'UN', version]),
      writeSegment('BGM', identifier === '13025' ? 'Z48' : '7', `DOC${index + 1}`, '9'),
      writeSegment('DTM', ['137', '202601011030+00', '303']),
      writeSegment('RFF', ['Z13', identifier]),
      writeSegment('NAD', 'MS', [sender, '', '293']),
      writeSegment('NAD', 'MR', [recipient, '', '293']),
      writeSegment('UNS', 'D'),
      writeSegment('NAD', 'DP'),
      writeSegment('LOC', '172', location),
    ]
    const [first, last] = [days[0], days.at(-1)]
    if (first && last) {
      own.push(
        writeSegment('DTM', ['163', ...date(startOfDay(first.day).epochMilliseconds)]),
        writeSegment('DTM', ['164', ...date(startOfDay(addDays(last.day, 1)).epochMilliseconds)]),
      )
    }
    if (meterNumber !== undefined) own.push(writeSegment('RFF', ['MG', meterNumber]))
    const register = direction === 'feed_in' ? '2' : '1'
    own.push(
      writeSegment('LIN', '1'),
      writeSegment('PIA', '5', [`1-1:${register}.${identifier === '13025' ? '29' : '8'}.0`, 'SRW']),
    )
    for (const { day, wh, qualifiers = '220' } of days) {
      const start = startOfDay(day).epochMilliseconds
      for (const [quarter, value] of wh.entries()) {
        const qualifier = typeof qualifiers === 'string' ? qualifiers : (qualifiers[quarter] ?? '220')
        own.push(
          writeSegment('QTY', [qualifier, kwh(value)]),
          writeSegment('DTM', ['163', ...date(start + quarter * QUARTER_MS)]),
          writeSegment('DTM', ['164', ...date(start + (quarter + 1) * QUARTER_MS)]),
        )
      }
    }
    for (const { readOn, valueWh, qualifier = '220' } of readings) {
      own.push(
        writeSegment('QTY', [qualifier, kwh(valueWh)]),
        writeSegment('DTM', ['7', ...date(startOfDay(readOn).epochMilliseconds)]),
      )
    }
    own.push(writeSegment('UNT', String(own.length + 1), String(index + 1)))
    for (const segment of own) lines.push(segment)
  }
  lines.push(writeSegment('UNZ', String(parts.length), reference))
  return `UNA:+.? '${separator}${lines.join(separator)}${separator}`
}

/** With three decimals, as the market writes energies. */
const kwh = (wh: number): string => (wh / 1000).toFixed(3)
