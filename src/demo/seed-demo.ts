import { sql } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../db/database.ts'
import { addDays, type Day, dayAt, instantAt } from '../domain/local-time.ts'
import { createCustomer } from '../features/customers/create-customer.ts'
import type { Ctx } from '../features/ctx.ts'
import { createApiClient } from '../features/organizations/create-api-client.ts'
import { createOrganization } from '../features/organizations/create-organization.ts'
import { setSupplierProfile } from '../features/organizations/set-supplier-profile.ts'
import { createPlan } from '../features/plans/create-plan.ts'
import { setBrand } from '../features/plans/set-brand.ts'
import { setPortal } from '../features/plans/set-portal.ts'
import { advanceSubscriptions } from '../features/subscriptions/advance-subscriptions.ts'
import { createSubscription } from '../features/subscriptions/create-subscription.ts'
import { terminateSubscription } from '../features/subscriptions/terminate-subscription.ts'
import { importMarketData } from '../features/tariffs/import-market-data.ts'
import { type DemoDirs, readDemoData } from './demo-data.ts'
import { recordDemoOrders } from './demo-orders.ts'
import { FIRST_DAY } from './demo-prices.ts'
import type { DemoOrganization } from './demo-world.ts'
import { nordlicht } from './nordlicht.ts'
import { sonnwerk } from './sonnwerk.ts'
import { DEMO_SUPPLIERS } from './suppliers.ts'
import { topUpDemo } from './top-up-demo.ts'

export interface SeedDemo extends DemoDirs {
  db: Db
  now: Temporal.Instant
  log: (message: string) => void
  /** Where the partner's app is, which the portals lead back to. */
  partnerUrl?: string
}

/** Any fixed number: two processes starting at once build one world. */
const DEMO_LOCK = 0x64_65_6d_6f
const FOUNDED_ON: Day = '2025-06-16'

/**
 * Builds the demo world through the verbs that real data goes through, or, where it stands already, adds the days since
 * the last start. All in one transaction: a world is there whole or not at all.
 */
export async function seedDemo(deps: SeedDemo): Promise<void> {
  const started = performance.now()
  const data = await readDemoData(deps)
  await deps.db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${DEMO_LOCK})`.execute(tx)
    if (!(await isBuilt(tx))) {
      deps.log('building the demo world: two brands, nine customers, their prices, meter values and invoices')
      for (const csv of data.marketDataCsv) await importMarketData({ db: tx, now: deps.now }, { csv })
      const partnerUrl = deps.partnerUrl ?? 'http://localhost:4001'
      for (const organization of [sonnwerk(dayAt(deps.now)), nordlicht()]) {
        await buildOrganization(tx, organization, partnerUrl, deps.now)
      }
    }
    await topUpDemo({ tx, now: deps.now, data })
  })
  deps.log(`the demo world is up to date (${((performance.now() - started) / 1000).toFixed(1)} s)`)
}

async function isBuilt(tx: Tx): Promise<boolean> {
  const client = await tx
    .selectFrom('api_clients')
    .select('client_id')
    .where('client_id', '=', 'demo')
    .executeTakeFirst()
  return client !== undefined
}

async function buildOrganization(
  tx: Tx,
  { name, hasPartnerApp, brand, clients, plans, customers }: DemoOrganization,
  partnerUrl: string,
  now: Temporal.Instant,
): Promise<void> {
  const founded = instantAt(FOUNDED_ON, '09:00')
  const { id } = await createOrganization(
    { db: tx, now: founded },
    { name, returnUrlHosts: [new URL(partnerUrl).host], ...(hasPartnerApp && { homeUrl: partnerUrl }) },
  )
  const at = (instant: Temporal.Instant): Ctx => ({
    db: tx,
    organizationId: id,
    actor: { type: 'operator' },
    // Nothing is made in the future, also when the demo starts at midnight.
    now: instant.epochMilliseconds < now.epochMilliseconds ? instant : now,
  })
  const ctx = at(founded)
  await setBrand(ctx, { brand })
  const supplier = DEMO_SUPPLIERS[name]
  if (supplier) await setSupplierProfile(ctx, supplier)
  for (const { secret, ...client } of clients) await createApiClient(ctx, client, secret)
  for (const { plan, portal } of plans) {
    const created = await createPlan(ctx, plan)
    if (portal) await setPortal(ctx, created.id, portal)
  }
  for (const { customer, createdOn, contracts } of customers) {
    const created = await createCustomer(at(instantAt(createdOn, '08:30')), customer)
    for (const contract of contracts) {
      const { startOn } = contract.subscription
      const signedAt = instantAt(addDays(createdOn, 1), '10:15')
      const { id: subscriptionId } = await createSubscription(at(signedAt), {
        ...contract.subscription,
        customerId: created.id,
        metadata: { demoSeries: contract.series },
      })
      if (contract.orders) {
        const ctxAtStart = at(instantAt(startOn, '08:00'))
        await recordDemoOrders(ctxAtStart, subscriptionId, contract.orders, dayAt(now))
      }
      if (contract.endOn) {
        const noticeAt = instantAt(addDays(contract.endOn, -40), '18:20')
        await terminateSubscription(at(noticeAt), { subscriptionId, endOn: contract.endOn })
      }
    }
  }
  await advanceSubscriptions(at(instantAt(FIRST_DAY, '00:00')))
}
