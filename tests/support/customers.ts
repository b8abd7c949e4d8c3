import { randomBytes } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import type { Db } from '../../src/db/database.ts'
import type { CustomerId } from '../../src/domain/identifiers.ts'
import type { Ctx } from '../../src/features/ctx.ts'
import { createCustomer } from '../../src/features/customers/create-customer.ts'
import { createOrganization } from '../../src/features/organizations/create-organization.ts'
import { createPlan } from '../../src/features/plans/create-plan.ts'

export const NOW = Temporal.Instant.from('2026-06-01T08:00:00.123456Z')

/** A fresh organisation with a plan that customers can sign up for. */
export interface CustomersWorld {
  ctx: Ctx
  planSlug: string
}

export async function makeCustomersWorld(db: Db): Promise<CustomersWorld> {
  const { id } = await createOrganization({ db, now: NOW }, { name: 'Sonnwerk' })
  const ctx: Ctx = { db, organizationId: id, actor: { type: 'operator' }, now: NOW }
  const planSlug = `plan-${randomBytes(6).toString('hex')}`
  await createPlan(ctx, { slug: planSlug, name: 'Dynamisch' })
  return { ctx, planSlug }
}

export async function addPerson(
  { ctx, planSlug }: CustomersWorld,
  email: string,
  now = NOW,
): Promise<CustomerId> {
  const person = { type: 'person', first_name: 'Anna', last_name: 'Sommer', email, planSlug } as const
  return (await createCustomer({ ...ctx, now }, person)).id
}
