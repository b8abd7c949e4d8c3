import { addDays, addMonths, type Day, firstDayOf, monthOf, monthsInRange } from './local-time.ts'

/** A bill is collected this long after it is issued: never less than the two weeks of § 40c (1) EnWG. */
export const PAYMENT_TERM_DAYS = 30
/** Values are preliminary for three days; a monthly bill must be out within three weeks (§ 40c (2) EnWG). */
const DAYS_UNTIL_VALUES_ARE_FINAL = 3
const INSTALMENT_DUE_AFTER_DAYS = 14

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

const earlier = (day: Day, limit: Day | null): Day => (limit !== null && limit < day ? limit : day)

function usagePeriod(from: Day, to: Day): BillingPeriod {
  const issueOn = addDays(to, DAYS_UNTIL_VALUES_ARE_FINAL)
  return { type: 'usage', from, to, issueOn, dueOn: addDays(issueOn, PAYMENT_TERM_DAYS) }
}
