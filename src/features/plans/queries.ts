import type { Selectable } from 'kysely'
import type { Temporal } from 'temporal-polyfill'
import { type BrandInput, brandInputSchema } from '../../brand/brand.ts'
import type { Db, Tx } from '../../db/database.ts'
import type { DB } from '../../db/tables.ts'
import { type CustomerId, isId, type OrganizationId, type PlanId } from '../../domain/identifiers.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'

/** A plan and the settings of its portal. Amounts as in `insertPlan`: cents gross a month, millionths of a euro net per kWh. */
export interface Plan {
  id: PlanId
  organizationId: OrganizationId
  slug: string
  name: string
  description: string
  type: 'consumption' | 'feed_in'
  tariff: 'dynamic' | 'fixed'
  currency: string
  baseFeeCents: number
  markupMicroEurPerKwh: number
  workingPriceMicroEurPerKwh: number | null
  feedInMicroEurPerKwh: number | null
  noticeDays: number
  portalEnabled: boolean
  checkoutEnabled: boolean
  customDomain: string | null
  frameAncestors: string[]
  linkTtlSeconds: number
  sessionIdleSeconds: number
  sessionMaxSeconds: number
  /** Whether its customers are written to without having asked (see features/notices). */
  customerMails: boolean
  /** Where the checkout leads after the order, with the ids of what was ordered; null: to its own last page. */
  redirectUrl: string | null
  createdAt: Temporal.Instant
}

/** By id or by slug, within the organisation. */
export async function findPlan(
  db: Db | Tx,
  organizationId: OrganizationId,
  idOrSlug: string,
): Promise<Plan | undefined> {
  const row = await db
    .selectFrom('plans')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .where(isId('plan', idOrSlug) ? 'id' : 'slug', '=', idOrSlug)
    .executeTakeFirst()
  return row && toPlan(row)
}

/** Oldest first: the order in which they were set up. */
export async function listPlans(db: Db | Tx, organizationId: OrganizationId): Promise<Plan[]> {
  const rows = await db
    .selectFrom('plans')
    .selectAll()
    .where('organization_id', '=', organizationId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toPlan)
}

/** One plan by its id; `only` finds it where that customer has, or had, a contract on it. */
export async function findOfferedPlan(
  db: Db,
  organizationId: OrganizationId,
  id: PlanId,
  only?: CustomerId,
): Promise<Plan | undefined> {
  const row = await plansOf(db, organizationId, only).where('id', '=', id).executeTakeFirst()
  return row && toPlan(row)
}

/** The organisation's plans, newest first; `only` leaves those that one customer has, or had, a contract on. */
export async function listOfferedPlans(
  db: Db,
  organizationId: OrganizationId,
  page: PageRequest,
  only?: CustomerId,
): Promise<Page<Plan>> {
  const { rows, next } = await selectPage(plansOf(db, organizationId, only), page, {
    at: 'created_at',
    id: 'id',
    positionOf: (plan) => ({ at: plan.created_at, id: plan.id }),
  })
  return { rows: rows.map(toPlan), next }
}

function plansOf(db: Db, organizationId: OrganizationId, only?: CustomerId) {
  const plans = db.selectFrom('plans').selectAll().where('organization_id', '=', organizationId)
  if (only === undefined) return plans
  return plans.where('id', 'in', (contracts) =>
    contracts
      .selectFrom('subscriptions')
      .select('plan_id')
      .where('organization_id', '=', organizationId)
      .where('customer_id', '=', only),
  )
}

/** What is stored of a brand, each part as far as it was set: the organisation's, and the plan's over it. */
export interface StoredBrands {
  organization: BrandInput & { name: string }
  plan: BrandInput
}

/** Without a plan, the plan's part is empty. Undefined when the organisation or its plan does not exist. */
export async function findBrands(
  db: Db | Tx,
  organizationId: OrganizationId,
  planId?: PlanId,
): Promise<StoredBrands | undefined> {
  const organization = await db
    .selectFrom('organizations')
    .select(['name', 'brand'])
    .where('id', '=', organizationId)
    .executeTakeFirst()
  if (!organization) return undefined
  const brand = brandInputSchema.parse(organization.brand)
  const ofOrganization = { ...brand, name: brand.name ?? organization.name }
  if (planId === undefined) return { organization: ofOrganization, plan: {} }
  const plan = await db
    .selectFrom('plans')
    .select('brand')
    .where('organization_id', '=', organizationId)
    .where('id', '=', planId)
    .executeTakeFirst()
  return plan && { organization: ofOrganization, plan: brandInputSchema.parse(plan.brand) }
}

function toPlan(row: Selectable<DB['plans']>): Plan {
  return {
    id: row.id,
    organizationId: row.organization_id,
    slug: row.slug,
    name: row.name,
    description: row.description,
    type: row.type,
    tariff: row.tariff,
    currency: row.currency,
    baseFeeCents: row.base_fee_cents,
    markupMicroEurPerKwh: row.markup_micro_eur_per_kwh,
    workingPriceMicroEurPerKwh: row.working_price_micro_eur_per_kwh,
    feedInMicroEurPerKwh: row.feed_in_micro_eur_per_kwh,
    noticeDays: row.notice_days,
    portalEnabled: row.portal_enabled,
    checkoutEnabled: row.checkout_enabled,
    customDomain: row.custom_domain,
    frameAncestors: row.frame_ancestors,
    linkTtlSeconds: row.link_ttl_seconds,
    sessionIdleSeconds: row.session_idle_seconds,
    sessionMaxSeconds: row.session_max_seconds,
    customerMails: row.customer_mails,
    redirectUrl: row.redirect_url,
    createdAt: row.created_at,
  }
}
