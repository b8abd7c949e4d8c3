import { randomBytes } from 'node:crypto'
import { describe, expect, it, test } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { type Id, newId } from '../../domain/identifiers.ts'
import { setPortal } from '../plans/set-portal.ts'
import { faultsOf } from '../subscriptions/test-api.ts'
import { createShop, refusal, type Shop, stored } from '../subscriptions/test-orders.ts'
import { findLead } from './queries.ts'
import { leadsApi } from './routes.ts'
import { visitLead } from './visit-lead.ts'

const cursorKey = randomBytes(32)
const config = { isHttps: true, checkoutDomain: 'checkout.example.com' }

async function openShop(): Promise<Shop> {
  const shop = await createShop()
  await setPortal(shop.ctx, shop.planId, { portalEnabled: true, checkoutEnabled: true })
  return shop
}

const bodyOf = ({ planId }: Shop) => ({
  plan: planId,
  address: { zip: '12045' },
  meter: { estimated_usage: 2500 },
})

function clientOf({ db, organizationId, ctx }: Shop, caller: Partial<Caller> = {}) {
  const api = leadsApi({ db, cursorKey, now: () => ctx.now, config })
  const app = apiHost({ organizationId, ...caller }, (host) => host.route('/', api))
  const call = async (method: string, path: string, body?: unknown) => {
    const json =
      body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
    const answer = await app.request(path, { method, ...json })
    const read = await answer.json()
    matchesContract(method, path.startsWith('/leads/') ? '/leads/{id}' : '/leads', answer.status, read)
    return { status: answer.status, json: read }
  }
  return {
    get: (path: string) => call('GET', path),
    post: (body: unknown) => call('POST', '/leads', body),
  }
}

describe('POST /leads', () => {
  it('keeps what is known and answers the link to the checkout', async () => {
    const shop = await openShop()
    const { post, get } = clientOf(shop)
    const { status, json } = await post({
      ...bodyOf(shop),
      payment_method: { sepa_debit: { iban: 'DE02500105170137075030' } },
      created_by: 'berater-7',
      metadata: { campaign: 'herbst' },
    })
    expect(status).toBe(200)
    expect(json).toEqual({
      object: 'lead',
      id: expect.stringMatching(/^lead_/),
      subscription: null,
      subscribed_at: null,
      link: `https://${shop.planSlug}.checkout.example.com/?id=${json.id}`,
      created_at: '2025-08-15T10:00:00Z',
      created_by: 'berater-7',
      last_visited_at: null,
      metadata: { campaign: 'herbst' },
    })
    expect((await get(`/leads/${json.id}`)).json).toEqual(json)
  })

  it('refuses every bad field at once', async () => {
    const shop = await openShop()
    const answer = await clientOf(shop).post({
      customer: { type: 'robot', email: 'nobody' },
      address: { zip: '1204' },
      meter: { estimated_usage: 99, type: 'steam' },
      payment_method: { sepa_debit: { iban: 'de02 5001' } },
      intended_start_date: '2026-02-30',
      change_reason: 'boredom',
      metadata: { nested: {} },
    })
    expect(answer.status).toBe(400)
    expect(faultsOf(answer).slice(1)).toEqual([
      'customer.type: invalid_value',
      'customer.email: invalid_format',
      'address.zip: custom',
      'meter.estimated_usage: too_small',
      'meter.type: invalid_value',
      'payment_method.sepa_debit.iban: invalid_format',
      'intended_start_date: invalid_format',
      'change_reason: invalid_value',
      'plan: invalid_type',
      'metadata.nested: invalid_type',
    ])
  })

  it('refuses what could never become a contract', async () => {
    const shop = await openShop()
    const { post } = clientOf(shop)
    const wrong = { sepa_debit: { iban: 'DE02500105170137075031' } }
    expect(faultsOf(await post({ ...bodyOf(shop), payment_method: wrong }))).toEqual([
      422,
      'payment_method.sepa_debit.iban: invalid_iban',
    ])
    expect(faultsOf(await post({ ...bodyOf(shop), previous_supplier: newId('marketPartner') }))).toEqual([
      422,
      'previous_supplier: custom',
    ])
    expect(faultsOf(await post({ ...bodyOf(shop), metadata: { note: 'x'.repeat(10_240) } }))).toEqual([
      400,
      'metadata: too_big',
    ])
    const closed = await createShop()
    expect(faultsOf(await clientOf(closed).post(bodyOf(closed)))).toEqual([422, 'plan: custom'])
    for (const plan of [closed.planId, newId('plan'), 'x']) {
      expect((await post({ ...bodyOf(shop), plan })).json.message).toBe('Plan not found.')
    }
    const token = { tokenCustomerId: shop.customerId }
    expect((await clientOf(shop, token).post(bodyOf(shop))).status).toBe(403)
  })
})

