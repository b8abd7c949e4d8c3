import { describe, expect, test } from 'vitest'
import { newId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { faultsOf, subscriptionsClient } from './test-api.ts'
import { createRetailer } from './test-contracts.ts'

/** A contract of 15 August 2025 that supplies from 1 September, with 30 days of notice, seen on a day. */
async function setUp(today: Day = '2025-10-20') {
  const retailer = await createRetailer()
  const { id } = await retailer.subscribe()
  const client = subscriptionsClient(retailer, { now: retailer.at(today).now })
  const terminate = (body: unknown, of: string = id) => client.terminate(of, body)
  return { retailer, id, client, terminate }
}

describe('200', () => {
  test('ORDINARY without a date ends with the notice period, at a Berlin midnight of winter time', async () => {
    const { id, client, terminate } = await setUp()
    // 20 October and 30 days: 19 November is the last day.
    const intended_end_at = '2025-11-19T23:00:00Z'
    expect(await terminate({ reason: 'ORDINARY' })).toEqual({
      status: 200,
      json: { reason: 'ORDINARY', intended_end_at },
    })
    expect((await client.get(`/subscriptions/${id}`)).json).toMatchObject({
      end_at: intended_end_at,
      terminated_at: '2025-10-20T07:00:00Z',
      updated_at: '2025-10-20T07:00:00Z',
    })
  })

  test('ORDINARY and MOVE_OUT on a date, written in any zone', async () => {
    const ordinary = await setUp()
    const body = { reason: 'ORDINARY', intended_end_at: '2026-07-01T00:00:00+02:00' }
    expect((await ordinary.terminate(body)).json.intended_end_at).toBe('2026-06-30T22:00:00Z')
    const moving = await setUp()
    const move = { reason: 'MOVE_OUT', intended_end_at: '2025-12-31T23:00:00.000Z' }
    expect(await moving.terminate(move)).toMatchObject({
      status: 200,
      json: { reason: 'MOVE_OUT', intended_end_at: '2025-12-31T23:00:00Z' },
    })
  })

  test('WITHDRAWAL before supply began undoes the contract', async () => {
    const { id, client, terminate } = await setUp('2025-08-20')
    expect((await terminate({ reason: 'WITHDRAWAL' })).json.intended_end_at).toBe('2025-08-31T22:00:00Z')
    expect((await client.get(`/subscriptions/${id}`)).json.status).toBe('ended')
  })
})

describe('what is refused', () => {
  test('400: bad bodies', async () => {
    const { terminate } = await setUp()
    const faults = async (body: unknown) => faultsOf(await terminate(body))
    expect(await faults({})).toEqual([400, 'reason: invalid_union'])
    expect(await faults({ reason: 'EXTRAORDINARY' })).toEqual([400, 'reason: invalid_union'])
    expect(await faults({ reason: 'MOVE_OUT' })).toEqual([400, 'intended_end_at: invalid_type'])
    const notDates = ['2025-12-31', '2025-12-31T23:00:00', 'soon', '2025-02-30T23:00:00Z', '']
    // The first day that a calendar of ours knows begins before its first instant.
    notDates.push('-271821-04-20T00:00:00Z')
    for (const intended_end_at of notDates) {
      expect(await faults({ reason: 'ORDINARY', intended_end_at })).toEqual([
        400,
        'intended_end_at: invalid_format',
      ])
    }
    // Midnight in London, a second late, the midnight of the other half of the year, and finer than a billionth.
    const notMidnights = ['2026-01-01T00:00:00Z', '2025-12-31T23:00:01Z', '2025-12-31T22:00:00Z']
    for (const intended_end_at of [...notMidnights, '2025-12-31T23:00:00.1234567891Z']) {
      expect(await faults({ reason: 'MOVE_OUT', intended_end_at })).toEqual([400, 'intended_end_at: custom'])
    }
    expect((await terminate(null)).status).toBe(400)
  })

  test('409: an end too early or past', async () => {
    const { id, client, terminate } = await setUp()
    for (const reason of ['ORDINARY', 'MOVE_OUT']) {
      // A day too early, and the day before supply began.
      for (const intended_end_at of ['2025-11-18T23:00:00Z', '2025-08-30T22:00:00Z']) {
        expect(faultsOf(await terminate({ reason, intended_end_at }))).toEqual([
          409,
          'intended_end_at: invalid_termination_date',
        ])
      }
    }
    expect((await client.get(`/subscriptions/${id}`)).json.end_at).toBeNull()
  })

  test('409: too late to withdraw', async () => {
    const { terminate } = await setUp('2025-08-30')
    expect(faultsOf(await terminate({ reason: 'WITHDRAWAL' }))).toEqual([
      409,
      'reason: withdrawal_not_allowed',
    ])
  })

  test('409: a contract whose end is settled', async () => {
    const { terminate } = await setUp()
    await terminate({ reason: 'ORDINARY' })
    expect(faultsOf(await terminate({ reason: 'ORDINARY' }))).toEqual([409, 'reason: ended_subscription'])
  })

  test("404: another organisation's contract, a missing one and an id of the wrong kind", async () => {
    const { id, terminate } = await setUp()
    const other = await setUp()
    for (const wrong of [other.id, newId('subscription'), id.replace('sub_', 'inv_'), 'x%00']) {
      expect((await terminate({ reason: 'ORDINARY' }, wrong)).status).toBe(404)
    }
    expect((await other.client.get(`/subscriptions/${other.id}`)).json.end_at).toBeNull()
  })
})
