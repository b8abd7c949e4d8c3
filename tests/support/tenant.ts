import { Temporal } from 'temporal-polyfill'
import type { Db } from '../../src/db/database.ts'
import type { CustomerId, OrganizationId, PlanId } from '../../src/domain/identifiers.ts'
import { createCustomer } from '../../src/features/customers/create-customer.ts'
import type { Ctx } from '../../src/features/ctx.ts'
import { setClientRate } from '../../src/features/oauth/client-rate.ts'
import { createApiClient } from '../../src/features/organizations/create-api-client.ts'
import { createOrganization } from '../../src/features/organizations/create-organization.ts'
import { createPlan } from '../../src/features/plans/create-plan.ts'
import { setPortal } from '../../src/features/plans/set-portal.ts'
import type { RunningServer } from './running-server.ts'

export interface Tenant {
  organizationId: OrganizationId
  clientId: string
  clientSecret: string
  planId: PlanId
  slug: string
  customerId: CustomerId
}

/** One partner in the database of a running server: an API client, a plan with a portal, a customer without a contract. */
export async function createTenant(db: Db, slug: string): Promise<Tenant> {
  const now = Temporal.Now.instant()
  const { id: organizationId } = await createOrganization({ db, now }, { name: 'Sonnwerk' })
  const ctx: Ctx = { db, organizationId, actor: { type: 'operator' }, now }
  const { clientId, clientSecret } = await createApiClient(ctx, { name: 'Backend' })
  // What is tried under load is everything but the limit.
  await setClientRate(ctx, clientId, 1_000_000)
  const { id: planId } = await createPlan(ctx, { slug, name: 'Dynamisch' })
  await setPortal(ctx, planId, { portalEnabled: true })
  const { id: customerId } = await createCustomer(ctx, {
    type: 'person',
    first_name: 'Mara',
    last_name: 'Muster',
    email: `mara@${slug}.example`,
    planSlug: slug,
  })
  return { organizationId, clientId, clientSecret, planId, slug, customerId }
}

/** An access token by the client's credentials. It outlives a restart of the server. */
export async function accessToken(
  server: RunningServer,
  { clientId, clientSecret }: Tenant,
): Promise<string> {
  const answer = await server.request('/oauth/token', {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  })
  if (answer.status !== 200) throw new Error(`No token: ${answer.status} ${answer.body}`)
  return (JSON.parse(answer.body) as { access_token: string }).access_token
}

/** Mints a link and answers its path and query; the host is the tenant's portal. Undefined for any other answer than 200. */
export async function mintLink(
  server: RunningServer,
  token: string,
  customerId: string,
): Promise<string | undefined> {
  const { status, body } = await server.request('/admin/magic_link', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ customerId }),
  })
  if (status !== 200) return undefined
  const { pathname, search } = new URL((JSON.parse(body) as { link: string }).link)
  return pathname + search
}