describe('GET /leads', () => {
  it('lists the organisation’s leads, newest first, by pages', async () => {
    const shop = await openShop()
    const { post, get } = clientOf(shop)
    const ids: string[] = []
    for (let count = 0; count < 3; count += 1) ids.push((await post(bodyOf(shop))).json.id)
    const first = (await get('/leads?limit=2')).json
    expect(first.items.map(({ id }: { id: string }) => id)).toEqual([ids[2], ids[1]])
    const second = (await get(`/leads?limit=2&cursor=${first.next_page}`)).json
    expect(second.items.map(({ id }: { id: string }) => id)).toEqual([ids[0]])
    const none = (await get('/leads?filter[created_at][gte]=2030-01-01T00:00:00Z')).json
    expect(none.items).toEqual([])
  })

  test('another organisation’s lead is like a missing one, and a customer’s token sees none', async () => {
    const shop = await openShop()
    const { id } = (await clientOf(shop).post(bodyOf(shop))).json
    const strangers = [clientOf(await openShop()), clientOf(shop, { tokenCustomerId: shop.customerId })]
    for (const { get } of strangers) {
      expect((await get(`/leads/${id}`)).json.message).toBe('Lead not found.')
      expect((await get('/leads')).json.items).toEqual([])
    }
    for (const wrong of [newId('lead'), id.replace('lead_', 'sub_'), 'x']) {
      expect((await clientOf(shop).get(`/leads/${wrong}`)).status).toBe(404)
    }
  })
})

describe('a lead', () => {
  it('notes each visit by its own plan’s checkout alone', async () => {
    const shop = await openShop()
    const other = await openShop()
    const id: Id<'lead'> = (await clientOf(shop).post(bodyOf(shop))).json.id
    const { db, organizationId, planId } = shop
    expect(await visitLead(db, { ...other, id })).toBeUndefined()
    expect(await visitLead(db, { organizationId, planId: other.planId, id })).toBeUndefined()
    expect((await findLead(db, organizationId, id))?.lastVisitedAt).toBeNull()
    const visited = await visitLead(db, { organizationId, planId, id })
    expect(visited).toMatchObject({ id, planSlug: shop.planSlug, subscriptionId: null })
    expect(visited?.lastVisitedAt).not.toBeNull()
  })

  it('becomes one contract, which tells of it', async () => {
    const shop = await openShop()
    const { post, get } = clientOf(shop)
    const leadId: Id<'lead'> = (await post(bodyOf(shop))).json.id
    const orders = await Promise.allSettled([shop.order({ leadId }), shop.order({ leadId })])
    const made = orders.flatMap((order) => (order.status === 'fulfilled' ? [order.value.id] : []))
    expect(made).toHaveLength(1)
    expect(await refusal(shop.order({ leadId }))).toBe('CONFLICT lead custom')
    expect((await get(`/leads/${leadId}`)).json).toMatchObject({
      subscription: made[0],
      subscribed_at: '2025-08-15T10:00:00Z',
    })
    expect(await stored(shop).events()).toEqual([
      { topic: 'subscription.created', context: { subscription: made[0], lead: leadId } },
    ])
    const stranger = await openShop()
    expect(await refusal(stranger.order({ leadId }))).toBe('NOT_FOUND')
  })
})
