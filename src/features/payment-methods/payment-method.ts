import { randomInt } from 'node:crypto'
import { type IbanFault, parseIban, sepaIbanFault } from '../../domain/iban.ts'
import type { Id, SubscriptionId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { line } from '../../domain/text.ts'

export type PaymentMethodId = Id<'paymentMethod'>

/** The account a contract is paid from, or paid out to. Its number leaves the database masked, never whole. */
export interface PaymentMethod {
  id: PaymentMethodId
  accountHolder: string
  maskedIban: string
  mandateReference: string
  givenOn: Day
  givenAtMs: number
}

/** How one contract is paid, with what foretells its next bill. */
export interface ContractPayment {
  subscriptionId: SubscriptionId
  method: PaymentMethod | null
  /** Gross, collected each month ahead of a yearly bill; null where each month is billed by its values. */
  instalmentCents: number | null
  startOn: Day
  /** The first day no longer supplied. */
  endOn: Day | null
}

/** As long as a name can be in a direct debit (pain.008, `Dbtr/Nm`). */
const HOLDER_CHARACTERS = 70
const holderLine = line(HOLDER_CHARACTERS)

export type HolderFault = 'missing' | 'too_long' | 'character'

export interface AccountFaults {
  accountHolder: HolderFault | null
  iban: IbanFault | null
}

export type ReadAccount =
  | { ok: true; account: { accountHolder: string; iban: string } }
  | { ok: false; faults: AccountFaults }

/** Tidies and checks what was typed; a fault never repeats the number. */
export function readAccount(typed: { accountHolder: string; iban: string }): ReadAccount {
  const holder = holderLine.safeParse(typed.accountHolder)
  const iban = parseIban(typed.iban)
  const ibanFault = sepaIbanFault(typed.iban)
  if (holder.success && iban.ok && ibanFault === null) {
    return { ok: true, account: { accountHolder: holder.data, iban: iban.value } }
  }
  return {
    ok: false,
    faults: { accountHolder: holder.success ? null : holderFault(typed.accountHolder), iban: ibanFault },
  }
}

function holderFault(typed: string): HolderFault {
  const length = typed.trim().length
  if (length === 0) return 'missing'
  return length > HOLDER_CHARACTERS ? 'too_long' : 'character'
}

/** Letters and digits that are hard to mistake for one another when read out. */
const ALPHABET = '123456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const RANDOM_CHARACTERS = 6
/** A mandate reference has at most 35 characters (SEPA core direct debit rulebook, AT-01), best without spaces. */
const REFERENCE_CHARACTERS = 35

/** Begins with the contract's number, so that customers find it again on their statement, and is used once. */
export function newMandateReference(contractNumber: string): string {
  const random = Array.from({ length: RANDOM_CHARACTERS }, () => ALPHABET[randomInt(ALPHABET.length)]).join(
    '',
  )
  return `${contractNumber.slice(0, REFERENCE_CHARACTERS - RANDOM_CHARACTERS - 1)}-${random}`
}
