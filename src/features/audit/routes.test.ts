import { randomBytes } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { beforeEach, describe, expect, test } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { testDatabase } from '../../../tests/support/database.ts'
import { createDatabase, type Db } from '../../db/database.ts'
import { type CustomerId, newId, type OrganizationId } from '../../domain/identifiers.ts'
import type { Actor, Ctx } from '../ctx.ts'
import { recordAudit } from './record.ts'
import { auditApi } from './routes.ts'

const NOW = Temporal.Instant.from('2026-06-01T08:00:00.5Z')
const ANNA = newId('customer')
const cursorKey = randomBytes(32)

let db: Db
let organizationId: OrganizationId

beforeEach(async () => {
  const { pool } = await testDatabase()
  db = createDatabase(pool)
  organizationId = newId('organization')
})

interface Recorded {
  hours?: number
  of?: OrganizationId
  customerId?: CustomerId
}

async function record(action: string, actor: Actor, recorded: Recorded = {}): Promise<void> {
  const { hours = 0, of = organizationId, ...entry } = recorded
  const ctx: Ctx = { db, organizationId: of, actor, now: NOW.add({ hours }) }
  await db.transaction().execute((tx) => recordAudit(tx, ctx, { action, ...entry }))
}

async function get(query = '', caller: Caller = { organizationId }) {
  const app = apiHost(caller, (host) => host.route('/', auditApi({ db, cursorKey })))
  const answer = await app.request(`/admin/audit_events${query}`)
  return { status: answer.status, json: await answer.json() }
}

const actions = (json: { items: { action: string }[] }) => json.items.map(({ action }) => action)

describe('GET /admin/audit_events', () => {
  test('200: who, what, whom, when, from where', async () => {
    const id = newId('auditEvent')
    await db
      .insertInto('audit_events')
      .values({
        organization_id: organizationId,
        id,
        occurred_at: '2026-06-01T08:00:00.123456Z',
        action: 'magic_link.minted',
        actor_type: 'client',
        actor_id: 'demo',
        customer_id: ANNA,
        subject: '0123456789abcdef',
        address: '2001:db8::1',
        user_agent: 'curl/8.0',
        details: '{"delivery":"message"}',
      })
      .execute()
    expect(await get()).toEqual({
      status: 200,
      json: {
        object: 'list',
        items: [
          {
            object: 'audit_event',
            id,
            action: 'magic_link.minted',
            occurred_at: '2026-06-01T08:00:00.123456Z',
            actor: { type: 'client', id: 'demo' },
            customer: ANNA,
            subject: '0123456789abcdef',
            address: '2001:db8::1',
            user_agent: 'curl/8.0',
            details: { delivery: 'message' },
          },
        ],
        has_more: false,
        next_page: null,
      },
    })
  })

  test('what is not known is null', async () => {
    await record('organization.created', { type: 'operator' })
    expect((await get()).json.items[0]).toMatchObject({
      actor: { type: 'operator', id: null },
      customer: null,
      subject: null,
      address: null,
      user_agent: null,
      details: null,
    })
  })

  test.each([
    ['', ['link.used', 'link.made', 'plan.created', 'link.made']],
    ['?filter[action][eq]=link.made', ['link.made', 'link.made']],
    ['?filter[action][starts_with]=LINK.', ['link.used', 'link.made', 'link.made']],
    [`?filter[customer][eq]=${ANNA}`, ['link.used', 'link.made']],
    ['?filter[client][eq]=demo', ['link.made']],
    // A customer whose id looks like a client's is no client.
    [`?filter[client][eq]=${ANNA}`, []],
    ['?filter[client][is_null]=true', ['link.used', 'plan.created']],
    ['?filter[occurred_at][gte]=2026-06-01T10:00:00Z', ['link.used', 'link.made']],
    ['?filter[occurred_at][lte]=2026-06-01T09:00:00.5Z&filter[action][contains]=link', ['link.made']],
  ])('newest first, filtered: %s', async (query, expected) => {
    await record('link.made', { type: 'client', id: 'other' })
    await record('plan.created', { type: 'operator' }, { hours: 1 })
    await record('link.made', { type: 'client', id: 'demo' }, { hours: 2, customerId: ANNA })
    await record('link.used', { type: 'customer', id: ANNA }, { hours: 3, customerId: ANNA })
    const { status, json } = await get(query)
    expect(status).toBe(200)
    expect(actions(json)).toEqual(expected)
  })

  test("another organisation's rows are not there, whatever the filter", async () => {
    await record('link.made', { type: 'client', id: 'demo' }, { of: newId('organization'), customerId: ANNA })
    for (const query of ['', `?filter[customer][eq]=${ANNA}`, '?filter[client][eq]=demo']) {
      expect((await get(query)).json).toEqual({ object: 'list', items: [], has_more: false, next_page: null })
    }
  })

  test('400: bad input, and a cursor of another list', async () => {
    const bad = await get('?limit=0&filter[occurred_at][gte]=2026-06-01')
    expect(bad.status).toBe(400)
    expect(bad.json.message).toBe('Not valid: filter[occurred_at][gte], limit.')
    await record('a.b', { type: 'system' })
    await record('a.b', { type: 'system' })
    const { next_page: cursor } = (await get('?limit=1')).json
    expect((await get(`?limit=1&cursor=${cursor}`)).status).toBe(200)
    expect((await get(`?limit=1&cursor=${cursor}&filter[action][eq]=a.b`)).json.message).toBe(
      'Not valid: cursor.',
    )
    expect((await get('?cursor=x')).json.message).toBe('Not valid: cursor.')
  })

  test('403: a token that speaks for one customer', async () => {
    const { status, json } = await get('', { organizationId, tokenCustomerId: ANNA })
    expect(status).toBe(403)
    expect(json).toMatchObject({
      code: 'FORBIDDEN',
      message: 'A token that speaks for one customer cannot read the audit log.',
    })
  })

  test('a walk of 250 rows of one instant while rows are added neither repeats nor skips one', async () => {
    for (let row = 0; row < 250; row += 1) await record(`row.${row}`, { type: 'system' })
    const walked: string[] = []
    let cursor: string | null = null
    do {
      const { json }: Awaited<ReturnType<typeof get>> = await get(
        `?limit=20${cursor === null ? '' : `&cursor=${cursor}`}`,
      )
      walked.push(...actions(json))
      cursor = json.next_page
      await record('row.late', { type: 'system' }, { hours: 1 })
    } while (cursor !== null)
    expect(walked).toHaveLength(250)
    expect(new Set(walked).size).toBe(250)
  })
})
