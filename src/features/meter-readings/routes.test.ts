import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { apiHost, type Caller } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId } from '../../domain/identifiers.ts'
import { type Day, instantAt } from '../../domain/local-time.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { recordMeterReading } from './record-meter-reading.ts'
import { meterReadingsApi } from './routes.ts'

const cursorKey = randomBytes(32)

/** The operations as a client of the retailer calls them on 1 September 2026. */
function client(retailer: Retailer, caller: Partial<Caller> = {}) {
  const now = () => instantAt('2026-09-01', '12:00')
  const app = apiHost({ organizationId: retailer.organizationId, ...caller }, (host) =>
    host.route('/', meterReadingsApi({ db: retailer.db, cursorKey, now })),
  )
  const read = async (method: string, answer: Response) => {
    const json = await answer.json()
    matchesContract(method, '/meter-readings', answer.status, json)
    return { status: answer.status, json }
  }
  const postText = async (body: string) =>
    read(
      'POST',
      await app.request('/meter-readings', {
        method: 'POST',
        body,
        headers: { 'Content-Type': 'application/json' },
      }),
    )
  return {
    list: async (query = '') => read('GET', await app.request(`/meter-readings${query}`)),
    postText,
    post: (body: unknown) => postText(JSON.stringify(body)),
  }
}

/** A household of 3,650 kWh a year on an analog meter, read at 10,000 kWh when supply began on 1 September 2025. */
async function household() {
  const retailer = await createRetailer()
  const contract = await retailer.subscribe({
    meter: { type: 'analog', number: '48213377' },
    estimatedUsageWh: 3_650_000,
  })
  const record = (
    readOn: Day,
    valueWh: number,
    type: 'customer_report' | 'grid_reading' = 'customer_report',
  ) =>
    recordMeterReading(retailer.at(readOn, '18:00'), { subscriptionId: contract.id, readOn, valueWh, type })
  const first = await record('2025-09-01', 10_000_000)
  return { retailer, contract, record, first, api: client(retailer) }
}

const refused = ({ status, json }: Awaited<ReturnType<ReturnType<typeof client>['list']>>) => [
  status,
  ...(json.errors ?? []).map(({ code, field }: Record<string, string>) => `${field} ${code}`),
]

