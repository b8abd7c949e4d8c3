import { addDays, type Day, daysBetween, parseDay } from '../domain/local-time.ts'
import { type UsagePeriod, usagePeriod } from '../domain/usage-period.ts'
import type { Contract } from '../features/subscriptions/subscription.ts'
import type { RangeProblem, UsageModel } from './usage-view-model.ts'

type Query = (name: string) => string | undefined

export interface UsageAsked {
  period: UsagePeriod
  form: UsageModel['form']
}

/** Longer than any picture can show; whoever wants more takes the file. */
const MOST_DAYS = 3 * 366
const VIEWS = ['day', 'week', 'month', 'year'] as const

/**
 * The period that an address asks for: `from` and `to`, both days inclusive, or a `view` around a day. Null where the address
 * was not made by our pages; a range that was typed wrongly comes back with what is wrong about it.
 */
export function readUsageRequest(query: Query, contract: Contract, today: Day): UsageAsked | null {
  const usual = usualPeriod(contract, today)
  const typed = { from: query('from'), to: query('to') }
  if (typed.from !== undefined || typed.to !== undefined) return readRange(typed, usual)

  const view = query('view')
  const on = query('on')
  if (view === undefined && on === undefined) return { period: usual, form: formOf(usual) }
  const known = VIEWS.find((candidate) => candidate === (view ?? 'day'))
  const day = on === undefined ? latestDay(contract, today) : readDay(on)
  if (!known || !day) return null
  // Days and weeks of an analog meter would be the profile's, not the household's.
  const period = usagePeriod(contract.meterType === 'analog' ? 'year' : known, day)
  return { period, form: formOf(period) }
}

/** The last day that can have values: yesterday, or the contract's last. */
export function latestDay({ startOn, endOn }: Contract, today: Day): Day {
  const end = endOn !== null && endOn < today ? endOn : today
  const last = addDays(end, -1)
  return last < startOn ? startOn : last
}

function usualPeriod(contract: Contract, today: Day): UsagePeriod {
  const view = contract.meterType === 'analog' ? 'year' : contract.status === 'ended' ? 'month' : 'day'
  return usagePeriod(view, latestDay(contract, today))
}

const formOf = ({ from, to }: UsagePeriod): UsageModel['form'] => ({
  from,
  to: addDays(to, -1),
  fromProblem: null,
  toProblem: null,
})

function readRange(
  typed: { from: string | undefined; to: string | undefined },
  usual: UsagePeriod,
): UsageAsked {
  const from = readTyped(typed.from)
  const to = readTyped(typed.to)
  const form = {
    // A date field can hold nothing but a day.
    from: from.day ?? '',
    to: to.day ?? '',
    fromProblem: from.problem,
    toProblem: to.problem,
  }
  if (!from.day || !to.day) return { period: usual, form }
  const days = daysBetween(from.day, to.day) + 1
  if (days < 1) return { period: usual, form: { ...form, toProblem: 'reversed' } }
  if (days > MOST_DAYS) return { period: usual, form: { ...form, toProblem: 'too_long' } }
  return { period: { view: 'range', from: from.day, to: addDays(to.day, 1) }, form }
}

function readTyped(text: string | undefined): { day: Day | null; problem: RangeProblem | null } {
  const trimmed = (text ?? '').trim()
  if (trimmed === '') return { day: null, problem: 'missing' }
  const day = readDay(trimmed)
  return day ? { day, problem: null } : { day: null, problem: 'malformed' }
}

/** A day of this century, as a date field sends it. */
export function readDay(text: string): Day | null {
  if (!/^20\d{2}-\d{2}-\d{2}$/.test(text)) return null
  try {
    return parseDay(text)
  } catch {
    return null
  }
}
