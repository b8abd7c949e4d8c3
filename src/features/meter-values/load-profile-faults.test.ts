import { describe, expect, it } from 'vitest'
import { type Day, daysInRange, quarterCount } from '../../domain/local-time.ts'
import { openBytes } from './file-bytes.ts'
import { clocks, profileText, rowsOf } from './load-profile-samples.ts'
import { parseLoadProfileCsv, type ParseOptions } from './parse-load-profile.ts'

const read = (text: string | Buffer, options: ParseOptions = {}) =>
  parseLoadProfileCsv(openBytes(typeof text === 'string' ? Buffer.from(text) : text), options)
const wh = (day: Day) => Array.from({ length: quarterCount(day) }, (_, index) => 100 + index)
const rows = (day: Day) => rowsOf(day, wh(day))
const HEADINGS = 'Datum;Zeit von;Wert [kWh];Bemerkung'
const file = (...lines: string[]) => `${[HEADINGS, ...lines].join('\n')}\n`
const DAY: Day = '2025-10-01'
const NEXT: Day = '2025-10-02'

/** The days that are whole, and what is wrong with the others. */
async function judge(text: string, options: ParseOptions = {}) {
  const { series, problems } = await read(text, options)
  return {
    days: series.flatMap(({ days }) => days.map(({ day }) => day)),
    problems: problems.map(({ line, message }) => `${line}: ${message}`),
  }
}

describe('a file is refused as a whole', () => {
  it.each([
    ['is empty', '', 'The file is empty.'],
    ['holds blanks only', ' \n\n', 'The file is empty.'],
    [
      'is a page of a portal',
      '<!DOCTYPE html><html><body>Login</body></html>',
      'line 1: This is an HTML page',
    ],
    ['is XML', '<?xml version="1.0"?><a/>', 'line 1: This is an XML document'],
    ['is a workbook', 'PK\u0003\u0004…', 'line 1: This is an Excel workbook'],
    ['is a PDF', '%PDF-1.7', 'line 1: This is a PDF'],
    ['is some other text', 'Dear all,\nplease find attached', 'No row has a date, a time and a value'],
    ['has headings alone', `${HEADINGS}\n`, 'No row has a date, a time and a value'],
  ])('that %s', async (_, text, message) => {
    await expect(read(text)).rejects.toThrow(message)
  })

  it('in the wrong code page, with the byte and the line', async () => {
    const text = `Zähler;Wert\n${file(...rows(DAY))}`
    const dos = Buffer.from(text, 'latin1')
    dos[1] = 0x84
    await expect(read(dos)).rejects.toThrow('line 1: byte 2 of the file (0x84) does not fit windows-1252.')
    const mixed = Buffer.concat([Buffer.from(text), Buffer.from('Prüfer\n', 'latin1')])
    await expect(read(mixed)).rejects.toThrow(
      /line 99: byte \d+ of the file \(0xC3\) does not fit|does not fit windows-1252/,
    )
    await expect(read(Buffer.from(text, 'latin1'), { codePage: 'utf-8' })).rejects.toThrow(
      'line 1: byte 2 of the file (0xE4) does not fit utf-8.',
    )
    await expect(read(Buffer.from(`${text}\0`))).rejects.toThrow('is zero: this is no text file.')
    await expect(read(Buffer.from(`\uFEFF${text}`, 'utf16le').subarray(0, -1))).rejects.toThrow(
      'does not fit utf-16le',
    )
  })

  it('also where a character lies across two pieces of a long file', async () => {
    const days = daysInRange('2025-06-01', '2025-08-01').flatMap((day) => rows(day))
    const of = (offset: number, letter: string) => {
      const text = file(...days)
      const at = text.lastIndexOf('\n', 65_536 - offset - 60) - 1
      const remark = ' '.repeat(65_536 - offset - at - 1)
      return Buffer.from(`${text.slice(0, at)};${remark}${letter}${text.slice(at)}`)
    }
    for (const offset of [0, 1, 2, 3]) {
      expect((await judge(of(offset, '€').toString())).problems).toEqual([])
      const broken = of(offset, '€')
      broken[65_537 - offset] = 0x41
      await expect(read(broken, { codePage: 'utf-8' })).rejects.toThrow(
        `byte ${65_537 - offset} of the file (0xE2) does not fit utf-8.`,
      )
    }
  })

  it('when something stays open, naming the option that settles it', async () => {
    const plain = (heading: string, value: string, count = 96) =>
      `${heading}\n${clocks(DAY)
        .slice(0, count)
        .map((clock) => `${DAY};${clock};${value}`)
        .join('\n')}\n`
    await expect(read(plain('Datum;Zeit;Wert', '0,125'))).rejects.toThrow(
      'say it with --unit (kWh, Wh, kW, W)',
    )
    expect((await judge(plain('Datum;Zeit;Wert', '0,125'), { unit: 'kW' })).days).toEqual([DAY])
    await expect(read(plain('Datum;Zeit;kWh', '1.234'))).rejects.toThrow('say which with --decimal')
    expect((await judge(plain('Datum;Zeit;kWh', '1.234'), { decimal: '.' })).days).toEqual([DAY])
    await expect(read(plain('Datum;Zeit;kWh', '0,125', 50))).rejects.toThrow('--timestamps start')
    // A heading that says the opposite of what the times look like.
    await expect(read(plain('Datum;Ende;kWh', '0,125'))).rejects.toThrow('--timestamps start')
    const two = `Datum;von;1-1:1.29.0 kWh;1-1:2.29.0 kWh\n${clocks(DAY)
      .map((clock) => `${DAY};${clock};0,1;0,2`)
      .join('\n')}\n`
    await expect(read(two)).rejects.toThrow(
      'Several columns could hold the values (1-1:1.29.0 kWh, 1-1:2.29.0 kWh): name one with --column.',
    )
    expect((await read(two, { column: '4' })).series[0]).toMatchObject({ direction: 'feed_in' })
    await expect(read(two, { column: 'Watt' })).rejects.toThrow('There is no column Watt with numbers')
  })
})

