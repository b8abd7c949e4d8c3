import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, it } from 'vitest'
import { createTestApp, createWorld } from '../../../tests/support/world.ts'
import type { Id } from '../../domain/identifiers.ts'
import { endOtherSessions } from '../sessions/end-customer-sessions.ts'
import { createEndpoint } from './create-endpoint.ts'
import { recordPortalEvents } from './record-portal-events.ts'
import { settings, tidyUp } from './test-webhooks.ts'
import { updateEndpoint } from './update-endpoint.ts'
import type { InsertEndpoint } from './webhook-endpoint.ts'

afterEach(tidyUp)

async function createPortal() {
  const testApp = await createTestApp()
  const { db } = testApp.deps
  const world = await createWorld(testApp)
  const ctx = () => ({ ...world.ctx, now: Temporal.Now.instant() })
  const browser = world.browser()
  return {
    ...world,
    db,
    ctx,
    look: () => recordPortalEvents(db, Temporal.Now.instant()),
    addEndpoint: (input: Partial<InsertEndpoint>) =>
      createEndpoint(ctx(), settings, { url: 'https://hooks.example.com/', ...input }),
    async signOnAndOff() {
      const link = await world.mint()
      await browser.get(link.pathname + link.search)
      const { rows } = await testApp.pool.query<{ id: Id<'session'> }>(
        'select id from sessions where organization_id = $1 order by created_at desc limit 1',
        [world.organization.id],
      )
      await endOtherSessions(ctx(), world.customer.id, 'none is kept')
      return rows[0]?.id
    },
    told: async () =>
      (
        await db
          .selectFrom('webhook_deliveries as d')
          .innerJoin('events as e', 'e.id', 'd.event_id')
          .select(['d.endpoint_id', 'e.topic', 'e.context'])
          .where('d.organization_id', '=', world.organization.id)
          .orderBy('e.created_at')
          .orderBy('e.id')
          .execute()
      ).map(({ endpoint_id, topic, context }) => [endpoint_id, topic, context]),
  }
}

const ALL = ['portal.link_created', 'portal.link_used', 'portal.session_ended'] as const

it('sign-ons and sign-offs become events for who asks for them by name, each once', async () => {
  const portal = await createPortal()
  const { id: customer } = portal.customer
  await portal.addEndpoint({ topics: ['*'] })
  await portal.signOnAndOff()
  expect(await portal.look()).toBe(false)
  const { id } = await portal.addEndpoint({ topics: [...ALL] })
  const used = await portal.addEndpoint({ topics: ['*', 'portal.link_used'] })
  const session = await portal.signOnAndOff()
  expect(await portal.look()).toBe(true)
  expect(await portal.look()).toBe(true)
  const told = await portal.told()
  expect(told).toHaveLength(4)
  for (const entry of [
    [id, 'portal.link_created', { customer }],
    [id, 'portal.link_used', { customer }],
    [used.id, 'portal.link_used', { customer }],
    [id, 'portal.session_ended', { customer, session }],
  ])
    expect(told).toContainEqual(entry)
  const events = await portal.db
    .selectFrom('events')
    .select('id')
    .where('organization_id', '=', portal.organization.id)
    .execute()
  expect(events).toHaveLength(3)
  const event = await portal.api.get(`/events/${events[0]?.id}`)
  expect([event.status, await event.json()]).toMatchObject([200, { context: { customer } }])
})

it('what nobody asked for while it happened is not told of afterwards', async () => {
  const portal = await createPortal()
  const { id } = await portal.addEndpoint({ topics: [...ALL] })
  await updateEndpoint(portal.ctx(), settings, id, { disabled: true })
  await portal.signOnAndOff()
  expect(await portal.look()).toBe(false)
  await updateEndpoint(portal.ctx(), settings, id, { disabled: false })
  await portal.look()
  expect(await portal.told()).toEqual([])
  await updateEndpoint(portal.ctx(), settings, id, { topics: ['*'] })
  await portal.signOnAndOff()
  await updateEndpoint(portal.ctx(), settings, id, { topics: ['*', 'portal.link_used'] })
  await portal.look()
  expect(await portal.told()).toEqual([])
})

it('hours without any process are made up for', async () => {
  const portal = await createPortal()
  await portal.addEndpoint({ topics: ['portal.link_created'] })
  await portal.mint()
  const inHours = (hours: number) => recordPortalEvents(portal.db, Temporal.Now.instant().add({ hours }))
  await inHours(5)
  expect(await portal.told()).toHaveLength(1)
  // From now on it looks back a few minutes: five hours from now this link is none of its business.
  await portal.mint()
  await inHours(5)
  expect(await portal.told()).toHaveLength(1)
})
