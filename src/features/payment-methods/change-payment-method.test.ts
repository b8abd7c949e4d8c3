import { beforeAll, describe, expect, it } from 'vitest'
import { type CustomerId, newId, type SubscriptionId } from '../../domain/identifiers.ts'
import { createCustomer } from '../customers/create-customer.ts'
import { createRetailer, type Retailer } from '../subscriptions/test-contracts.ts'
import { type ChangePaymentMethod, changePaymentMethod } from './change-payment-method.ts'
import { endMandate } from './end-mandate.ts'
import { newMandateReference, type PaymentMethodId, readAccount } from './payment-method.ts'
import { getContractPayment } from './queries.ts'

const NEW_IBAN = 'DE89370400440532013000'

let retailer: Retailer
let customerId: CustomerId
let first: SubscriptionId
let second: SubscriptionId
beforeAll(async () => {
  retailer = await createRetailer()
  customerId = retailer.customerId
})

const methodOf = async (id: SubscriptionId) =>
  (await getContractPayment(retailer.db, retailer.organizationId, customerId, id)).method

const change = (fields: Partial<ChangePaymentMethod> & { replaces: PaymentMethodId | null }) =>
  changePaymentMethod(retailer.at('2026-11-23'), {
    customerId,
    subscriptionId: first,
    forAll: false,
    accountHolder: 'Anna Sommer',
    iban: NEW_IBAN,
    ...fields,
  })

const rows = () =>
  retailer.db
    .selectFrom('payment_methods')
    .select(['id', 'iban', 'mandate_reference', 'replaced_at'])
    .where('organization_id', '=', retailer.organizationId)
    .orderBy('id')
    .execute()
const audits = () =>
  retailer.db
    .selectFrom('audit_events')
    .select(['action', 'subject', 'details', 'actor_type'])
    .where('organization_id', '=', retailer.organizationId)
    .where('action', 'like', 'payment_method.%')
    .orderBy('id')
    .execute()

