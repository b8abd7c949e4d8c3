import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Temporal } from 'temporal-polyfill'
import { afterAll } from 'vitest'
import { createApp } from '../../src/app.ts'
import { loadConfig } from '../../src/config.ts'
import { createPool } from '../../src/db/database.ts'
import { type CreateDeps, createDeps } from '../../src/deps.ts'
import type { CustomerId } from '../../src/domain/identifiers.ts'
import { createCustomer } from '../../src/features/customers/create-customer.ts'
import type { Ctx } from '../../src/features/ctx.ts'
import { ensureSigningKeys } from '../../src/features/oauth/signing-keys.ts'
import { createApiClient } from '../../src/features/organizations/create-api-client.ts'
import { createOrganization } from '../../src/features/organizations/create-organization.ts'
import type { InsertApiClient, InsertOrganization } from '../../src/features/organizations/organization.ts'
import { createPlan } from '../../src/features/plans/create-plan.ts'
import type { InsertPlan, UpdatePortal } from '../../src/features/plans/plan.ts'
import { setPortal } from '../../src/features/plans/set-portal.ts'
import { createLog } from '../../src/http/log.ts'
import { createApiCaller } from './api-client.ts'
import { createBrowser } from './cookie-browser.ts'
import { testDatabase } from './database.ts'

let sequence = 0
const unique = () =>
  `${process.pid.toString(36)}${(sequence += 1).toString(36)}${Math.random().toString(36).slice(2, 8)}`

/** A running product without a socket: `app.fetch`, its log lines, and verbs to fill it. */
export async function createTestApp(
  environment: Record<string, string> = {},
  options: Pick<CreateDeps, 'now'> = {},
) {
  const { pool, connectionString } = await testDatabase()
  const keysDirectory = await mkdtemp(join(tmpdir(), 'stromtor-keys-'))
  const config = loadConfig({ DATA_DIR: keysDirectory, PORT: '4000', ...environment })
  await ensureSigningKeys(config.signingKeysFile)
  const lines: Record<string, unknown>[] = []
  const log = createLog({
    level: 'info',
    stream: { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  })
  const signOnPool = createPool({ connectionString, max: 4 })
  const deps = await createDeps({ config, log, pool, signOnPool, ...options })
  afterAll(async () => {
    await signOnPool.end()
    await rm(keysDirectory, { recursive: true })
  })
  return { deps, app: createApp(deps), pool, lines, config }
}

export type TestApp = Awaited<ReturnType<typeof createTestApp>>

/** A fresh organisation with one plan whose portal is enabled, an API client and a customer. */
export async function createWorld(
  testApp: TestApp,
  options: {
    organization?: Partial<InsertOrganization>
    plan?: Partial<InsertPlan>
    portal?: UpdatePortal
    client?: Partial<InsertApiClient>
  } = {},
) {
  const { deps, app, config } = testApp
  const now = Temporal.Now.instant()
  const organization = await createOrganization(
    { db: deps.db, now },
    { name: 'Sonnwerk', ...options.organization },
  )
  const ctx: Ctx = { db: deps.db, organizationId: organization.id, actor: { type: 'operator' }, now }
  const client = await createApiClient(ctx, { name: 'Backend', ...options.client })
  // Tests ask at a machine's pace; what the limit itself does has a test of its own.
  await deps.db
    .updateTable('api_clients')
    .set({ requests_per_second: 1_000_000 })
    .where('client_id', '=', client.clientId)
    .execute()
  const slug = `p-${unique()}`
  const plan = await createPlan(ctx, { slug, name: 'Dynamisch', ...options.plan })
  await setPortal(ctx, plan.id, { portalEnabled: true, ...options.portal })
  const addCustomer = (
    fields: { firstName?: string; email?: string; externalId?: string; planSlug?: string } = {},
  ): Promise<{ id: CustomerId }> =>
    createCustomer(ctx, {
      type: 'person',
      first_name: fields.firstName ?? 'Mara',
      last_name: 'Muster',
      email: fields.email ?? `${unique()}@example.com`,
      planSlug: fields.planSlug ?? plan.slug,
      ...(fields.externalId !== undefined && { externalId: fields.externalId }),
    })
  const customer = await addCustomer()
  const origin = `http://${plan.slug}.${config.portalDomain}`
  const api = createApiCaller(app, config.publicUrl, client)
  return {
    ctx,
    organization,
    client,
    plan,
    customer,
    addCustomer,
    /** Another plan of the same organisation with a portal of its own; answers its origin. */
    async addPortal(): Promise<string> {
      const other = await createPlan(ctx, { slug: `p-${unique()}`, name: 'Noch einer' })
      await setPortal(ctx, other.id, { portalEnabled: true })
      return `http://${other.slug}.${config.portalDomain}`
    },
    origin,
    api,
    /** A link for this customer. */
    mint: (body: Record<string, unknown> = {}) => api.mint({ customerId: customer.id, ...body }),
    isSignedIn: async (browser: ReturnType<typeof createBrowser>) =>
      (await browser.get('/start')).status === 200,
    /** A browser on this portal's host: it keeps cookies and follows nothing by itself. */
    browser: () => createBrowser(app, origin),
  }
}

export type World = Awaited<ReturnType<typeof createWorld>>
