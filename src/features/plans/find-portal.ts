import { LRUCache } from 'lru-cache'
import type { Db } from '../../db/database.ts'
import type { OrganizationId, PlanId } from '../../domain/identifiers.ts'

/** The plan behind one browser host, with its organisation: a portal's host where its portal is enabled, else a checkout's. */
export interface Portal {
  organizationId: OrganizationId
  organizationName: string
  /** The partner's own app or site. */
  homeUrl: string | null
  /** The organisation's brand and the plan's, as stored: the plan's values go over the organisation's. */
  organizationBrand: unknown
  planBrand: unknown
  planId: PlanId
  planName: string
  slug: string
  customDomain: string | null
  isCheckoutEnabled: boolean
  frameAncestors: readonly string[]
  sessionMaxSeconds: number
}

/** Changed settings take hold on every process within these milliseconds. */
const REMEMBER_MS = 2000
const MAX_HOSTS = 5000

/** What a host shows of a plan; only a portal's may be a domain of the partner's own. */
type Face = 'portal' | 'checkout'

/** `findPortal(host)`: undefined for a host below `domain` that is no plan's, or whose face is switched off. */
export function createFindPortal({ db, domain, face }: { db: Db; domain: string; face: Face }) {
  const remembered = new LRUCache<string, Promise<Portal | undefined>>({ max: MAX_HOSTS, ttl: REMEMBER_MS })
  const suffix = `.${domain}`

  return (host: string): Promise<Portal | undefined> => {
    const name = host.toLowerCase()
    const known = remembered.get(name)
    if (known) return known
    const slug = name.endsWith(suffix) ? name.slice(0, -suffix.length) : undefined
    const found = queryPortal(
      db,
      slug === undefined ? { custom_domain: name.replace(/:\d+$/, '') } : { slug },
      face,
    )
    remembered.set(name, found)
    found.catch(() => remembered.delete(name))
    return found
  }
}

export type FindPortal = ReturnType<typeof createFindPortal>

async function queryPortal(
  db: Db,
  by: { slug: string } | { custom_domain: string },
  face: Face,
): Promise<Portal | undefined> {
  const name = Object.values(by)[0] ?? ''
  // A host header may hold anything; only what could be a slug or a domain is looked up.
  if (!/^[a-z0-9][a-z0-9.-]*$/.test(name) || name.length > 253) return undefined
  const row = await db
    .selectFrom('plans as plan')
    .innerJoin('organizations as organization', 'organization.id', 'plan.organization_id')
    .select([
      'plan.organization_id',
      'organization.name as organization_name',
      'organization.home_url',
      'organization.brand as organization_brand',
      'plan.brand as plan_brand',
      'plan.id',
      'plan.name',
      'plan.slug',
      'plan.custom_domain',
      'plan.checkout_enabled',
      'plan.frame_ancestors',
      'plan.session_max_seconds',
    ])
    .where('slug' in by ? 'plan.slug' : 'plan.custom_domain', '=', name)
    .where(face === 'portal' ? 'plan.portal_enabled' : 'plan.checkout_enabled', '=', true)
    .executeTakeFirst()
  return (
    row && {
      organizationId: row.organization_id,
      organizationName: row.organization_name,
      homeUrl: row.home_url,
      organizationBrand: row.organization_brand,
      planBrand: row.plan_brand,
      planId: row.id,
      planName: row.name,
      slug: row.slug,
      customDomain: row.custom_domain,
      isCheckoutEnabled: row.checkout_enabled,
      frameAncestors: row.frame_ancestors,
      sessionMaxSeconds: row.session_max_seconds,
    }
  )
}