describe('POST /meter-readings', () => {
  it('takes a reading and answers it by the day in Berlin', async () => {
    const { retailer, contract, api } = await household()
    const reading = { subscription: contract.id, value: 13_650.123, timestamp: '2026-08-31T22:30:00Z' }
    const { status, json } = await api.post({ ...reading, unknown: true })
    expect([status, json]).toEqual([
      200,
      {
        object: 'meter_reading',
        id: json.id,
        customer: retailer.customerId,
        subscription: contract.id,
        meter: contract.meterId,
        value: 13_650.123,
        // Half past midnight on 1 September in Berlin.
        timestamp: '2026-08-31T22:00:00Z',
        type: 'customer_report',
        message: null,
        needs_review: false,
        created_at: '2026-09-01T10:00:00Z',
      },
    ])
    expect((await api.list()).json.items[0]).toEqual(json)
    const audit = await retailer.db
      .selectFrom('audit_events')
      .select(['action', 'actor_type', 'actor_id'])
      .where('organization_id', '=', retailer.organizationId)
      .where('subject', '=', json.id)
      .executeTakeFirstOrThrow()
    expect(audit).toEqual({
      action: 'meter_reading.recorded',
      actor_type: 'client',
      actor_id: 'client_test',
    })
  })

  it('asks back about an implausible value, and takes it with a message for review', async () => {
    const { contract, api } = await household()
    const reading = { subscription: contract.id, value: 40_000, timestamp: '2026-09-01T09:00:00+02:00' }
    const first = await api.post(reading)
    expect(refused(first)).toEqual([422, 'value implausible_meter_reading'])
    expect(first.json.message).toContain('30000 kWh since 2025-09-01 is far from the 3652.042 kWh')
    const { status, json } = await api.post({ ...reading, message: 'Neue Wärmepumpe' })
    expect([status, json.needs_review, json.message]).toEqual([200, true, 'Neue Wärmepumpe'])
    expect(refused(await api.post({ ...reading, value: 9000, timestamp: '2026-08-01T12:00:00Z' }))).toEqual([
      422,
      'value implausible_meter_reading',
    ])
  })

  it('refuses a second one of a day, one outside the contract, and one of a smart meter', async () => {
    const { retailer, contract, api } = await household()
    const post = async (timestamp: string, subscription: string = contract.id) =>
      refused(await api.post({ subscription, value: 13_650, timestamp }))
    expect(await post('2025-09-01T15:00:00Z')).toEqual([409, 'timestamp duplicate_meter_reading'])
    for (const outside of [
      '2025-08-31T21:59:59.999Z',
      '2026-09-01T22:00:00Z',
      '0000-01-01T00:00:00+23:59',
      '9999-12-31T23:59:59.12345678901234Z',
    ])
      expect(await post(outside)).toEqual([422, 'timestamp out_of_period_meter_reading'])
    const smart = await retailer.subscribe()
    expect(await post('2026-09-01T10:00:00Z', smart.id)).toEqual([
      422,
      'subscription unsupported_meter_reading',
    ])
  })

  it('names every bad field at once', async () => {
    const { contract, api } = await household()
    expect(refused(await api.post({}))).toEqual([
      400,
      'subscription invalid_type',
      'value invalid_type',
      'timestamp invalid_type',
    ])
    expect(
      refused(
        await api.post({
          subscription: contract.id,
          value: 0,
          timestamp: '2026-09-01',
          message: 'x'.repeat(501),
        }),
      ),
    ).toEqual([400, 'value too_small', 'timestamp invalid_format', 'message too_big'])
    const timestamp = '2026-09-01T10:00:00Z'
    expect(
      refused(await api.post({ subscription: contract.id, value: 1e300, timestamp, message: 'a\0b' })),
    ).toEqual([400, 'value too_big', 'message custom'])
    expect(
      refused(await api.post({ subscription: contract.id, value: 0.0004, timestamp, message: 'New.' })),
    ).toEqual([400, 'value custom'])
    for (const text of ['', '{', '[]', 'null', '"x"']) expect((await api.postText(text)).status).toBe(400)
    expect((await api.list()).json.items).toHaveLength(1)
  })

  it("knows no contract of another organisation, and takes nothing from a customer's token", async () => {
    const { retailer, contract, api } = await household()
    const stranger = await createRetailer()
    const reading = { value: 13_650, timestamp: '2026-09-01T10:00:00Z' }
    const from = client(stranger)
    for (const answer of [
      await from.post({ ...reading, subscription: contract.id }),
      await api.post({ ...reading, subscription: newId('subscription') }),
      await api.post({ ...reading, subscription: contract.meterId }),
      await api.post({ ...reading, subscription: 'sub_\0' }),
    ])
      expect([answer.status, answer.json.message]).toEqual([404, 'Subscription not found.'])
    const own = client(retailer, { tokenCustomerId: retailer.customerId })
    expect((await own.post({ ...reading, subscription: contract.id })).status).toBe(403)
  })
})

describe('GET /meter-readings', () => {
  it('lists the newest first, page by page, and by what can be filtered', async () => {
    const { contract, record, first, api } = await household()
    const second = await record('2026-03-01', 11_800_000, 'grid_reading')
    const third = await record('2026-09-01', 13_650_000)
    const ids = async (query: string) => {
      const { json } = await api.list(query)
      return json.items.map(({ id }: { id: string }) => id)
    }
    expect(await ids('')).toEqual([third.id, second.id, first.id])
    const page = (await api.list('?limit=2')).json
    expect([page.has_more, page.items.length]).toEqual([true, 2])
    expect(await ids(`?limit=2&cursor=${page.next_page}`)).toEqual([first.id])
    expect(await ids('?filter[type][eq]=grid_reading')).toEqual([second.id])
    expect(
      await ids(`?filter[subscription][eq]=${contract.id}&filter[created_at][gte]=2026-03-01T00:00:00Z`),
    ).toEqual([third.id, second.id])
    expect(await ids('?filter[subscription][ne]=sub_x&filter[type][contains]=REPORT')).toEqual([
      third.id,
      first.id,
    ])
    expect(refused(await api.list('?limit=0&cursor=x&cursor=y&filter[created_at][lte]=today'))).toEqual([
      400,
      'filter[created_at][lte] invalid_value',
      'limit too_small',
      'cursor invalid_type',
    ])
  })

  it("leaves other organisations' out, and other customers' of a customer's token", async () => {
    const { retailer, first } = await household()
    const count = async (...given: Parameters<typeof client>) =>
      (await client(...given).list()).json.items.length
    expect(first.id).toMatch(/^mr_/)
    expect(await count(await createRetailer())).toBe(0)
    expect(await count(retailer, { tokenCustomerId: retailer.customerId })).toBe(1)
    expect(await count(retailer, { tokenCustomerId: newId('customer') })).toBe(0)
  })
})
