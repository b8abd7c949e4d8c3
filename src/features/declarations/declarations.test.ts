import { describe, expect, it } from 'vitest'
import type { Day } from '../../domain/local-time.ts'
import type { SubscriptionId } from '../../domain/identifiers.ts'
import { advanceSubscriptions } from '../subscriptions/advance-subscriptions.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import type { DeclarationContent } from './declaration.ts'
import { declareForContract } from './declare-for-contract.ts'
import { listDeclarations } from './list-declarations.ts'
import { numbersIn, wordsOf } from './match-contract.ts'
import { getCustomerDeclaration, getDeclaration } from './queries.ts'
import { receiveDeclaration } from './receive-declaration.ts'
import { createNoticed, NOTICE } from './test-notices.ts'

async function ready() {
  const { retailer, id, place } = await createNoticed()
  return {
    retailer,
    id,
    planId: place.planId,
    receive: (day: Day, fields: Partial<DeclarationContent> = {}, as: Retailer = retailer) =>
      receiveDeclaration(as.at(day), { ...NOTICE, ...fields }, place),
    endOf: (subscriptionId: SubscriptionId = id) => endOf(retailer, subscriptionId),
    list: (openOnly = false) =>
      listDeclarations(retailer.db, retailer.organizationId, { openOnly, limit: 100 }),
  }
}

const WITHDRAWAL = { kind: 'withdrawal', terminationKind: null } as const

