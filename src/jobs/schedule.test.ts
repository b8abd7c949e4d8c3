import type { Temporal } from 'temporal-polyfill'
import { expect, it } from 'vitest'
import { addDays, type Day, dayAt, startOfDay } from '../domain/local-time.ts'
import { nextRun } from './queue-state.ts'
import { SCHEDULE, ZONE } from './schedule.ts'

/** Every time of `[from, to)` at which a job runs. */
function runs(at: readonly string[], from: Day, to: Day): Temporal.Instant[] {
  const found: Temporal.Instant[] = []
  let next = nextRun(at, startOfDay(from).subtract({ milliseconds: 1 }))
  while (next && dayAt(next) < to) {
    found.push(next)
    next = nextRun(at, next)
  }
  return found
}

const timeOf = (instant: Temporal.Instant) =>
  instant.toZonedDateTimeISO(ZONE).toPlainTime().toString().slice(0, 5)

it.each(['2026-03-28', '2026-10-24'] as const)(
  'runs each nightly job once a night around the change of clocks from %s',
  (day) => {
    const days = [day, addDays(day, 1), addDays(day, 2)]
    const byDay = ['prices.fetch', 'webhooks.deliver', 'customers.tell']
    const nightly = SCHEDULE.filter(({ name }) => !byDay.includes(name))
    expect(nightly.map(({ name, at }) => [name, runs(at, day, addDays(day, 3)).map(dayAt)])).toEqual(
      nightly.map(({ name }) => [name, days]),
    )
    for (const { at } of nightly) expect(new Set(runs(at, day, addDays(day, 3)).map(timeOf)).size).toBe(1)
  },
)

it('looks for prices every five minutes while results are due and hourly at all other times', () => {
  const { at } = SCHEDULE.find(({ name }) => name === 'prices.fetch')!
  const times = runs(at, '2026-11-23', '2026-11-24').map(timeOf)
  const due = times.filter((time) => time >= '12:45' && time <= '14:30')
  expect(due).toHaveLength(22)
  expect(due.slice(0, 4)).toEqual(['12:45', '12:50', '12:55', '13:00'])
  expect(times.filter((time) => time < '12:00' || time >= '15:00')).toHaveLength(21)
})

it('writes to customers by day alone', () => {
  const { at } = SCHEDULE.find(({ name }) => name === 'customers.tell')!
  const times = runs(at, '2026-11-23', '2026-11-24').map(timeOf)
  expect([times[0], times.at(-1), times.length]).toEqual(['07:00', '19:55', 13 * 12])
})
