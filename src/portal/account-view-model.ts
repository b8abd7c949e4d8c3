import type { PostalAddress } from '../features/customers/customer-addresses.ts'

export interface AccountModel {
  customer: {
    type: 'person' | 'company'
    firstName: string
    lastName: string
    companyName: string | null
    email: string
  }
  contracts: readonly {
    id: string
    number: string
    planName: string
    isEnded: boolean
    supply: PostalAddress
    billing: PostalAddress
  }[]
  sessions: readonly {
    id: string
    device: string
    isCurrent: boolean
    method: 'magic_link' | 'code'
    createdAtMs: number
    lastSeenAtMs: number
    /** Used within the last minutes: no time is said then. */
    isActive: boolean
  }[]
  /** Apps that may read the customer's data. */
  apps: readonly { consentId: string; name: string; description: string; grantedAtMs: number }[]
  /** Whose links sign in: the partner. */
  partnerName: string
  done: AccountDone | null
}

const DONE = ['name', 'billing', 'ended', 'others', 'none', 'app'] as const
export type AccountDone = (typeof DONE)[number]
export const isAccountDone = (value: unknown): value is AccountDone => DONE.some((done) => done === value)

export type LineFault = { kind: 'missing' | 'character' | 'zip' } | { kind: 'too_long'; max: number }

/** A form whose fields are lines of text: what was typed, and what is wrong with it. */
export interface LinesForm<Name extends string> {
  values: Readonly<Record<Name, string>>
  faults: Readonly<Partial<Record<Name, LineFault>>>
}

export type NameField = 'firstName' | 'lastName' | 'companyName'
export type AddressField = 'street' | 'houseNumber' | 'zip' | 'city'

export interface NameModel {
  isCompany: boolean
  form: LinesForm<NameField>
}

export interface BillingModel {
  subscriptionId: string
  number: string
  supply: PostalAddress
  runningContracts: number
  forAll: boolean
  form: LinesForm<AddressField>
}
