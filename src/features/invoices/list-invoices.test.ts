import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { apiHost } from '../../../tests/support/api-host.ts'
import { matchesContract } from '../../../tests/support/contract.ts'
import { addMonths, firstDayOf, type Month } from '../../domain/local-time.ts'
import type { Retailer } from '../subscriptions/test-contracts.ts'
import { issueInvoice } from './issue-invoice.ts'
import { markPaid } from './mark-paid.ts'
import { markUncollectible } from './mark-uncollectible.ts'
import { invoicesApi } from './routes.ts'
import { instalmentContract } from './test-bills.ts'
import { voidInvoice } from './void-invoice.ts'

const cursorKey = randomBytes(32)
let retailer: Retailer
let contractId: string
/** The months of the instalments, each by the number that its invoice ends in; `-006` voids January. */
const MONTHS: Month[] = ['2025-09', '2025-10', '2025-11', '2025-12', '2026-01']

async function get(query: string) {
  const { db, ctx, organizationId } = retailer
  const api = invoicesApi({ db, cursorKey, publicUrl: 'https://api.example.com', now: () => ctx.now })
  const answer = await apiHost({ organizationId }, (host) => host.route('/', api)).request(
    `/invoices${query}`,
  )
  const json = await answer.json()
  matchesContract('GET', '/invoices', answer.status, json)
  return { status: answer.status, json, warning: answer.headers.get('Warning') }
}

const counts = (json: { items: { invoice_number: string }[] }) =>
  json.items.map(({ invoice_number: number }) => Number(number.slice(-3)))

async function instalment(month: Month, issuedOn = firstDayOf(month)) {
  return issueInvoice(retailer.at(issuedOn), {
    subscriptionId: contractId as `sub_${string}`,
    type: 'prepayment',
    from: firstDayOf(month),
    to: firstDayOf(addMonths(month, 1)),
  })
}

beforeAll(async () => {
  const made = await instalmentContract()
  retailer = made.retailer
  contractId = made.contract.id
  const invoices = []
  for (const month of MONTHS) invoices.push(await instalment(month))
  const [september, october] = invoices
  await markPaid(retailer.at('2025-09-15'), september!.id)
  await markUncollectible(retailer.at('2025-12-20'), october!.id)
  await voidInvoice(retailer.at('2026-01-02'), { invoiceId: invoices[4]!.id, reason: 'test' })
})

describe('GET /invoices', () => {
  test('newest first, without their lines', async () => {
    const { status, json } = await get('')
    expect(status).toBe(200)
    expect(counts(json)).toEqual([6, 5, 4, 3, 2, 1])
    expect(json).toMatchObject({ object: 'list', has_more: false, next_page: null })
    expect(json.items[0]).toMatchObject({ type: 'void', voids: json.items[1].id, total: -38 })
    expect(json.items[0].lines).toBeUndefined()
  })

  test.each([
    ['status][eq]=paid', [6, 1]],
    ['status][eq]=open', [4, 3]],
    ['status][in]=voided,uncollectible', [5, 2]],
    ['status][ne]=paid', [5, 4, 3, 2]],
    ['type][eq]=void', [6]],
    ['type][eq]=usage', []],
    ['period_start][gte]=2025-12-01T00:00:00Z', [6, 5, 4]],
    ['period_start][gte]=2025-11-30T23:00:00Z', [6, 5, 4]],
    ['period_start][gte]=2025-12-01T23:00:00Z', [6, 5]],
    ['period_start][lte]=2025-10-01T00:00:00%2B02:00', [2, 1]],
    ['period_start][lte]=2025-09-30T21:59:59Z', [1]],
    ['period_end][lte]=2025-10-31T00:00:00%2B01:00', [2, 1]],
    ['period_end][gte]=2025-10-31T23:30:00%2B01:00&filter[period_end][lte]=2025-11-30T12:00:00Z', [3, 2]],
    ['period_start][is_null]=true', []],
    ['subscription][eq]=sub_x', []],
  ])('filter[%s', async (filter, expected) => {
    const { json, warning } = await get(`?filter[${filter}`)
    expect(counts(json)).toEqual(expected)
    expect(warning).toBeNull()
  })

  test('a walk repeats and skips nothing while invoices are being added', async () => {
    const filter = 'limit=2&filter[type][eq]=prepayment'
    const first = (await get(`?${filter}`)).json
    await instalment('2026-02', '2026-01-20')
    const second = (await get(`?${filter}&cursor=${first.next_page}`)).json
    const third = (await get(`?${filter}&cursor=${second.next_page}`)).json
    expect([first, second, third].map(counts)).toEqual([[5, 4], [3, 2], [1]])
    expect(third).toMatchObject({ has_more: false, next_page: null })
  })

  test('400: a cursor of other filters, and every bad parameter by its name', async () => {
    const { next_page } = (await get('?limit=1')).json
    expect((await get(`?limit=1&filter[type][eq]=void&cursor=${next_page}`)).status).toBe(400)
    const { status, json } = await get(
      '?limit=0&filter[status][eq]=due&filter[period_start][gte]=2025-12-01&filter[type]=void',
    )
    expect(status).toBe(400)
    expect(json.errors.map(({ field }: { field: string }) => field)).toEqual([
      'filter[status][eq]',
      'filter[period_start][gte]',
      'filter[type]',
      'limit',
    ])
  })

  test('a filter that nobody knows is left out and named', async () => {
    const { status, warning } = await get(`?filter[total][gte]=5`)
    expect(status).toBe(200)
    expect(warning).toContain('filter[total][gte]')
  })
})
