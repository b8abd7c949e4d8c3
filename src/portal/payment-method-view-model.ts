import type { AccountFaults } from '../features/payment-methods/payment-method.ts'
import type { Day } from '../ui/format.ts'
import type { ContractChoice } from './contract-switcher-view.tsx'

export interface PaymentContract {
  id: string
  number: string
  status: 'pending' | 'active' | 'ended'
  kind: 'consumption' | 'feed_in'
}

/** Whom a mandate is given to: the supplier's name and creditor identifier. */
export interface Creditor {
  name: string
  id: string
}

export interface PaymentMethodModel {
  contracts: readonly ContractChoice[]
  contract: PaymentContract
  /** Null: the customer transfers the money. Of a payout account nothing is a mandate. */
  mandate: {
    accountHolder: string
    maskedIban: string
    mandateReference: string
    givenOn: Day
    isMandate: boolean
  } | null
  /** The next money that moves by it. Without an amount: the invoice will tell. */
  next: { on: Day; amountCents: number | null; means: 'debit' | 'payout' } | null
  /** Null where the supplier has no creditor identifier. */
  creditor: Creditor | null
  /** False where a mandate is needed and there is nobody it could be given to here. */
  canChange: boolean
  /** Where the customer transfers to. */
  bank: { holder: string; iban: string; bic: string | null; bank: string } | null
  /** What was just done, with the moment it was done. */
  receipt: { kind: 'changed'; atMs: number } | { kind: 'ended' } | null
  /** The account was changed in another window while this one was being filled in. */
  isMeanwhile: boolean
  hasMail: boolean
}

/** An account as it was typed, and what speaks against it. */
export interface AccountForm {
  accountHolder: string
  iban: string
  forAll: boolean
  faults: AccountFaults | null
  /** The account is the one that is used already. */
  isSame: boolean
  /** The box was left empty. */
  isNotAgreed: boolean
}

export interface ChangeAccountModel {
  contract: PaymentContract
  /** Whom the mandate is given to; null for a payout alone, which needs none. */
  creditor: Creditor | null
  /** Of the account that is used so far. */
  lastDigits: string | null
  /** The method that the form replaces, as the customer sees it. */
  replaces: string
  /** Running contracts that may share the account; one is the contract itself. */
  runningContracts: number
  form: AccountForm
  hasMail: boolean
}

export interface EndMandateModel {
  contract: PaymentContract
  mandateId: string
  lastDigits: string
  bank: PaymentMethodModel['bank']
}

/** Who signed in a while ago proves once more who they are. */
export interface IdentifyModel {
  email: string
  subscriptionId: string
  step: PaymentStep
  /** What was typed, sealed; empty when there was nothing. */
  sealed: string
  state: 'ask' | 'sent' | 'no_mail'
  error: 'malformed' | 'expired' | { triesLeft: number } | { tooManyMinutes: number } | null
  canResend: boolean
}

export const PAYMENT_STEPS = ['change', 'transfer'] as const
export type PaymentStep = (typeof PAYMENT_STEPS)[number]
export const isPaymentStep = (value: unknown): value is PaymentStep =>
  PAYMENT_STEPS.some((step) => step === value)

export const lastDigits = (maskedIban: string): string => maskedIban.slice(-4)
