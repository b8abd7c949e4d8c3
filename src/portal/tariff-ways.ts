import type { Day } from '../domain/local-time.ts'
import { earliestLastDay, withdrawableUntil } from '../domain/termination.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import type { ContractSheet } from '../features/subscriptions/termination-sheet.ts'
import type { OpenWays } from './tariff-view-model.ts'

/** What the customer can still declare; the same rules as the verb that takes it. */
export function openWays(
  contract: CustomerSubscription,
  { concludedOn, terminationReason }: Pick<ContractSheet, 'concludedOn' | 'terminationReason'>,
  today: Day,
): OpenWays {
  const { status, lastDay, noticeDays, startsOn } = contract
  const until = withdrawableUntil(concludedOn)
  const canWithdraw = status !== 'ended' && terminationReason !== 'WITHDRAWAL' && today <= until
  const terms = { startOn: startsOn, noticeDays }
  const isOpen = status !== 'ended' && lastDay === null
  return {
    terminateOn: isOpen ? earliestLastDay(terms, 'ORDINARY', today) : null,
    moveOutOn: isOpen ? earliestLastDay(terms, 'MOVE_OUT', today) : null,
    withdrawUntil: canWithdraw ? until : null,
  }
}
