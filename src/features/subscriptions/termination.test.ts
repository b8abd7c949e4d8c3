import { describe, expect, it } from 'vitest'
import { Failure } from '../../domain/failure.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { dueContracts } from '../invoices/due-contracts.ts'
import { advanceSubscriptions } from './advance-subscriptions.ts'
import { listCustomerSubscriptions } from './queries.ts'
import { terminateSubscription, type TerminateSubscription } from './terminate-subscription.ts'
import { createRetailer, type Retailer } from './test-contracts.ts'

const codeOf = async (run: Promise<unknown>): Promise<string> =>
  run.then(
    () => 'nothing thrown',
    (error: unknown) => {
      if (error instanceof Failure) return `${error.code} ${error.errors?.[0]?.code ?? ''}`.trim()
      throw error
    },
  )

async function stored({ db, organizationId }: Retailer, id: SubscriptionId) {
  const row = await db
    .selectFrom('subscriptions')
    .select(['status', 'end_at', 'terminated_at', 'termination_reason'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return [row.status, row.end_at?.toString() ?? null, row.termination_reason]
}

type Body = Omit<TerminateSubscription, 'subscriptionId'>

/** Concluded on Friday, 15 August 2025, supplied from 1 September, 30 days' notice. */
async function contract(fields: Parameters<typeof createRetailer>[0] = { noticeDays: 30 }) {
  const retailer = await createRetailer(fields)
  const { id } = await retailer.subscribe()
  await advanceSubscriptions(retailer.at('2025-09-01'))
  return {
    retailer,
    id,
    end: (day: `${number}-${number}-${number}`, body: Body, as = retailer) =>
      terminateSubscription(as.at(day), { subscriptionId: id, ...body }),
  }
}

describe('ending a contract', () => {
  it('by notice ends it at the end of the period, at Berlin midnight, and notes why', async () => {
    const { retailer, id, end } = await contract()
    const termination = await end('2025-09-26', { reason: 'ORDINARY' })
    expect(termination).toEqual({
      subscriptionId: id,
      customerId: retailer.customerId,
      reason: 'ORDINARY',
      endOn: '2025-10-27',
      neverSupplied: false,
    })
    // 26 October has 25 hours: its end is an hour later in UTC than its beginning would suggest.
    expect(await stored(retailer, id)).toEqual(['active', '2025-10-26T23:00:00Z', 'ORDINARY'])
    await advanceSubscriptions(retailer.at('2025-10-27', '00:00'))
    expect((await stored(retailer, id))[0]).toBe('ended')
  })

  it('refuses an end too early or past, and one that is missing where it is needed', async () => {
    const { retailer, id, end } = await contract({ noticeDays: 60 })
    expect(await codeOf(end('2025-10-01', { reason: 'ORDINARY', endOn: '2025-11-30' }))).toBe(
      'CONFLICT invalid_termination_date',
    )
    expect(await codeOf(end('2025-10-01', { reason: 'ORDINARY', endOn: '2025-09-10' }))).toBe(
      'CONFLICT invalid_termination_date',
    )
    expect(await codeOf(end('2025-10-01', { reason: 'MOVE_OUT', endOn: '2025-11-12' }))).toBe(
      'CONFLICT invalid_termination_date',
    )
    expect(await codeOf(end('2025-10-01', { reason: 'MOVE_OUT' }))).toBe('BAD_REQUEST custom')
    expect(await stored(retailer, id)).toEqual(['active', null, null])
    expect((await end('2025-10-01', { reason: 'MOVE_OUT', endOn: '2025-11-13' })).endOn).toBe('2025-11-13')
  })

  it('happens once, however often and how fast it is asked for', async () => {
    const { retailer, id, end } = await contract()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => codeOf(end('2025-10-01', { reason: 'ORDINARY' }))),
    )
    expect(answers.toSorted()).toEqual([
      ...Array.from({ length: 5 }, () => 'CONFLICT already_terminated'),
      'nothing thrown',
    ])
    expect(await codeOf(end('2025-10-01', { reason: 'MOVE_OUT', endOn: '2025-12-31' }))).toBe(
      'CONFLICT already_terminated',
    )
    const audit = await retailer.db
      .selectFrom('audit_events')
      .select(['action', 'details'])
      .where('organization_id', '=', retailer.organizationId)
      .where('subject', '=', id)
      .where('action', '=', 'subscription.terminated')
      .execute()
    expect(audit).toEqual([
      { action: 'subscription.terminated', details: { endOn: '2025-11-01', reason: 'ORDINARY' } },
    ])
  })

  it('is nobody else’s: another organisation finds no such contract', async () => {
    const { retailer, id, end } = await contract()
    const stranger = await createRetailer()
    for (const reason of ['ORDINARY', 'WITHDRAWAL'] as const)
      expect(await codeOf(end('2025-09-02', { reason }, stranger))).toBe('NOT_FOUND')
    expect(await stored(retailer, id)).toEqual(['active', null, null])
  })
})

describe('withdrawing', () => {
  it('before supply begins leaves nothing: ended at once, never supplied, never billed', async () => {
    const retailer = await createRetailer()
    const { id } = await retailer.subscribe()
    const { endOn } = await terminateSubscription(retailer.at('2025-08-29', '23:59'), {
      subscriptionId: id,
      reason: 'WITHDRAWAL',
    })
    expect(endOn).toBe('2025-09-01')
    expect(await stored(retailer, id)).toEqual(['ended', '2025-08-31T22:00:00Z', 'WITHDRAWAL'])
    expect(await advanceSubscriptions(retailer.at('2025-09-02'))).toBe(0)
    const [listed] = await listCustomerSubscriptions(
      retailer.db,
      retailer.organizationId,
      retailer.customerId,
    )
    expect([listed?.status, listed?.lastDay]).toEqual(['ended', '2025-08-31'])
    for await (const due of dueContracts(retailer.db, retailer.organizationId, '2025-12-01'))
      expect(due).toEqual([])
  })

  it('is possible for 14 days from the conclusion of the contract, and not a moment longer', async () => {
    const { retailer, id, end } = await contract()
    expect(await codeOf(end('2025-09-01', { reason: 'WITHDRAWAL' }))).toBe('CONFLICT withdrawal_not_allowed')
    expect(await stored(retailer, id)).toEqual(['active', null, null])
  })

  it('ends supply that runs already with that day, also after notice was given', async () => {
    const retailer = await createRetailer()
    const { id } = await retailer.subscribe({ startOn: '2025-08-20' })
    await advanceSubscriptions(retailer.at('2025-08-20'))
    const as = (time: string) => retailer.at('2025-08-25', time)
    await terminateSubscription(as('08:00'), { subscriptionId: id, reason: 'ORDINARY' })
    const withdrawn = await terminateSubscription(as('09:00'), { subscriptionId: id, reason: 'WITHDRAWAL' })
    expect(withdrawn.endOn).toBe('2025-08-26')
    expect(await stored(retailer, id)).toEqual(['active', '2025-08-25T22:00:00Z', 'WITHDRAWAL'])
    expect(
      await codeOf(terminateSubscription(as('09:01'), { subscriptionId: id, reason: 'WITHDRAWAL' })),
    ).toBe('CONFLICT already_terminated')
  })
})
