import { describe, expect, it } from 'vitest'
import { quarterCount, type Day } from '../../domain/local-time.ts'
import { openBytes } from './file-bytes.ts'
import { clocks, profileText, rowsOf } from './load-profile-samples.ts'
import { parseLoadProfileCsv, type ParseOptions } from './parse-load-profile.ts'

const read = (text: string | Buffer, options: ParseOptions = {}) =>
  parseLoadProfileCsv(openBytes(typeof text === 'string' ? Buffer.from(text) : text), options)

/** The days of a file that must be without fault, as Wh. */
async function daysOf(text: string | Buffer, options: ParseOptions = {}) {
  const { series, problems } = await read(text, options)
  expect(problems).toEqual([])
  expect(series).toHaveLength(1)
  return Object.fromEntries((series[0]?.days ?? []).map(({ day, wh }) => [day, wh]))
}

const DAY: Day = '2025-10-01'
/** 100, 101, 102 … Wh. */
const rising = (day: Day) => Array.from({ length: quarterCount(day) }, (_, index) => 100 + index)

describe('a load profile is recognised', () => {
  it.each([
    ['semicolons, decimal comma, beginning', {}],
    ['end of the quarter-hour, last one 24:00', { timestamps: 'end', midnight: '24:00' }],
    ['end of the quarter-hour, last one 00:00 of the next day', { timestamps: 'end', midnight: '00:00' }],
    ['commas and decimal point', { separator: ',', decimal: '.' }],
    ['tabs', { separator: '\t' }],
    ['ISO dates', { date: 'iso' }],
    ['one column with date and time', { combined: true }],
    ['ISO dates and times with a T', { date: 'iso', combined: 'T' }],
    ['from and until', { until: true }],
    ['power in kW', { unit: 'kW' }],
    ['whole watt-hours', { unit: 'Wh' }],
    ['Windows line ends', { lineEnd: '\r\n' }],
    ['no headings but a unit column', { headings: false, unitColumn: true }],
    ['quoted cells', { quoted: true }],
  ] as const)('with %s', async (_, form) => {
    const text = profileText([DAY, '2025-10-02'], rising, form)
    expect(await daysOf(text)).toEqual({ [DAY]: rising(DAY), '2025-10-02': rising('2025-10-02') })
  })

  it.each(['2025-03-30', '2025-10-26'] as const)(
    'on %s, when the clocks change, in every way to write it',
    async (day) => {
      const days = [day === '2025-03-30' ? '2025-03-29' : '2025-10-25', day] as const
      for (const form of [
        {},
        { timestamps: 'end', midnight: '24:00' },
        { timestamps: 'end', midnight: '00:00', endClock: 'true' },
        { timestamps: 'end', midnight: '24:00', fold: true },
        { fold: true },
        { offset: true, date: 'iso', combined: 'T' },
      ] as const) {
        expect((await daysOf(profileText(days, rising, form)))[day], JSON.stringify(form)).toEqual(
          rising(day),
        )
      }
    },
  )

  it('in winter time all year or UTC, where that is said', async () => {
    // 26 October begins at 23:00 of the 25th in winter time, and at 22:00 in UTC.
    const rows = (from: string, count: number) =>
      Array.from({ length: count }, (_, index) => {
        const at = new Date(Date.parse(from) + index * 900_000).toISOString()
        return `${at.slice(0, 10)};${at.slice(11, 16)};0,${100 + index}`
      }).join('\n')
    const cet = `Datum;Zeit;kWh\n${rows('2025-10-25T23:00Z', 100)}\n`
    const utc = `Datum;Zeit;kWh\n${rows('2025-10-25T22:00Z', 100)}\n`
    expect(await daysOf(cet, { zone: 'cet', timestamps: 'start' })).toEqual({
      '2025-10-26': rising('2025-10-26'),
    })
    expect(await daysOf(utc, { zone: 'utc' })).toEqual({ '2025-10-26': rising('2025-10-26') })
    expect(await daysOf(utc.replace('Zeit', 'Zeit (UTC)'))).toEqual({ '2025-10-26': rising('2025-10-26') })
  })

  it('in every code page, with or without a mark', async () => {
    const text = `Zähler;Werte in kWh\n${profileText([DAY], rising)}`
    const expected = { [DAY]: rising(DAY) }
    const utf16 = Buffer.from(text, 'utf16le')
    for (const [codePage, bytes] of [
      ['utf-8', Buffer.from(text)],
      ['utf-8', Buffer.from(`\uFEFF${text}`)],
      ['windows-1252', Buffer.from(text, 'latin1')],
      ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
      ['utf-16le', utf16],
      ['utf-16be', Buffer.from(utf16).swap16()],
    ] as const) {
      expect(await daysOf(bytes)).toEqual(expected)
      expect((await read(bytes)).recognised['codePage']).toBe(codePage)
    }
  })

  it('with thousands, and fractions of a watt-hour that no day loses', async () => {
    const rows = (value: string) => clocks(DAY).map((clock) => `${DAY};${clock};${value}`)
    const thousands = await daysOf(`Datum;von;Wh\n${rows('12.345,0').join('\n')}\n`)
    expect(thousands[DAY]).toEqual(rising(DAY).map(() => 12_345))
    // 1.001 kW is 250.25 Wh: of four quarter-hours one gets the watt-hour that the others lack.
    const days = await daysOf(`Datum;von;kW\n${rows('1,001').join('\n')}\n`, { decimal: ',' })
    expect(days[DAY]?.slice(0, 5)).toEqual([250, 251, 250, 250, 250])
    expect(days[DAY]?.reduce((sum, value) => sum + value, 0)).toBe(24_024)
  })

  it('with a status for each row', async () => {
    const words = ['W', 'E', 'V', 'wahrer Wert', 'Ersatzwert', 'vorläufig']
    const rows = rowsOf(DAY, rising(DAY)).map((row, index) => `${row};${words[index % words.length]}`)
    const { series, problems } = await read(`Datum;von;kWh;Status\n${rows.join('\n')}\n`)
    expect(problems).toEqual([])
    expect(series[0]?.days[0]?.statuses.slice(0, 6)).toEqual([
      'final',
      'substitute',
      'preliminary',
      'final',
      'substitute',
      'preliminary',
    ])
    const asked = await read(`Datum;von;kWh;Status\n${rows.join('\n')}\n`, { status: 'preliminary' })
    expect(new Set(asked.series[0]?.days[0]?.statuses)).toEqual(new Set(['preliminary']))
  })

  it('with its meter above the table or in a column, and which way the energy flowed', async () => {
    const above = await read(
      `Zählpunkt;DE 001069 66646 10000000000000012345\nMarktlokation;41373559241\nKennzahl;1-1:2.29.0\n\n${profileText([DAY], rising)}`,
    )
    expect(above.series[0]).toMatchObject({
      location: { kind: 'malo', value: '41373559241' },
      direction: 'feed_in',
    })
    const old = await read(`Zählernummer: 48213377\n${profileText([DAY], rising)}`)
    expect(old.series[0]?.location).toEqual({ kind: 'meter_number', value: '48213377' })
    const labelled = await read(`Zählernummer;48213377\n${profileText([DAY], rising)}`)
    expect(labelled.series[0]?.location).toEqual({ kind: 'meter_number', value: '48213377' })
    const rows = rowsOf(DAY, rising(DAY))
    const interleaved = rows.flatMap((row) => [`41373559241;${row}`, `52044177329;${row}`])
    const several = await read(`MaLo;Datum;von;kWh\n${interleaved.join('\n')}\n`)
    expect(several.series.map(({ location, days }) => [location.value, days.length])).toEqual([
      ['41373559241', 1],
      ['52044177329', 1],
    ])
  })

  it('and where a file has power and energy, by its energy', async () => {
    const rows = clocks(DAY).map((clock, index) => `${DAY};${clock};0,4;0,${100 + index}`)
    expect(await daysOf(`Datum;von;Leistung [kW];Arbeit [kWh]\n${rows.join('\n')}\n`)).toEqual({
      [DAY]: rising(DAY),
    })
    expect(
      await daysOf(`Datum;von;Leistung [kW];Arbeit [kWh]\n${rows.join('\n')}\n`, { column: 'Leistung [kW]' }),
    ).toEqual({ [DAY]: rising(DAY).map(() => 100) })
  })
})
