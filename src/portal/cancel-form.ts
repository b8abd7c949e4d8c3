import { addDays, type Day } from '../domain/local-time.ts'
import { emailAddress } from '../domain/text.ts'
import type { DeclarationContent, TerminationKind } from '../features/declarations/declaration.ts'
import { readDate } from '../features/meter-readings/read-submission.ts'
import type { Field } from '../http/form.ts'
import type { MessageKey } from '../ui/i18n.ts'

/** The fields of /cancel and /withdraw, as they were typed. */
export interface DeclarationForm {
  kind: string
  reason: string
  name: string
  contract: string
  end: string
  email: string
}

export type DeclarationField = keyof DeclarationForm
type Wrong = Extract<MessageKey, `cancel.wrong.${string}`>
/** What is wrong with which field. */
export type DeclarationProblems = Partial<Record<DeclarationField, Wrong>>

const NAME_CHARACTERS = 200
const CONTRACT_CHARACTERS = 100
const REASON_CHARACTERS = 2000
/** More than could be right; the rest of what was typed is not given back. */
const TYPED_CHARACTERS = 4000
/** Nobody gives notice for later than this by themselves; it is more likely a slip. */
const YEARS_AHEAD_DAYS = 3660

export function typedForm(field: Field): DeclarationForm {
  const typed = (name: DeclarationField) => (field(name) ?? '').slice(0, TYPED_CHARACTERS)
  return {
    kind: typed('kind'),
    reason: typed('reason'),
    name: typed('name'),
    contract: typed('contract'),
    end: typed('end'),
    email: typed('email'),
  }
}

type Read = { content: DeclarationContent; problems: null } | { content: null; problems: DeclarationProblems }

/** Reads notice: five things and no more (§ 312k (2) BGB), each checked in the order of the page. */
export function readTermination(form: DeclarationForm, today: Day): Read {
  const problems: DeclarationProblems = {}
  const terminationKind = readKind(form.kind)
  if (terminationKind === null) problems.kind = 'cancel.wrong.kind'
  const isExtraordinary = terminationKind === 'extraordinary'
  const reason = isExtraordinary ? tidy(form.reason, true) : null
  if (reason === '') problems.reason = 'cancel.wrong.reason'
  if (reason !== null && reason.length > REASON_CHARACTERS) problems.reason = 'cancel.wrong.reasonLong'
  const person = readPerson(form, problems)
  const end = form.end.trim() === '' ? null : readDate(form.end)
  if (end?.problem || (end && end.value > addDays(today, YEARS_AHEAD_DAYS))) problems.end = 'cancel.wrong.end'
  else if (end && end.value < today) problems.end = 'cancel.wrong.endPast'
  if (Object.keys(problems).length > 0 || terminationKind === null) return { content: null, problems }
  const intendedEndOn = end?.value ?? null
  return {
    content: { kind: 'termination', ...person, terminationKind, reason, intendedEndOn },
    problems: null,
  }
}

/** Reads a withdrawal: name, contract and address, as § 356a (2) BGB lists them. */
export function readWithdrawal(form: DeclarationForm): Read {
  const problems: DeclarationProblems = {}
  const person = readPerson(form, problems)
  if (Object.keys(problems).length > 0) return { content: null, problems }
  const nothing = { terminationKind: null, reason: null, intendedEndOn: null }
  return { content: { kind: 'withdrawal', ...person, ...nothing }, problems: null }
}

function readPerson(form: DeclarationForm, problems: DeclarationProblems) {
  const name = tidy(form.name)
  if (name === '') problems.name = 'cancel.wrong.name'
  if (name.length > NAME_CHARACTERS) problems.name = 'cancel.wrong.nameLong'
  const contract = tidy(form.contract)
  if (contract === '') problems.contract = 'cancel.wrong.contract'
  if (contract.length > CONTRACT_CHARACTERS) problems.contract = 'cancel.wrong.contractLong'
  const email = emailAddress.safeParse(form.email)
  if (!email.success) problems.email = 'cancel.wrong.email'
  return { name, contract, email: email.data ?? '' }
}

const readKind = (kind: string): TerminationKind | null =>
  kind === 'ordinary' || kind === 'extraordinary' ? kind : null

/** What was typed without control characters, which no name has and PostgreSQL does not take. */
function tidy(text: string, severalLines = false): string {
  const lines = text.replace(/\r\n?/g, '\n')
  return (severalLines ? lines : lines.replaceAll('\n', ' ')).replace(/(?!\n)\p{Cc}/gu, ' ').trim()
}
