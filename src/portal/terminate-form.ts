import { addDays, type Day } from '../domain/local-time.ts'
import { readDate } from '../features/meter-readings/read-submission.ts'
import type { Field } from '../http/form.ts'

/** The ways out of a contract, as their pages are called. */
export const WAYS = ['terminate', 'move-out', 'withdraw'] as const
export type Way = (typeof WAYS)[number]

export interface TerminateForm {
  /** Of notice: `earliest` or `later`. */
  choice: string
  date: string
  /** Of who moves out. */
  address: string
}

export interface TerminateProblems {
  choice?: 'choice'
  date?: 'missing' | 'malformed' | 'tooEarly' | 'tooLate'
  address?: 'address'
}

type Read =
  | { lastDay: Day | null; newAddress: string | null; problems: null }
  | { problems: TerminateProblems }

const TYPED_CHARACTERS = 200
const ADDRESS_CHARACTERS = 200
/** A later day than this is more likely a slip than a plan. */
const AHEAD_DAYS = 730

export const latestLastDay = (today: Day): Day => addDays(today, AHEAD_DAYS)

export const typedForm = (field: Field): TerminateForm => ({
  choice: (field('choice') ?? '').slice(0, TYPED_CHARACTERS),
  date: (field('date') ?? '').slice(0, TYPED_CHARACTERS),
  address: (field('address') ?? '').slice(0, TYPED_CHARACTERS),
})

/** Reads a form of the way out; `earliest` is the earliest last day it allows today. */
export function readForm(way: Way, form: TerminateForm, earliest: Day, today: Day): Read {
  if (way === 'withdraw') return { lastDay: null, newAddress: null, problems: null }
  const problems: TerminateProblems = {}
  if (way === 'terminate' && form.choice === 'earliest')
    return { lastDay: null, newAddress: null, problems: null }
  if (way === 'terminate' && form.choice !== 'later') problems.choice = 'choice'
  const date = readDate(form.date)
  const isAsked = way === 'move-out' || form.choice === 'later'
  if (isAsked && date.problem) problems.date = date.problem
  else if (isAsked && date.value !== null) {
    if (date.value < earliest) problems.date = 'tooEarly'
    if (date.value > latestLastDay(today)) problems.date = 'tooLate'
  }
  const address = form.address
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, ADDRESS_CHARACTERS)
  if (way === 'move-out' && address === '') problems.address = 'address'
  if (Object.keys(problems).length > 0) return { problems }
  return { lastDay: date.value, newAddress: way === 'move-out' ? address : null, problems: null }
}
