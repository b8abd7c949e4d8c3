import type { Temporal } from 'temporal-polyfill'
import type { Id } from '../../domain/identifiers.ts'

/** Everything a partner can be told about (contract/behaviour.md "Webhooks"). */
export const EVENT_TOPICS = [
  'subscription.created',
  'subscription.confirmed',
  'subscription.activated',
  'subscription.terminated',
  'subscription.ended',
  'invoice.created',
  'invoice.paid',
  'invoice.payment_failed',
  'invoice.voided',
  'invoice.uncollectible',
  'meter_order.created',
  'meter_order.placed',
  'meter_order.check_submitted',
  'meter_order.check_reviewed',
  'meter_order.scheduled',
  'meter_order.installed',
  'meter_order.activated',
  'meter_order.blocked',
  'meter_order.cancelled',
] as const

export type EventTopic = (typeof EVENT_TOPICS)[number]

/** What goes on at the portal's door: written down only where an endpoint asks for it by name. */
export const PORTAL_TOPICS = ['portal.link_created', 'portal.link_used', 'portal.session_ended'] as const

/** Written on demand, for one endpoint alone. */
export const TEST_TOPIC = 'test.event'

export const ALL_TOPICS = [...EVENT_TOPICS, ...PORTAL_TOPICS, TEST_TOPIC] as const

/** Something that happened: what, when, and the ids of what it concerns. */
export interface Event {
  id: Id<'event'>
  topic: (typeof ALL_TOPICS)[number]
  /** By the name of the resource: `{ subscription: 'sub_…' }`. Nothing else leaves with an event. */
  context: Readonly<Record<string, string>>
  createdAt: Temporal.Instant
}
