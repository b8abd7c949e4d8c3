import type { Day } from '../domain/local-time.ts'
import type { TerminateForm, TerminateProblems, Way } from './terminate-form.ts'

export interface TerminateModel {
  way: Way
  today: Day
  contract: {
    id: string
    number: string
    planName: string
    address: { street: string; houseNumber: string; zip: string; city: string }
    startsOn: Day
    lastDay: Day | null
    isOver: boolean
  }
  concludedOn: Day
  /** The earliest last day by this way, or until when the contract can be withdrawn from; null when it is closed. */
  open: Day | null
  /** Where the receipt goes. */
  email: string
  form: TerminateForm
  problems: TerminateProblems
  /** The second step: what is about to be declared. `lastDay` null: as if the contract had never been. */
  confirm: { lastDay: Day | null } | null
}

const TEXTS = { terminate: 'terminate', 'move-out': 'moveOut', withdraw: 'withdraw' } as const
export const textsOf = (way: Way) => `contractEnd.${TEXTS[way]}` as const
