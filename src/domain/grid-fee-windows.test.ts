import { describe, expect, it } from 'vitest'
import {
  type DatedFeeWindow,
  energyByLevel,
  feeSheets,
  levelsOfDay,
  quarterChanges,
} from './grid-fee-windows.ts'
import { clockQuarters, type Day, daysInRange } from './local-time.ts'

/** SWA Netze Augsburg 2025: low from 01:00 to 04:30 and high from 17:00 to 19:00, in the first and the last quarter. */
const AUGSBURG: DatedFeeWindow[] = [1, 4].flatMap((quarter): DatedFeeWindow[] => {
  const sheet = { gridOperatorCode: 'SWA', validFrom: '2025-04-01', quarter } as const
  return [
    { ...sheet, level: 'low', starts: 4, ends: 18 },
    { ...sheet, level: 'high', starts: 68, ends: 76 },
  ]
})
const sheet = feeSheets(AUGSBURG).get('SWA')![0]!
const winter = sheet.quarters[3]!
const count = (day: Day, level: string) => levelsOfDay(winter, day).filter((one) => one === level).length

describe('the windows of § 14a module 3', () => {
  it('are low from 01:00 to 04:30, high from 17:00 to 19:00, standard else, and all standard in summer', () => {
    const levels = levelsOfDay(winter, '2025-11-03')
    expect([3, 4, 17, 18, 67, 68, 75, 76].map((quarter) => levels[quarter])).toEqual([
      'standard',
      'low',
      'low',
      'standard',
      'standard',
      'high',
      'high',
      'standard',
    ])
    expect([count('2025-11-03', 'low'), count('2025-11-03', 'high')]).toEqual([14, 8])
    expect(new Set(sheet.quarters[1])).toEqual(new Set(['standard']))
    expect(new Set(sheet.quarters[2])).toEqual(new Set(['standard']))
  })

  it('follow the local clock: an hour of the night is twice low in October and missing in March', () => {
    expect([count('2025-10-26', 'low'), count('2025-10-26', 'high')]).toEqual([18, 8])
    expect([count('2026-03-29', 'low'), count('2026-03-29', 'high')]).toEqual([10, 8])
    // The high hours begin 17 hours after midnight by the clock: the 73rd quarter-hour of the long day, the 65th of the short.
    expect(levelsOfDay(winter, '2025-10-26').indexOf('high')).toBe(72)
    expect(levelsOfDay(winter, '2026-03-29').indexOf('high')).toBe(64)
  })

  it('split the energy of every day of two years without losing any', () => {
    for (const day of daysInRange('2025-01-01', '2027-01-01')) {
      const clock = clockQuarters(day)
      const wh = clock.map((_, index) => index + 1)
      const low = wh.filter((_, index) => clock[index]! >= 4 && clock[index]! < 18)
      const high = wh.filter((_, index) => clock[index]! >= 68 && clock[index]! < 76)
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
      expect(energyByLevel(winter, day, wh)).toEqual({ lowWh: sum(low), highWh: sum(high) })
    }
  })

  it('are told apart by sheet: the newest first, each with its own quarters', () => {
    const sheets = feeSheets([
      ...AUGSBURG,
      {
        gridOperatorCode: 'SWA',
        validFrom: '2026-01-01',
        quarter: 2,
        level: 'high',
        starts: 40,
        ends: 48,
      },
    ]).get('SWA')!
    expect(sheets.map(({ validFrom }) => validFrom)).toEqual(['2026-01-01', '2025-04-01'])
    expect(sheets[0]?.quarters.map((clock) => clock.filter((level) => level === 'high').length)).toEqual([
      0, 8, 0, 0,
    ])
  })

  it('change where a quarter of the year begins inside a period', () => {
    expect(quarterChanges('2025-10-01', '2026-07-01')).toEqual(['2026-01-01', '2026-04-01'])
    expect(quarterChanges('2025-12-15', '2026-01-02')).toEqual(['2026-01-01'])
    expect(quarterChanges('2026-02-01', '2026-03-01')).toEqual([])
  })
})
