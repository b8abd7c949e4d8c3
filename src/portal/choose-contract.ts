import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { listCustomerSubscriptions } from '../features/subscriptions/queries.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import type { ContractChoice } from './contract-switcher-view.tsx'
import type { PortalEnv } from './env.ts'
import { whoIsSignedIn } from './session-cookie.ts'

/**
 * The contracts of who is signed in, and the one a page speaks of: that of `?subscription=`, else the first that `suits` it,
 * else the first. Undefined when the one asked for is not theirs, or there is none.
 */
export async function chooseContract(
  { db }: Pick<Deps, 'db'>,
  c: Context<PortalEnv>,
  asked: string | undefined,
  suits: (contract: CustomerSubscription) => boolean = () => true,
): Promise<{ contracts: CustomerSubscription[]; contract: CustomerSubscription | undefined }> {
  const { organizationId } = c.get('portal')
  const contracts = await listCustomerSubscriptions(db, organizationId, whoIsSignedIn(c).customer.id)
  const contract =
    asked === undefined ? (contracts.find(suits) ?? contracts[0]) : contracts.find(({ id }) => id === asked)
  return { contracts, contract }
}

export const contractChoices = (contracts: readonly CustomerSubscription[]): ContractChoice[] =>
  contracts.map(({ id, planName, address }) => ({
    id,
    label: planName,
    detail: `${address.street} ${address.houseNumber}, ${address.city}`,
  }))