describe('a bad row spoils its day, and only that', () => {
  const good = rows(NEXT)
  const changed = (index: number, row: string) => rows(DAY).with(index, row)

  it.each([
    ['negative', `${DAY};01:15;-0,100`, '7: -0,100 kWh is negative.'],
    [
      '10^12',
      `${DAY};01:15;1000000000000`,
      '7: 1000000000000 kWh in a quarter-hour is more than any meter passes (at most 250 kWh).',
    ],
    ['no number', `${DAY};01:15;n/a`, '7: “n/a” is no number with a decimal comma.'],
    ['with the other decimal sign', `${DAY};01:15;0.100`, '7: “0.100” is no number with a decimal comma.'],
    ['empty', `${DAY};01:15;`, `7: ${DAY} has a row without a value.`],
  ])('a value that is %s', async (_, row, message) => {
    expect(await judge(file(...changed(5, row), ...good))).toEqual({ days: [NEXT], problems: [message] })
  })

  it('a time that is none, off the grid or on no day', async () => {
    for (const [row, message] of [
      [`${DAY};01:20;0,1`, `7: “${DAY} 01:20 0,1” is not on the quarter-hour.`],
      ['2025-02-30;01:15;0,1', '7: “2025-02-30 01:15 0,1” is no row with a date and a time.'],
      ['Summe;;12,5', '7: “Summe  12,5” is no row with a date and a time.'],
    ] as const) {
      expect(await judge(file(...changed(5, row), ...good))).toEqual({
        days: [NEXT],
        problems: [`2: ${DAY} has 96 quarter-hours, the file 95 of them.`, message],
      })
    }
  })

  it('a gap, a duplicate, a row out of order', async () => {
    const day = rows(DAY)
    expect(await judge(file(...day.toSpliced(40, 1), ...good))).toEqual({
      days: [NEXT],
      problems: [`2: ${DAY} has 96 quarter-hours, the file 95 of them.`],
    })
    expect(await judge(file(...day.toSpliced(40, 0, day[40] ?? ''), ...good))).toEqual({
      days: [NEXT],
      problems: [`43: ${DAY} 10:00 was there already, in line 42.`],
    })
    expect(await judge(file(...day.with(40, day[41] ?? '').with(41, day[40] ?? ''), ...good))).toEqual({
      days: [NEXT],
      problems: [`43: ${DAY} 10:00 comes after a later time: the rows are out of order.`],
    })
  })

  it('days that are missing, come twice or backwards', async () => {
    const [first, third] = [rows('2025-09-29'), rows(DAY)]
    expect(await judge(file(...first, ...third))).toEqual({
      days: ['2025-09-29', DAY],
      problems: ['98: 2025-09-30 is missing before this line.'],
    })
    expect(await judge(file(...third, ...rows(NEXT), ...third))).toEqual({
      days: [NEXT],
      problems: [`194: ${DAY} was there already, from line 2.`],
    })
    expect(await judge(file(...rows(NEXT), ...third))).toEqual({
      days: [NEXT],
      problems: [`98: ${DAY} comes after ${NEXT}: the rows are out of order.`],
    })
  })

  it('a day of the changing clocks with 96 rows', async () => {
    const plain = clocks(DAY)
    const of = (day: Day) => plain.map((clock) => `${day};${clock};0,100`)
    expect(await judge(file(...of('2025-03-30')))).toEqual({
      days: [],
      problems: [
        '10: 02:00 does not exist on 2025-03-30, when the clocks go from 02:00 to 03:00. If the file keeps winter time or UTC all year, say so with --zone cet or --zone utc.',
      ],
    })
    expect(await judge(file(...of('2025-10-26')))).toEqual({
      days: [],
      problems: [
        '2: 2025-10-26 has 100 quarter-hours, the file 96 of them. The clocks change on this day; if the file keeps winter time or UTC all year, say so with --zone cet or --zone utc.',
      ],
    })
  })

  it('an unknown status, an offset that other rows have not', async () => {
    const status = rows(DAY).map((row, index) => `${row};${index === 3 ? 'X' : 'W'}`)
    expect((await judge(`Datum;von;kWh;Status\n${status.join('\n')}\n`)).problems).toEqual([
      '5: “X” is no status that is known.',
    ])
    const offset = profileText([DAY], wh, { offset: true, date: 'iso', combined: 'T' })
    expect((await judge(offset.replace('T00:30+02:00', 'T00:30'))).problems[1]).toContain(
      'has no offset from UTC, unlike other rows.',
    )
  })

  it('a download that broke off', async () => {
    const whole = file(...rows(DAY), ...good)
    for (const cut of [1, 2, 3, 4, 5, 6, 9, 14, 20]) {
      const { days, problems } = await judge(whole.slice(0, -1 - cut))
      expect(problems.length, `cut off by ${cut}`).toBeGreaterThan(0)
      expect(days[0]).toBe(DAY)
    }
    expect((await judge(whole.slice(0, -1))).problems).toEqual([])
    expect((await judge(whole.slice(0, -2))).problems).toEqual([
      '193: The file ends in the middle of a line: its last value has 2 decimals, all others 3.',
    ])
  })

  it('tells a thousand faults and counts the rest', async () => {
    const days = daysInRange('2025-08-01', '2025-09-01')
    const lines = days.flatMap((day, index) => (index < 16 ? rows(day) : rows(day).map((row) => `${row}x`)))
    const { problems } = await read(file(...lines))
    expect(problems).toHaveLength(1001)
    expect(problems.at(-1)?.message).toBe('and 440 more problems from here on.')
  })
})
