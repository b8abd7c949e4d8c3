import { addDays, addMonths, type Day, firstDayOf, monthOf, monthsInRange } from './local-time.ts'

/** A bill is collected this long after it is issued: never less than the two weeks of § 40c (1) EnWG. */
export const PAYMENT_TERM_DAYS = 30
/** Values are preliminary for three days; a monthly bill must be out within three weeks (§ 40c (2) EnWG). */
const DAYS_UNTIL_VALUES_ARE_FINAL = 3
const INSTALMENT_DUE_AFTER_DAYS = 14
/** Nobody has to pay sooner after being asked (§ 40c (1) EnWG), nor wait longer for what was overpaid (§ 40c (3) EnWG). */
const TWO_WEEKS = 14

/** By when a credit is paid out. */
export const payoutBy = (today: Day): Day => addDays(today, TWO_WEEKS)

export interface BillingPeriod {
  type: 'usage' | 'prepayment'
  /** Its days `[from, to)`. */
  from: Day
  to: Day
  issueOn: Day
  dueOn: Day
}

interface Term {
  startOn: Day
  /** The first day no longer supplied. */
  endOn: Day | null
  byInstalments: boolean
}

/**
 * The bills of a contract whose period begins before `until`, in the order they are issued. By values: one a month.
 * By instalments: one in advance each month, and a settlement for each year of the contract or when it ends.
 */
export function billingPeriods({ startOn, endOn, byInstalments }: Term, until: Day): BillingPeriod[] {
  const end = endOn !== null && endOn < until ? endOn : until
  if (startOn >= end) return []
  const months = monthsInRange(startOn, end).map((month) => ({
    from: firstDayOf(month) > startOn ? firstDayOf(month) : startOn,
    to: earlier(firstDayOf(addMonths(month, 1)), endOn),
  }))
  if (!byInstalments) return months.map(({ from, to }) => usagePeriod(from, to))
  const instalments = months.map(({ from, to }): BillingPeriod => ({
    type: 'prepayment',
    from,
    to,
    issueOn: from,
    dueOn: addDays(from, INSTALMENT_DUE_AFTER_DAYS),
  }))
  const settlements: BillingPeriod[] = []
  for (let from = startOn; from < end;) {
    const to = earlier(`${addMonths(monthOf(from), 12)}-${from.slice(8)}` as Day, endOn)
    settlements.push(usagePeriod(from, to))
    from = to
  }
  return [...instalments, ...settlements].sort((a, b) =>
    a.issueOn < b.issueOn ? -1 : a.issueOn > b.issueOn ? 1 : 0,
  )
}

/** A bill of a contract that is there already, whatever became of it. */
export interface BilledPeriod {
  type: 'usage' | 'prepayment'
  from: Day
  isVoided: boolean
}

/**
 * The bills of a contract that are still to be written, of those whose period begins before `until`. Use whose bill was voided
 * is billed again; an instalment that was voided is not asked for again. Nor is one asked for beside its settlement: not when
 * that has been written, and not when it is due by `today`.
 */
export function unbilledPeriods(
  term: Term,
  until: Day,
  billed: readonly BilledPeriod[],
  today: Day,
): BillingPeriod[] {
  const done = new Set<string>()
  for (const { type, from, isVoided } of billed) {
    if (type === 'prepayment' || !isVoided) done.add(`${type} ${from}`)
  }
  const periods = billingPeriods(term, until)
  const settled = periods.filter(
    ({ type, from, issueOn }) => type === 'usage' && (issueOn <= today || done.has(`usage ${from}`)),
  )
  return periods.filter(({ type, from }) => {
    if (done.has(`${type} ${from}`)) return false
    return type === 'usage' || !settled.some((bill) => bill.from <= from && from < bill.to)
  })
}

/** When a bill written on `today` is due: as its period says, but never sooner than two weeks from then. */
export function dueOnWhenIssued({ dueOn }: BillingPeriod, today: Day): Day {
  const soonest = addDays(today, TWO_WEEKS)
  return dueOn < soonest ? soonest : dueOn
}

const earlier = (day: Day, limit: Day | null): Day => (limit !== null && limit < day ? limit : day)

function usagePeriod(from: Day, to: Day): BillingPeriod {
  const issueOn = addDays(to, DAYS_UNTIL_VALUES_ARE_FINAL)
  return { type: 'usage', from, to, issueOn, dueOn: addDays(issueOn, PAYMENT_TERM_DAYS) }
}
