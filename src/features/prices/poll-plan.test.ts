import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { type Day, instantAt } from '../../domain/local-time.ts'
import { shouldPoll } from './poll-plan.ts'

const at = (text: string) => Temporal.Instant.from(text)

/** The minutes of a day at which a tick every minute would ask, if no answer ever brings tomorrow. */
function polls(day: Day, lastKnown: Day | null): string[] {
  const asked: string[] = []
  let last: Temporal.Instant | null = null
  const end = instantAt(day, '23:59')
  for (
    let now = instantAt(day, '00:00');
    Temporal.Instant.compare(now, end) <= 0;
    now = now.add({ minutes: 1 })
  ) {
    if (!shouldPoll(now, lastKnown, last)) continue
    asked.push(now.toString().slice(11, 16))
    last = now
  }
  return asked
}

describe('the price feed is asked', () => {
  it('every five minutes from 12:45 to 14:30 in Berlin, then once an hour', () => {
    // Winter: Berlin is one hour ahead of UTC.
    expect(polls('2026-01-15', '2026-01-15')).toEqual([
      ...Array.from({ length: 3 }, (_, index) => `11:${45 + index * 5}`),
      ...Array.from({ length: 12 }, (_, index) => `12:${String(index * 5).padStart(2, '0')}`),
      ...Array.from({ length: 6 }, (_, index) => `13:${String(index * 5).padStart(2, '0')}`),
      ...Array.from({ length: 9 }, (_, index) => `${14 + index}:00`),
    ])
  })

  it('never once tomorrow is known', () => {
    expect(polls('2026-01-15', '2026-01-16')).toEqual([])
    expect(polls('2026-01-15', '2026-01-20')).toEqual([])
  })

  it('by the hour in the morning too where even today is missing', () => {
    const asked = polls('2026-07-15', '2026-07-14')
    // Summer: two hours ahead.
    expect(asked.slice(0, 4)).toEqual(['22:00', '23:00', '00:00', '01:00'])
    expect(asked.filter((time) => time > '10:40' && time < '12:30')).toHaveLength(21)
    expect(polls('2026-07-15', null)).toEqual(asked)
  })

  it.each([
    // Last tick before, and the first within, on both days on which the clocks change and the days around them.
    ['2026-03-28', '2026-03-28T11:44:59.999Z', '2026-03-28T11:45:00Z'],
    ['2026-03-29', '2026-03-29T10:44:59.999Z', '2026-03-29T10:45:00Z'],
    ['2026-03-30', '2026-03-30T10:44:59.999Z', '2026-03-30T10:45:00Z'],
    ['2026-10-24', '2026-10-24T10:44:59.999Z', '2026-10-24T10:45:00Z'],
    ['2026-10-25', '2026-10-25T11:44:59.999Z', '2026-10-25T11:45:00Z'],
    ['2026-10-26', '2026-10-26T11:44:59.999Z', '2026-10-26T11:45:00Z'],
  ] as const)('from 12:45 of the clock on %s', (today, before, after) => {
    expect([shouldPoll(at(before), today), shouldPoll(at(after), today)]).toEqual([false, true])
  })

  it.each([
    // Within the hours of results a fetch of six minutes ago is long ago; after 14:30 only one in another hour is.
    ['2026-03-29T12:29:59Z', '2026-03-29T12:24:59Z', true],
    ['2026-03-29T12:30:00Z', '2026-03-29T12:25:00Z', false],
    ['2026-03-29T13:00:00Z', '2026-03-29T12:59:59Z', true],
    ['2026-10-25T13:29:59Z', '2026-10-25T13:24:59Z', true],
    ['2026-10-25T13:30:00Z', '2026-10-25T13:25:00Z', false],
    ['2026-10-25T12:50:01Z', '2026-10-25T12:45:02Z', true],
    ['2026-10-25T12:49:59Z', '2026-10-25T12:45:02Z', false],
  ])('at %s after a fetch at %s: %s', (now, last, expected) => {
    expect(shouldPoll(at(now), now.slice(0, 10) as Day, at(last))).toBe(expected)
  })

  it('for tomorrow by the calendar of Berlin, not of UTC', () => {
    // 23:30 UTC on the 14th is 00:30 on the 15th in Berlin: the 15th is today, and known.
    expect(shouldPoll(at('2026-01-14T23:30:00Z'), '2026-01-15')).toBe(false)
    expect(shouldPoll(at('2026-01-14T22:30:00Z'), '2026-01-14')).toBe(true)
    expect(shouldPoll(at('2026-01-14T23:30:00Z'), '2026-01-14')).toBe(true)
  })
})
