import type { Db, Tx } from '../../db/database.ts'
import type { Id, OrganizationId } from '../../domain/identifiers.ts'
import { type Page, type PageRequest, selectPage } from '../../http/pagination.ts'
import type { Event } from '../events/event.ts'
import { attemptLog, type WebhookDelivery } from './webhook-delivery.ts'
import { ENDPOINT_COLUMNS, type WebhookEndpoint } from './webhook-endpoint.ts'

/** The organisation's endpoints, newest first. */
export const listEndpoints = (
  db: Db,
  organizationId: OrganizationId,
  page: PageRequest,
): Promise<Page<WebhookEndpoint>> =>
  selectPage(endpoints(db, organizationId), page, {
    at: 'created_at',
    id: 'id',
    positionOf: (endpoint) => ({ at: endpoint.created_at, id: endpoint.id }),
  })

export const findEndpoint = (
  db: Db | Tx,
  organizationId: OrganizationId,
  id: Id<'webhookEndpoint'>,
): Promise<WebhookEndpoint | undefined> =>
  endpoints(db, organizationId).where('id', '=', id).executeTakeFirst()

const endpoints = (db: Db | Tx, organizationId: OrganizationId) =>
  db
    .selectFrom('webhook_endpoints')
    .select([...ENDPOINT_COLUMNS])
    .where('organization_id', '=', organizationId)

/** What went out to one endpoint, newest first. */
export async function listDeliveries(
  db: Db,
  organizationId: OrganizationId,
  endpointId: Id<'webhookEndpoint'>,
  page: PageRequest,
): Promise<Page<WebhookDelivery>> {
  const query = deliveries(db, organizationId).where('d.endpoint_id', '=', endpointId)
  const { rows, next } = await selectPage(query, page, {
    at: 'd.created_at',
    id: 'd.id',
    positionOf: (delivery) => ({ at: delivery.created_at, id: delivery.id }),
  })
  return { rows: rows.map(toDelivery), next }
}

export async function findDelivery(
  db: Db | Tx,
  organizationId: OrganizationId,
  id: Id<'webhookDelivery'>,
): Promise<WebhookDelivery | undefined> {
  const row = await deliveries(db, organizationId).where('d.id', '=', id).executeTakeFirst()
  return row && toDelivery(row)
}

const deliveries = (db: Db | Tx, organizationId: OrganizationId) =>
  db
    .selectFrom('webhook_deliveries as d')
    .innerJoin('events as e', (join) =>
      join.onRef('e.organization_id', '=', 'd.organization_id').onRef('e.id', '=', 'd.event_id'),
    )
    .selectAll('d')
    .select('e.topic')
    .where('d.organization_id', '=', organizationId)

type DeliveryRow = Awaited<ReturnType<ReturnType<typeof deliveries>['executeTakeFirstOrThrow']>>

const toDelivery = (row: DeliveryRow): WebhookDelivery => ({
  id: row.id,
  endpointId: row.endpoint_id,
  eventId: row.event_id,
  topic: row.topic as Event['topic'],
  status: row.status,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at,
  log: attemptLog.parse(row.log),
  response: row.response,
  createdAt: row.created_at,
  settledAt: row.settled_at,
})
