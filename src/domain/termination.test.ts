import { describe, expect, it } from 'vitest'
import { Failure } from './failure.ts'
import { addDays, type Day, startOfDay } from './local-time.ts'
import { decideEnd, earliestLastDay, isWithdrawable, withdrawableUntil } from './termination.ts'

const contract = { startOn: '2025-09-01' as Day, concludedOn: '2025-07-01' as Day, noticeDays: 30 }

const codeOf = (run: () => unknown): string => {
  try {
    run()
  } catch (error) {
    if (error instanceof Failure) return `${error.code} ${error.errors?.[0]?.code}`
    throw error
  }
  return 'nothing thrown'
}

describe('notice', () => {
  it.each<[today: Day, noticeDays: number, lastDay: Day]>([
    ['2026-11-23', 30, '2026-12-23'],
    ['2026-11-23', 14, '2026-12-07'],
    ['2026-11-23', 0, '2026-11-23'],
    ['2026-01-31', 28, '2026-02-28'],
    ['2028-01-31', 29, '2028-02-29'],
    // Across both changes of the clocks a day is a day.
    ['2026-03-15', 30, '2026-04-14'],
    ['2026-10-10', 30, '2026-11-09'],
    ['2026-12-15', 30, '2027-01-14'],
  ])('of %s with %i days lets the contract end with %s', (today, noticeDays, lastDay) => {
    expect(earliestLastDay({ ...contract, noticeDays }, 'ORDINARY', today)).toBe(lastDay)
    expect(decideEnd({ ...contract, noticeDays }, { reason: 'ORDINARY' }, today)).toBe(addDays(lastDay, 1))
  })

  it('ends at Berlin midnight, also of a night in which the clocks change', () => {
    expect(startOfDay(decideEnd(contract, { reason: 'ORDINARY' }, '2026-02-26')).toString()).toBe(
      '2026-03-28T23:00:00Z',
    )
    expect(startOfDay(decideEnd(contract, { reason: 'ORDINARY' }, '2026-02-27')).toString()).toBe(
      '2026-03-29T22:00:00Z',
    )
  })

  it('takes a later day as it is, and none that is a day too early', () => {
    const end = (endOn: Day) => decideEnd(contract, { reason: 'ORDINARY', endOn }, '2026-11-23')
    expect(end('2026-12-24')).toBe('2026-12-24')
    expect(end('2027-06-01')).toBe('2027-06-01')
    for (const endOn of ['2026-12-23', '2026-11-23', '2026-11-01', '2025-09-01'] as const)
      expect(codeOf(() => end(endOn))).toBe('CONFLICT invalid_termination_date')
  })

  it('before supply begins leaves a day of it at least', () => {
    const coming = { ...contract, startOn: '2027-03-01' as Day }
    expect(decideEnd(coming, { reason: 'ORDINARY' }, '2026-11-23')).toBe('2027-03-02')
    expect(codeOf(() => decideEnd(coming, { reason: 'ORDINARY', endOn: '2027-03-01' }, '2026-11-23'))).toBe(
      'CONFLICT invalid_termination_date',
    )
  })
})

describe('moving out', () => {
  const year = { ...contract, noticeDays: 90 }
  it('needs six weeks at the most, and less where the contract allows less', () => {
    expect(earliestLastDay(year, 'MOVE_OUT', '2026-11-23')).toBe('2027-01-04')
    expect(earliestLastDay(contract, 'MOVE_OUT', '2026-11-23')).toBe('2026-12-23')
    expect(decideEnd(year, { reason: 'MOVE_OUT', endOn: '2027-01-05' }, '2026-11-23')).toBe('2027-01-05')
    expect(codeOf(() => decideEnd(year, { reason: 'MOVE_OUT', endOn: '2027-01-04' }, '2026-11-23'))).toBe(
      'CONFLICT invalid_termination_date',
    )
  })

  it('needs a day', () => {
    expect(codeOf(() => decideEnd(year, { reason: 'MOVE_OUT' }, '2026-11-23'))).toBe('BAD_REQUEST custom')
  })
})

describe('withdrawal', () => {
  it.each<[concludedOn: Day, until: Day]>([
    ['2026-11-23', '2026-12-07'],
    // The 14th day is a Saturday, then a Sunday: Monday.
    ['2026-11-21', '2026-12-07'],
    ['2026-11-22', '2026-12-07'],
    // 25 and 26 December are holidays, the 27th is a Sunday.
    ['2026-12-11', '2026-12-28'],
    // Good Friday, then Easter Monday: Tuesday.
    ['2026-03-20', '2026-04-07'],
    ['2026-12-10', '2026-12-24'],
    ['2028-02-15', '2028-02-29'],
  ])('of what was concluded on %s is possible until %s', (concludedOn, until) => {
    expect(withdrawableUntil(concludedOn)).toBe(until)
    expect(isWithdrawable({ concludedOn }, until)).toBe(true)
    expect(isWithdrawable({ concludedOn }, addDays(until, 1))).toBe(false)
  })

  const young = { startOn: '2026-12-01' as Day, concludedOn: '2026-11-23' as Day, noticeDays: 30 }
  it('undoes the contract before supply begins', () => {
    expect(decideEnd(young, { reason: 'WITHDRAWAL' }, '2026-11-23')).toBe('2026-12-01')
    expect(decideEnd(young, { reason: 'WITHDRAWAL' }, '2026-11-30')).toBe('2026-12-01')
  })

  it('ends supply that runs with the day of the declaration', () => {
    expect(decideEnd(young, { reason: 'WITHDRAWAL' }, '2026-12-01')).toBe('2026-12-02')
    expect(decideEnd(young, { reason: 'WITHDRAWAL' }, '2026-12-07')).toBe('2026-12-08')
  })

  it('is over after the last day', () => {
    expect(codeOf(() => decideEnd(young, { reason: 'WITHDRAWAL' }, '2026-12-08'))).toBe(
      'CONFLICT withdrawal_not_allowed',
    )
  })
})

describe('an end that was agreed upon, and one for a good reason', () => {
  it.each([undefined, 'EXTRAORDINARY'] as const)('comes on any day from today on (%s)', (reason) => {
    const end = (endOn?: Day) => decideEnd(contract, { reason, endOn }, '2026-11-23')
    expect(end('2026-11-23')).toBe('2026-11-23')
    expect(codeOf(() => end('2026-11-22'))).toBe('CONFLICT invalid_termination_date')
    expect(codeOf(() => end())).toBe('BAD_REQUEST custom')
  })
})
