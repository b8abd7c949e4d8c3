import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../../db/database.ts'
import type { Id, OrganizationId } from '../../domain/identifiers.ts'

/** Who wants to hear once their postal code is served. */
interface ServiceRequest {
  id: Id<'serviceRequest'>
  planSlug: string
  zip: string
  email: string
  locale: 'de' | 'en'
  createdAt: Temporal.Instant
}

/** Newest first; `zip` leaves those of one postal code. */
export function listServiceRequests(
  db: Db,
  organizationId: OrganizationId,
  { zip, limit }: { zip?: string | undefined; limit: number },
): Promise<ServiceRequest[]> {
  let requests = db
    .selectFrom('service_requests as r')
    .innerJoin('plans as p', (join) =>
      join.onRef('p.organization_id', '=', 'r.organization_id').onRef('p.id', '=', 'r.plan_id'),
    )
    .select(['r.id', 'p.slug as planSlug', 'r.zip', 'r.email', 'r.locale', 'r.created_at as createdAt'])
    .where('r.organization_id', '=', organizationId)
  if (zip !== undefined) requests = requests.where('r.zip', '=', zip.trim())
  return requests.orderBy('r.created_at', 'desc').orderBy('r.id', 'desc').limit(limit).execute()
}