async function endOf({ db, organizationId }: Retailer, id: SubscriptionId): Promise<string | null> {
  const row = await db
    .selectFrom('subscriptions')
    .select(['end_at', 'termination_reason'])
    .where('organization_id', '=', organizationId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return row.end_at && `${row.termination_reason} ${row.end_at.toString()}`
}

describe('a declaration of somebody who is not signed in', () => {
  it('is kept word for word and ends the contract that it is certain to mean', async () => {
    const { retailer, id, planId, receive, endOf, list } = await ready()
    const { declaration, isNew, ended } = await receive('2025-10-01')
    expect(isNew).toBe(true)
    expect(ended).toEqual({
      number: 'H62SU12A',
      planName: 'Dynamisch',
      endOn: '2025-11-01',
      neverSupplied: false,
      reason: 'ORDINARY',
      email: 'anna@example.com',
      customerLocale: null,
    })
    expect(await endOf()).toBe('ORDINARY 2025-10-31T23:00:00Z')
    const kept = await getDeclaration(retailer.db, retailer.organizationId, planId, declaration.id)
    expect(kept).toEqual({
      ...NOTICE,
      id: declaration.id,
      receivedAt: retailer.at('2025-10-01').now,
      subscriptionId: id,
    })
    expect(await list()).toMatchObject([{ contractNumber: 'H62SU12A', contractEndOn: '2025-11-01' }])
    expect(await list(true)).toEqual([])
  })

  it.each<[string, Partial<DeclarationContent>]>([
    ['the name in another order, case and spelling', { name: 'SOMMER, Ánna', email: 'a.s@example.net' }],
    ['the e-mail address alone', { name: 'A. S.', email: 'ANNA@example.com' }],
    ['the number with words and spaces', { contract: 'Vertrag Nr. h62su12a, Sonnenallee' }],
    ['the number in two parts', { contract: 'H62S U12A' }],
  ])('is certain by the number and %s', async (_, fields) => {
    const { receive, endOf } = await ready()
    expect((await receive('2025-10-01', fields)).ended).not.toBeNull()
    expect(await endOf()).toBe('ORDINARY 2025-10-31T23:00:00Z')
  })

  it.each<[string, Partial<DeclarationContent>]>([
    ['nobody of that name or address', { name: 'Anna Winter', email: 'winter@example.com' }],
    ['another number', { contract: 'H62SU12B' }],
    ['no number', { contract: 'mein Stromvertrag' }],
    ['an empty name between signs', { name: '···', email: 'x@example.com' }],
  ])('is kept for the operator with %s', async (_, fields) => {
    const { receive, endOf, list } = await ready()
    const { declaration, ended } = await receive('2025-10-01', fields)
    expect([ended, declaration.subscriptionId, await endOf()]).toEqual([null, null, null])
    expect(await list(true)).toHaveLength(1)
  })

  it('never ends a contract of another organisation', async () => {
    const { receive, endOf, list } = await ready()
    const stranger = await createRetailer()
    expect((await receive('2025-10-01', {}, stranger)).ended).toBeNull()
    expect([await endOf(), await list()]).toEqual([null, []])
  })

  it('for a good reason waits for somebody to judge it', async () => {
    const { id, receive, endOf, list } = await ready()
    const { declaration, ended } = await receive('2025-10-01', {
      terminationKind: 'extraordinary',
      reason: 'Die Preise sind dreimal falsch abgerechnet worden.',
    })
    expect([ended, declaration.subscriptionId, await endOf()]).toEqual([null, id, null])
    expect(await list(true)).toMatchObject([{ contractNumber: 'H62SU12A', contractEndOn: null }])
  })

  it('takes the day that was asked for, and for one too early the earliest possible', async () => {
    const later = await ready()
    await later.receive('2025-10-01', { intendedEndOn: '2025-12-31' })
    expect(await later.endOf()).toBe('ORDINARY 2025-12-31T23:00:00Z')
    const early = await ready()
    expect((await early.receive('2025-10-01', { intendedEndOn: '2025-10-05' })).ended?.endOn).toBe(
      '2025-11-01',
    )
  })

  it('withdraws within the 14 days, and is kept after them', async () => {
    const { receive, endOf } = await ready()
    expect((await receive('2025-08-29', WITHDRAWAL)).ended).toMatchObject({
      reason: 'WITHDRAWAL',
      endOn: '2025-09-01',
      neverSupplied: true,
    })
    expect(await endOf()).toBe('WITHDRAWAL 2025-08-31T22:00:00Z')
    const late = await ready()
    await advanceSubscriptions(late.retailer.at('2025-09-01'))
    expect((await late.receive('2025-09-01', WITHDRAWAL)).ended).toBeNull()
    expect([await late.endOf(), (await late.list(true)).length]).toEqual([null, 1])
  })

  it('sent twice, even at once, is one', async () => {
    const { receive, list } = await ready()
    const burst = await Promise.all(Array.from({ length: 6 }, () => receive('2025-10-01')))
    expect(burst.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect(new Set(burst.map(({ declaration }) => declaration.id)).size).toBe(1)
    expect(await list()).toHaveLength(1)
    await receive('2025-10-01', { contract: 'H62SU12A ' })
    expect(await list()).toHaveLength(2)
  })
})

describe('a declaration of a customer', () => {
  it('ends the contract and is kept with it, once', async () => {
    const { retailer, id, planId, endOf, list } = await ready()
    const input = {
      customerId: retailer.customerId,
      subscriptionId: id,
      reason: 'MOVE_OUT',
      lastDay: '2025-11-30',
      newAddress: 'Hafenstraße 3, 20359 Hamburg',
      planId,
      locale: 'de',
    } as const
    const ctx = retailer.at('2025-10-01')
    const { id: declarationId } = await declareForContract(ctx, input)
    expect(await endOf()).toBe('MOVE_OUT 2025-11-30T23:00:00Z')
    await expect(declareForContract(ctx, input)).rejects.toThrow('terminated already')
    expect(await list()).toHaveLength(1)
    const kept = await getCustomerDeclaration(
      retailer.db,
      retailer.organizationId,
      retailer.customerId,
      declarationId,
    )
    expect(kept).toMatchObject({
      planName: 'Dynamisch',
      endOn: '2025-12-01',
      neverSupplied: false,
      declaration: {
        terminationKind: 'move_out',
        contract: 'H62SU12A',
        name: 'Anna Sommer',
        reason: 'Hafenstraße 3, 20359 Hamburg',
      },
    })
  })

  it('refused leaves nothing behind', async () => {
    const { retailer, id, planId, endOf, list } = await ready()
    const input = { subscriptionId: id, lastDay: null, newAddress: null, planId, locale: 'de' } as const
    const stranger = await createRetailer()
    await expect(
      declareForContract(retailer.ctx, {
        ...input,
        reason: 'ORDINARY',
        customerId: stranger.customerId,
      }),
    ).rejects.toThrow('Subscription not found.')
    await expect(
      declareForContract(retailer.at('2025-10-01'), {
        ...input,
        reason: 'WITHDRAWAL',
        customerId: retailer.customerId,
      }),
    ).rejects.toThrow('could be withdrawn from until 2025-08-29')
    expect([await endOf(), await list()]).toEqual([null, []])
  })
})

describe('what a visitor writes', () => {
  it('numbers are found in it', () => {
    expect(numbersIn('h62 su12a')).toEqual(['H62SU12A', 'SU12A'])
    expect(numbersIn('Nr. H62SU12A / Berlin')).toEqual(['NRH62SU12ABERLIN', 'H62SU12A', 'BERLIN'])
    expect(numbersIn('–')).toEqual([])
  })

  it('names are the same in any order', () => {
    expect(wordsOf('Yıldız, Dilek')).toBe(wordsOf('dilek yıldız'))
    expect(wordsOf('Müller')).toBe(wordsOf('MÜLLER'))
    expect(wordsOf('Anna-Lena Groß')).toBe('anna groß lena')
  })
})
