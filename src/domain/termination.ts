import { badRequest, conflict } from './failure.ts'
import { dayTypeOf } from './load-profile.ts'
import { addDays, type Day, weekday } from './local-time.ts'

/** § 355 (2) BGB: counted from the conclusion of the contract, for electricity too (§ 356 (2) no. 2 BGB). */
const WITHDRAWAL_DAYS = 14
/** § 41b (5) EnWG: whoever moves out may leave with so much notice, whatever the contract says. */
const MOVE_OUT_NOTICE_DAYS = 42
const SATURDAY = 6

/** Why a contract ends: by notice of either kind, because its customer moves out, or because it was withdrawn from. */
export type TerminationReason = 'ORDINARY' | 'EXTRAORDINARY' | 'MOVE_OUT' | 'WITHDRAWAL'

/** What the rules need to know of a contract. */
export interface TerminableContract {
  /** The first day of supply. */
  startOn: Day
  /** The day on which the contract was concluded. */
  concludedOn: Day
  noticeDays: number
}

export interface TerminationRequest {
  /** Without a reason the end was agreed upon: it may come on any day. */
  reason?: TerminationReason | undefined
  /** The first day no longer supplied. */
  endOn?: Day | undefined
}

/**
 * The earliest last day of supply when notice arrives `today`. The day of arrival does not count, and the contract ends
 * with the last day of the period (§§ 187 (1), 188 (1) BGB); supply that has not begun lasts a day at least. Who moves out
 * keeps to the shorter of the two periods.
 */
export function earliestLastDay(
  { startOn, noticeDays }: Pick<TerminableContract, 'startOn' | 'noticeDays'>,
  reason: 'ORDINARY' | 'MOVE_OUT',
  today: Day,
): Day {
  const days = reason === 'MOVE_OUT' ? Math.min(noticeDays, MOVE_OUT_NOTICE_DAYS) : noticeDays
  const lastDay = addDays(today, days)
  return lastDay > startOn ? lastDay : startOn
}

/**
 * The last day on which a contract can be withdrawn from. The day of its conclusion does not count; a period that would
 * end on a Saturday, Sunday or holiday ends on the next working day (§§ 187 (1), 188 (1), 193 BGB). Holidays of single
 * states are left out: nobody knows in which of them the customer declares.
 */
export function withdrawableUntil(concludedOn: Day): Day {
  let day = addDays(concludedOn, WITHDRAWAL_DAYS)
  while (!isWorkingDay(day)) day = addDays(day, 1)
  return day
}

/** Sundays count as holidays there; Christmas Eve and New Year's Eve are working days. */
const isWorkingDay = (day: Day): boolean => weekday(day) !== SATURDAY && dayTypeOf(day) !== 'holiday'

export const isWithdrawable = (contract: Pick<TerminableContract, 'concludedOn'>, today: Day): boolean =>
  today <= withdrawableUntil(contract.concludedOn)

/**
 * The first day no longer supplied, when this is declared `today`. A withdrawal undoes a contract whose supply has not
 * begun as of its beginning; supply that runs already ends with the day of the declaration, because nobody can be
 * signed off the grid for days gone by (BNetzA BK6-22-024).
 *
 * @throws Failure CONFLICT with `invalid_termination_date` for an end too early or past, `withdrawal_not_allowed` after the
 *   14 days; BAD_REQUEST when an end is needed and missing.
 */
export function decideEnd(contract: TerminableContract, request: TerminationRequest, today: Day): Day {
  const { reason, endOn } = request
  if (reason === 'WITHDRAWAL') {
    if (!isWithdrawable(contract, today)) throw withdrawalTooLate(contract.concludedOn)
    return today < contract.startOn ? contract.startOn : addDays(today, 1)
  }
  if (reason === 'ORDINARY' || reason === 'MOVE_OUT') {
    const earliest = addDays(earliestLastDay(contract, reason, today), 1)
    if (endOn === undefined && reason === 'ORDINARY') return earliest
    if (endOn !== undefined && endOn < earliest) {
      throw invalidEnd(`With its period of notice this contract ends on ${earliest} at the earliest.`)
    }
  }
  if (endOn === undefined) throw badRequest('intended_end_at', 'Say when the contract is to end.')
  if (endOn < today || endOn <= contract.startOn) {
    throw invalidEnd('A contract cannot end in the past or before it began.')
  }
  return endOn
}

const invalidEnd = (message: string) => conflict('intended_end_at', message, 'invalid_termination_date')

const withdrawalTooLate = (concludedOn: Day) =>
  conflict(
    'reason',
    `This contract could be withdrawn from until ${withdrawableUntil(concludedOn)}.`,
    'withdrawal_not_allowed',
  )
