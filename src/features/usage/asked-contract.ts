import type { Context } from 'hono'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../domain/failure.ts'
import { isId } from '../../domain/identifiers.ts'
import type { ApiEnv } from '../../http/api-env.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'

/** The contract that a request of the API names. @throws Failure NOT_FOUND, also where the token speaks for somebody else. */
export async function askedContract(db: Db, c: Context<ApiEnv>, id: string): Promise<Contract> {
  if (!isId('subscription', id)) throw notFound('Subscription')
  const contract = await getContract(db, c.get('organizationId'), id)
  const only = c.get('tokenCustomerId')
  if (only !== undefined && contract.customerId !== only) throw notFound('Subscription')
  return contract
}
