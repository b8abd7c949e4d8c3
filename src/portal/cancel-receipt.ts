import type { Brand } from '../brand/brand.ts'
import { addDays, type Day } from '../domain/local-time.ts'
import type { Declaration, EndedContract } from '../features/declarations/declaration.ts'
import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'

/** What a receipt says, the same on the page, in the file and in the mail. */
export interface Receipt {
  subject: string
  heading: string
  rows: readonly (readonly [label: string, value: string])[]
  notes: readonly string[]
}

interface Words {
  t: T
  format: Format
  brand: Pick<Brand, 'name'>
}

/** What became of the contract; only for a customer who is signed in. */
export interface ReceiptContract {
  planName: string
  /** The first day no longer supplied; null where that is no longer this declaration's doing. */
  endOn: Day | null
  neverSupplied: boolean
}

/**
 * Content, day and time of a declaration, and when the contract is to end by it (§ 312k (4) BGB). Without `contract` it says
 * nothing that the declaration itself does not: whoever reads it may be anybody.
 */
export function receiptOf(
  { t, format, brand }: Words,
  declaration: Declaration,
  contract: ReceiptContract | null,
): Receipt {
  const { kind, terminationKind, name, email, reason } = declaration
  const at = declaration.receivedAt.epochMilliseconds
  const moment = { date: format.date(format.day(at)), time: format.time(at) }
  const rows: (readonly [string, string | null])[] = [
    [t('receipt.received'), t('receipt.at', moment)],
    [t('receipt.recipient'), brand.name],
    [t('receipt.kindLabel'), t(`receipt.kind.${terminationKind ?? 'withdrawal'}`)],
    [t(terminationKind === 'move_out' ? 'receipt.newAddress' : 'receipt.reason'), reason],
    [t('receipt.name'), name],
    [t('receipt.contract'), declaration.contract],
    [t('receipt.tariff'), contract?.planName ?? null],
    [t('receipt.end'), endOf(t, format, declaration, contract)],
    [t('receipt.email'), email],
    [t('receipt.reference'), declaration.id],
  ]
  return {
    subject: t(`receipt.subject.${kind}`, moment),
    heading: t(`receipt.heading.${kind}`),
    rows: rows.flatMap(([label, value]) => (value === null ? [] : [[label, value] as const])),
    notes: [noteOf(t, format, declaration, contract)],
  }
}

function endOf(
  t: T,
  format: Format,
  { kind, intendedEndOn }: Declaration,
  contract: ReceiptContract | null,
): string | null {
  if (contract?.neverSupplied) return t('receipt.undone')
  const lastDay = contract?.endOn ? addDays(contract.endOn, -1) : intendedEndOn
  if (lastDay !== null) return t('receipt.endOn', { date: format.date(lastDay) })
  return kind === 'withdrawal' ? null : t('receipt.endEarliest')
}

function noteOf(t: T, format: Format, { kind }: Declaration, contract: ReceiptContract | null): string {
  const isWithdrawal = kind === 'withdrawal'
  if (contract?.neverSupplied) return t('receipt.noteUndone')
  if (!contract?.endOn) return t(isWithdrawal ? 'receipt.noteWithdrawal' : 'receipt.noteTermination')
  const date = format.date(addDays(contract.endOn, -1))
  return t(isWithdrawal ? 'receipt.noteWithdrawn' : 'receipt.noteEnded', { date })
}

/** For the customer's own address: when the contract ends, as § 41b (1) EnWG wants it confirmed within a week. */
export function endReceiptOf({ t, format }: Words, ended: EndedContract): Receipt {
  const { number, planName, reason, neverSupplied } = ended
  const date = format.date(addDays(ended.endOn, -1))
  const kind = reason === 'WITHDRAWAL' ? 'withdrawal' : reason === 'MOVE_OUT' ? 'move_out' : 'ordinary'
  const note = neverSupplied
    ? t('receipt.noteUndone')
    : t(reason === 'WITHDRAWAL' ? 'receipt.noteWithdrawn' : 'receipt.noteEnded', { date })
  return {
    subject: neverSupplied
      ? t('receipt.subject.undone', { number })
      : t('receipt.subject.ended', { number, date }),
    heading: neverSupplied ? t('receipt.undoneHeading') : t('receipt.endedHeading', { date }),
    rows: [
      [t('receipt.contract'), number],
      [t('receipt.tariff'), planName],
      [t('receipt.kindLabel'), t(`receipt.kind.${kind}`)],
      [t('receipt.end'), neverSupplied ? t('receipt.undone') : t('receipt.endOn', { date })],
    ],
    notes: [note, t('receipt.noteWrong')],
  }
}

/** The receipt as a text to keep. */
export const receiptFile = (t: T, { heading, rows, notes }: Receipt): string =>
  [
    `${t('receipt.title')}: ${heading}`,
    rows.map(([label, value]) => `${label}: ${value.replaceAll('\n', '\n  ')}`).join('\n'),
    ...notes,
  ].join('\n\n') + '\n'