describe('changing the account of a contract', () => {
  it('makes a new mandate with its own reference, and keeps the old one with the moment it was replaced', async () => {
    first = (await retailer.subscribe({ number: 'H62SU12A' })).id
    second = (await retailer.subscribe({ number: 'H62SU12B' })).id
    const before = (await methodOf(first))!
    const changed = await change({ replaces: before.id, iban: 'de89 3704 0044 0532 0130 00' })
    expect(changed).toMatchObject({ isNew: true, contractNumbers: ['H62SU12A'] })
    expect(changed.mandateReference).toMatch(/^H62SU12A-[1-9A-HJ-NP-Z]{6}$/)
    expect(await methodOf(first)).toMatchObject({
      id: changed.id,
      maskedIban: 'DE************3000',
      givenOn: '2026-11-23',
    })
    expect((await methodOf(second))?.maskedIban).toBe('DE************2051')
    const old = (await rows()).find(({ id }) => id === before.id)
    expect(old).toMatchObject({ iban: 'DE02120300000000202051', mandate_reference: 'H62SU12A' })
    expect(old?.replaced_at?.toString()).toBe('2026-11-23T08:00:00Z')
    const [audit] = await audits()
    expect(audit).toMatchObject({ action: 'payment_method.changed', subject: changed.id })
    expect(JSON.stringify(audit)).not.toContain('3704')
  })

  it('sent twice it is done once, also when both come at the same time', async () => {
    const before = (await methodOf(second))!
    const request = { subscriptionId: second, replaces: before.id }
    const answers = await Promise.all([change(request), change(request), change(request)])
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1)
    expect(answers.filter(({ isNew }) => isNew)).toHaveLength(1)
    expect((await change(request)).isNew).toBe(false)
    expect((await audits()).filter(({ action }) => action === 'payment_method.changed')).toHaveLength(2)
  })

  it('an old form does not undo a newer change', async () => {
    const [stale] = await rows()
    await expect(change({ replaces: stale!.id, iban: 'DE02500105170137075030' })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect((await methodOf(first))?.maskedIban).toBe('DE************3000')
  })

  it('says when the account is the same', async () => {
    const { id } = (await methodOf(first))!
    await expect(change({ replaces: id })).rejects.toMatchObject({
      errors: [{ code: 'same_payment_method', field: 'iban' }],
    })
  })

  it('is one mandate for all running contracts when it was asked for all', async () => {
    const { id } = (await methodOf(first))!
    const changed = await change({ replaces: id, forAll: true, iban: 'DE02500105170137075030' })
    expect(changed.contractNumbers).toEqual(['H62SU12A', 'H62SU12B'])
    expect([(await methodOf(first))?.id, (await methodOf(second))?.id]).toEqual([changed.id, changed.id])
    expect((await rows()).filter(({ replaced_at }) => replaced_at === null).map((row) => row.id)).toEqual([
      changed.id,
    ])
  })

  it('refuses what is no account, other customers’ contracts and ended ones; nothing is written', async () => {
    const count = (await rows()).length
    const { id: replaces } = (await methodOf(first))!
    for (const iban of ['', 'DE89370400440532013001', 'TR330006100519786457841326', 'x'.repeat(5000)])
      await expect(change({ replaces, iban })).rejects.toMatchObject({ code: 'UNPROCESSABLE_ENTITY' })
    for (const accountHolder of ['', ' ', 'x'.repeat(71), 'Anna\u0000'])
      await expect(change({ replaces, accountHolder })).rejects.toMatchObject({
        code: 'UNPROCESSABLE_ENTITY',
      })
    const other = await createCustomer(retailer.ctx, {
      type: 'person',
      first_name: 'Bernd',
      last_name: 'Winter',
      email: 'bernd@example.com',
      planSlug: retailer.planSlug,
    })
    await expect(change({ replaces, customerId: other.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(change({ replaces, subscriptionId: newId('subscription') })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
    const elsewhere = await createRetailer()
    await expect(
      changePaymentMethod(elsewhere.ctx, {
        customerId,
        subscriptionId: first,
        forAll: true,
        accountHolder: 'Anna Sommer',
        iban: NEW_IBAN,
        replaces,
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(
      getContractPayment(retailer.db, retailer.organizationId, other.id, first),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await rows()).toHaveLength(count)
  })

  it('a mandate can be ended, once; its account stays with the other contract', async () => {
    const { id: mandate } = (await methodOf(first))!
    const ctx = retailer.at('2026-11-24')
    await expect(
      endMandate(ctx, { customerId, subscriptionId: first, mandate: newId('paymentMethod') }),
    ).rejects.toMatchObject({ code: 'CONFLICT' })
    const request = { customerId, subscriptionId: first, mandate }
    expect(await endMandate(ctx, request)).toMatchObject({ isNew: true, maskedIban: 'DE************5030' })
    expect(await endMandate(ctx, request)).toMatchObject({ isNew: false })
    expect(await methodOf(first)).toBeNull()
    expect((await methodOf(second))?.id).toBe(mandate)
    expect((await rows()).find(({ id }) => id === mandate)?.replaced_at).toBeNull()
    expect((await audits()).filter(({ action }) => action === 'payment_method.ended')).toHaveLength(1)
    await endMandate(ctx, { customerId, subscriptionId: second, mandate })
    expect((await rows()).find(({ id }) => id === mandate)?.replaced_at).not.toBeNull()
  })
})

describe('an account as it is typed', () => {
  it('is tidied', () => {
    expect(readAccount({ accountHolder: ' Dilek Yıldız ', iban: 'nl91 abna 0417 1643 00' })).toEqual({
      ok: true,
      account: { accountHolder: 'Dilek Yıldız', iban: 'NL91ABNA0417164300' },
    })
  })

  it('says what is wrong with each field', () => {
    const faults = (accountHolder: string, iban: string) => {
      const read = readAccount({ accountHolder, iban })
      return read.ok ? null : read.faults
    }
    expect(faults('', '')).toEqual({ accountHolder: 'missing', iban: { kind: 'missing' } })
    expect(faults('x'.repeat(71), NEW_IBAN)).toEqual({ accountHolder: 'too_long', iban: null })
    expect(faults('A\u0007', 'DE8937040044053201300')).toEqual({
      accountHolder: 'character',
      iban: { kind: 'length', country: 'DE', expected: 22, given: 21 },
    })
    expect(faults('Anna', 'DE8937040044O532013000')?.iban).toEqual({ kind: 'character' })
    expect(faults('Anna', 'DE89370400440532013003')?.iban).toEqual({ kind: 'check_digits' })
    expect(faults('Anna', '89370400440532013003')?.iban).toEqual({ kind: 'no_country' })
    expect(faults('Anna', 'TR330006100519786457841326')?.iban).toEqual({ kind: 'not_sepa', country: 'TR' })
  })

  it('a reference has at most 35 characters, whatever the contract is called', () => {
    expect(newMandateReference('A'.repeat(30))).toMatch(/^A{28}-[1-9A-Z]{6}$/)
    expect(newMandateReference('H62SU12A')).toHaveLength(15)
    expect(new Set(Array.from({ length: 1000 }, () => newMandateReference('H62SU12A'))).size).toBe(1000)
  })
})
