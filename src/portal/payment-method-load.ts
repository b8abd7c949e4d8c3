import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { Supplier } from '../documents/supplier.ts'
import { findSupplier } from '../features/organizations/supplier-profile.ts'
import type { ContractPayment } from '../features/payment-methods/payment-method.ts'
import { getContractPayment } from '../features/payment-methods/queries.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { chooseContract, contractChoices } from './choose-contract.ts'
import type { ContractChoice } from './contract-switcher-view.tsx'
import type { PortalEnv } from './env.ts'
import type { Creditor, PaymentMethodModel } from './payment-method-view-model.ts'
import { whoIsSignedIn } from './session-cookie.ts'

export interface LoadedPayment {
  contracts: ContractChoice[]
  contract: CustomerSubscription
  payment: ContractPayment
  supplier: Supplier | null
  /** How many contracts have not ended. */
  runningContracts: number
}

/** The contract asked for, of who is signed in, and how it is paid. */
export async function loadPayment(
  deps: Pick<Deps, 'db'>,
  c: Context<PortalEnv>,
  asked: string | undefined,
): Promise<LoadedPayment | 'no_contract' | 'not_found'> {
  const { organizationId } = c.get('portal')
  const { contracts, contract } = await chooseContract(deps, c, asked)
  if (contracts.length === 0) return 'no_contract'
  if (!contract) return 'not_found'
  const [payment, supplier] = await Promise.all([
    getContractPayment(deps.db, organizationId, whoIsSignedIn(c).customer.id, contract.id),
    findSupplier(deps.db, organizationId),
  ])
  const runningContracts = contracts.filter(({ status }) => status !== 'ended').length
  return { contracts: contractChoices(contracts), contract, payment, supplier, runningContracts }
}

/**
 * Money is only ever collected by mandate. What is paid out needs none, unless a base fee may exceed it: then a month without
 * sun is collected.
 */
export const needsMandate = ({
  type,
  baseFeeCents,
}: Pick<CustomerSubscription, 'type' | 'baseFeeCents'>): boolean => type === 'consumption' || baseFeeCents > 0

export const creditorOf = (supplier: Supplier | null): Creditor | null =>
  supplier === null || supplier.creditorId === null
    ? null
    : { name: supplier.legalName, id: supplier.creditorId }

export const bankOf = (supplier: Supplier | null): PaymentMethodModel['bank'] =>
  supplier && supplier.bankAccount
