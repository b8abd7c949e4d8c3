import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { apiHost, type Caller, REQUEST_ID } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { newId } from '../../domain/identifiers.ts'
import type { Day } from '../../domain/local-time.ts'
import { createRetailer } from '../subscriptions/test-contracts.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markUncollectible } from './mark-uncollectible.ts'
import { invoicesApi } from './routes.ts'
import { billedOctober, instalmentContract } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'

type Billed = Awaited<ReturnType<typeof billedOctober>>

const cursorKey = randomBytes(32)
let mine: Billed
beforeAll(async () => {
  mine = await billedOctober()
})

async function get(path: string, caller: Caller = mine.retailer) {
  const { db, ctx } = mine.retailer
  const api = invoicesApi({ db, cursorKey, publicUrl: 'https://api.example.com', now: () => ctx.now })
  const answer = await apiHost(caller, (host) => host.route('/', api)).request(path)
  const json = await answer.json()
  matchesContract('GET', path.startsWith('/invoices/') ? '/invoices/{id}' : '/invoices', answer.status, json)
  return { status: answer.status, warning: answer.headers.get('Warning'), json }
}

/** A customer of the same organisation as the caller, which the tokens of the tests here are not for. */
const somebodyElse = newId('customer')

describe('GET /invoices/{id}', () => {
  test('200: a bill for usage, to the cent, with each of its lines', async () => {
    const { contract, invoice, retailer } = mine
    const { status, json } = await get(`/invoices/${invoice.id}`)
    expect(status).toBe(200)
    const { lines, ...head } = json
    expect(head).toEqual({
      object: 'invoice',
      id: invoice.id,
      customer: retailer.customerId,
      subscription: contract.id,
      invoice_number: `${contract.number}-001`,
      month: 10,
      year: 2025,
      period_start: '2025-10-01',
      period_end: '2025-10-31',
      // Supplied since September.
      period_number: 2,
      type: 'usage',
      status: 'open',
      issued_at: '2025-11-04T08:00:00Z',
      paid_at: null,
      usage: 298,
      net: 81.59,
      vat: 15.5,
      total: 97.09,
      due_on: '2025-12-04',
      voided_at: null,
      uncollectible_at: null,
      corrects: null,
    })
    expect(lines).toHaveLength(11)
    const october = { period_start: '2025-10-01', period_end: '2025-10-31', vat_percent: 19 }
    expect(lines[0]).toEqual({
      ...october,
      kind: 'energy_spot',
      quantity: 298,
      unit: 'kWh',
      unit_amount: 8,
      net: 23.84,
    })
    expect(lines[8]).toEqual({
      ...october,
      kind: 'base_fee',
      quantity: 31,
      unit: 'day',
      unit_amount: 16.4384,
      net: 5.1,
    })
    const sum = lines.reduce((cents: number, { net }: { net: number }) => cents + Math.round(net * 100), 0)
    expect(sum).toBe(8159)
  })

  test('200: instalments, their void, and the bill that closes their year', async () => {
    const { retailer, contract } = await instalmentContract()
    const bill = (type: 'usage' | 'prepayment', issuedOn: Day, from: Day, to: Day) =>
      issueInvoice(retailer.at(issuedOn), { subscriptionId: contract.id, type, from, to })
    const instalment = await bill('prepayment', '2025-10-01', '2025-10-01', '2025-11-01')
    expect((await get(`/invoices/${instalment.id}`, retailer)).json).toMatchObject({
      type: 'prepayment',
      status: 'open',
      month: 10,
      period_number: 2,
      total: 38,
      lines: [{ kind: 'instalment', quantity: 1, unit: 'piece', unit_amount: 3193, net: 31.93 }],
    })
    const credit = await voidInvoice(retailer.at('2025-10-02'), { invoiceId: instalment.id, reason: 'test' })
    expect((await get(`/invoices/${credit.id}`, retailer)).json).toMatchObject({
      type: 'void',
      status: 'paid',
      voids: instalment.id,
      period_start: '2025-10-01',
      period_number: 2,
      total: -38,
      net: -31.93,
      vat: -6.07,
    })
    expect((await get(`/invoices/${instalment.id}`, retailer)).json).toMatchObject({
      status: 'voided',
      voided_at: '2025-10-02T07:00:00Z',
    })
    // Nobody read the meter: the profile of a household says what it used.
    const year = await bill('usage', '2026-09-04', '2025-09-01', '2026-09-01')
    expect((await get(`/invoices/${year.id}`, retailer)).json).toMatchObject({
      type: 'usage',
      month: 8,
      year: 2026,
      period_number: 1,
      usage: 1200.671,
    })
  })

  test('200: a bill that was given up stays open, as the contract has it, and says since when', async () => {
    const { retailer, contract, invoice } = await billedOctober()
    await markUncollectible(retailer.at('2026-03-02'), invoice.id)
    const { json } = await get(`/invoices/${invoice.id}`, retailer)
    expect(json).toMatchObject({ status: 'open', uncollectible_at: '2026-03-02T08:00:00Z' })
    const found = async (filter: string) => (await get(`/invoices?${filter}`, retailer)).json.items.length
    expect(await found('filter[status][eq]=open')).toBe(1)
    expect(await found('filter[status][eq]=uncollectible')).toBe(0)
    expect(await found('filter[uncollectible_at][is_null]=false')).toBe(1)
    expect(await found(`filter[subscription][eq]=${contract.id}`)).toBe(1)
  })

  test('404: another organisation’s, another customer’s, a missing one and an id of the wrong kind alike', async () => {
    const theirs = await billedOctober()
    const missing = {
      status: 404,
      warning: null,
      json: {
        code: 'NOT_FOUND',
        message: 'Invoice not found.',
        requestId: REQUEST_ID,
        docs: 'https://api.example.com/docs/errors/not-found',
      },
    }
    const { id } = mine.invoice
    for (const wrong of [
      theirs.invoice.id,
      newId('invoice'),
      id.replace('inv_', 'sub_'),
      id.toUpperCase(),
      'x',
      '%00',
    ]) {
      expect(await get(`/invoices/${wrong}`)).toEqual(missing)
    }
    const { organizationId, customerId } = mine.retailer
    expect(await get(`/invoices/${id}`, { organizationId, tokenCustomerId: somebodyElse })).toEqual(missing)
    expect((await get(`/invoices/${id}`, { organizationId, tokenCustomerId: customerId })).status).toBe(200)
  })
})

test('405: another method', async () => {
  const { db, ctx, organizationId } = mine.retailer
  const api = invoicesApi({ db, cursorKey, publicUrl: 'https://api.example.com', now: () => ctx.now })
  const host = apiHost({ organizationId }, (app) => app.route('/', api))
  for (const path of ['/invoices', `/invoices/${mine.invoice.id}`, `/invoices/${mine.invoice.id}/file`]) {
    const answer = await host.request(path, { method: 'POST' })
    expect(answer.status).toBe(405)
    expect(answer.headers.get('Allow')).toBe('GET, HEAD')
  }
})

test('a customer’s token lists that customer’s invoices, another organisation none of them', async () => {
  const { organizationId, customerId } = mine.retailer
  const ids = async (caller: Caller) =>
    (await get('/invoices', caller)).json.items.map(({ id }: { id: string }) => id)
  expect(await ids({ organizationId, tokenCustomerId: customerId })).toEqual([mine.invoice.id])
  expect(await ids({ organizationId, tokenCustomerId: somebodyElse })).toEqual([])
  expect(await ids(await createRetailer())).toEqual([])
})
