import { Temporal } from 'temporal-polyfill'
import { describe, expect, it, test } from 'vitest'
import { type Day, dayAt, startOfDay } from './local-time.ts'
import { decideStart, earliestStart, latestStart } from './supply-start.ts'

const codeOf = (run: () => unknown): unknown => {
  try {
    return run()
  } catch (error) {
    return error
  }
}

describe('the first day of supply', () => {
  test.each<[string, Day, Day]>([
    ['an ordinary Monday', '2026-11-23', '2026-11-25'],
    ['a Thursday: the weekend lies between', '2026-11-26', '2026-11-30'],
    ['a Friday', '2026-11-27', '2026-12-01'],
    ['a Saturday and a Sunday', '2026-11-28', '2026-12-01'],
    ['a Sunday', '2026-11-29', '2026-12-01'],
    ['Maundy Thursday: Good Friday to Easter Monday do not count', '2026-04-02', '2026-04-08'],
    ['Good Friday itself', '2026-04-03', '2026-04-08'],
    ['two days before Christmas Eve', '2026-12-22', '2026-12-28'],
    ['the day before Christmas Eve', '2026-12-23', '2026-12-29'],
    ['Christmas Eve, which the market keeps', '2026-12-24', '2026-12-29'],
    ['Boxing Day, a Saturday', '2026-12-26', '2026-12-29'],
    ['between the years: New Year’s Eve does not count', '2026-12-30', '2027-01-05'],
    ['before Epiphany, a holiday of three states', '2027-01-04', '2027-01-07'],
    ['before the Day of Prayer in Saxony', '2026-11-17', '2026-11-20'],
    ['a leap day lies between', '2028-02-28', '2028-03-01'],
  ])('%s', (_, today, start) => {
    expect(earliestStart('consumption', today)).toBe(start)
  })

  it('follows Berlin’s midnight, also where the clocks change', () => {
    const at = (text: string) => earliestStart('consumption', dayAt(Temporal.Instant.from(text)))
    // Friday, 27 March 2026, 23:59 and midnight in Berlin; the clocks go forward on Sunday.
    expect(at('2026-03-27T22:59:59Z')).toBe('2026-03-31')
    expect(at('2026-03-27T23:00:00Z')).toBe('2026-03-31')
    // Sunday, 29 March, 23:59 and Monday's midnight, now in summer time.
    expect(at('2026-03-29T21:59:59Z')).toBe('2026-03-31')
    expect(at('2026-03-29T22:00:00Z')).toBe('2026-04-01')
    // Sunday, 25 October 2026, 23:59 and Monday's midnight, in winter time again.
    expect(at('2026-10-25T22:59:59Z')).toBe('2026-10-27')
    expect(at('2026-10-25T23:00:00Z')).toBe('2026-10-28')
    expect(startOfDay('2026-03-31').toString()).toBe('2026-03-30T22:00:00Z')
  })
})

test.each<[Day, Day]>([
  ['2026-11-23', '2027-01-01'],
  ['2026-12-01', '2027-01-01'],
  ['2026-12-02', '2027-02-01'],
  ['2026-01-31', '2026-03-01'],
  ['2028-02-29', '2028-04-01'],
])('a feed-in ordered on %s begins on %s', (today, start) => {
  expect(earliestStart('feed_in', today)).toBe(start)
})

describe('decideStart', () => {
  const today = '2026-11-23'

  it('keeps a day that is possible, and makes the next possible one of any other', () => {
    expect(decideStart('consumption', undefined, today)).toBe('2026-11-25')
    expect(decideStart('consumption', '2020-01-01', today)).toBe('2026-11-25')
    expect(decideStart('consumption', '2026-11-24', today)).toBe('2026-11-25')
    expect(decideStart('consumption', '2026-11-25', today)).toBe('2026-11-25')
    // Supply begins on any day of the week; only the registration needs working days.
    expect(decideStart('consumption', '2026-11-28', today)).toBe('2026-11-28')
    expect(decideStart('feed_in', '2026-12-15', today)).toBe('2027-01-01')
    expect(decideStart('feed_in', '2027-03-01', today)).toBe('2027-03-01')
  })

  it('refuses a day more than two years ahead, and a feed-in within a month', () => {
    expect(latestStart(today)).toBe('2028-11-01')
    expect(decideStart('consumption', '2028-11-01', today)).toBe('2028-11-01')
    const code = 'UNPROCESSABLE_ENTITY'
    expect(codeOf(() => decideStart('consumption', '2028-11-02', today))).toMatchObject({ code })
    expect(codeOf(() => decideStart('feed_in', '2027-03-02', today))).toMatchObject({
      code,
      errors: [{ field: 'startOn', message: 'Feeding in begins on the first day of a month.' }],
    })
  })
})
