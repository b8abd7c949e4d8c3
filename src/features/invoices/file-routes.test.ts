import { randomBytes } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { beforeAll, describe, expect, test } from 'vitest'
import { createApiCaller } from '../../../tests/support/api-client.ts'
import { apiHost, type Caller, REQUEST_ID } from '../../../tests/support/api-host.ts'
import { createTestApp } from '../../../tests/support/world.ts'
import { plain, readPdf } from '../../documents/test-pdf.ts'
import { TEST_SUPPLIER } from '../../documents/test-invoices.ts'
import { newId } from '../../domain/identifiers.ts'
import { createApiClient } from '../organizations/create-api-client.ts'
import { setSupplierProfile } from '../organizations/set-supplier-profile.ts'
import { invoiceFileLinks } from './file-routes.ts'
import { invoicesApi } from './routes.ts'
import { billedOctober } from './test-bills.ts'

const publicUrl = 'https://api.example.com'
const cursorKey = randomBytes(32)
let now = Temporal.Instant.from('2025-11-05T10:00:00Z')
let mine: Awaited<ReturnType<typeof billedOctober>>
beforeAll(async () => {
  mine = await billedOctober()
  await setSupplierProfile(mine.retailer.ctx, TEST_SUPPLIER)
})

const request = (path: string, caller: Caller = mine.retailer, key = cursorKey) => {
  const deps = { db: mine.retailer.db, cursorKey: key, publicUrl, now: () => now }
  return apiHost(caller, (host) => {
    host.route('/', invoiceFileLinks(deps))
    host.route('/', invoicesApi(deps))
  }).request(path)
}

/** Path and query of a fresh link. */
async function link(): Promise<string> {
  const answer = await request(`/invoices/${mine.invoice.id}/file`)
  return (answer.headers.get('Location') ?? '').replace(publicUrl, '')
}

describe('GET /invoices/{id}/file', () => {
  test('302: to a link that opens the PDF for five minutes', async () => {
    const answer = await request(`/invoices/${mine.invoice.id}/file`)
    expect(answer.status).toBe(302)
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    const location = new URL(answer.headers.get('Location') ?? '')
    expect(location.origin).toBe(publicUrl)

    const file = await request(location.pathname + location.search)
    expect(file.status).toBe(200)
    expect(file.headers.get('Content-Type')).toBe('application/pdf')
    expect(file.headers.get('Cache-Control')).toBe('private, no-store')
    expect(file.headers.get('Content-Disposition')).toBe(`inline; filename="${mine.contract.number}-001.pdf"`)
    const bytes = Buffer.from(await file.arrayBuffer())
    const { text } = await readPdf(bytes)
    expect(text).toContain(plain('97,09 €'))

    const again = await request(location.pathname + location.search)
    expect(bytes.equals(Buffer.from(await again.arrayBuffer()))).toBe(true)
  })

  test('404: another organisation’s, another customer’s and a malformed id alike', async () => {
    const theirs = await billedOctober()
    const { organizationId } = mine.retailer
    const answers = await Promise.all([
      request(`/invoices/${theirs.invoice.id}/file`),
      request(`/invoices/${newId('invoice')}/file`),
      request('/invoices/x/file'),
      request(`/invoices/${mine.invoice.id}/file`, { organizationId, tokenCustomerId: newId('customer') }),
    ])
    for (const answer of answers) {
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ code: 'NOT_FOUND', message: 'Invoice not found.' })
    }
  })
})

test('a browser follows the link without a token, and without it nobody gets one', async () => {
  const { app, config, lines } = await createTestApp()
  const api = createApiCaller(
    app,
    config.publicUrl,
    await createApiClient(mine.retailer.ctx, { name: 'Backend' }),
  )
  const path = `/invoices/${mine.invoice.id}/file`
  expect((await api.send(path)).status).toBe(401)
  const location = (await api.get(path)).headers.get('Location') ?? ''
  const file = await api.send(location)
  expect([file.status, file.headers.get('Content-Type')]).toEqual([200, 'application/pdf'])
  expect((await api.send(`${location}x`)).status).toBe(404)
  expect(JSON.stringify(lines)).not.toContain('signature')
})

describe('the link to a file', () => {
  test('404: expired', async () => {
    const issuedAt = now
    const path = await link()
    now = issuedAt.add({ minutes: 4, seconds: 59 })
    expect((await request(path)).status).toBe(200)
    now = issuedAt.add({ minutes: 5 })
    const late = await request(path)
    expect(late.status).toBe(404)
    expect(late.headers.get('Cache-Control')).toBe('private, no-store')
    expect(await late.json()).toEqual({
      code: 'NOT_FOUND',
      message: 'File not found.',
      requestId: REQUEST_ID,
      docs: `${publicUrl}/docs/errors/not-found`,
    })
    now = issuedAt
  })

  test('404: bent in any of its parts, or signed with another key', async () => {
    const theirs = await billedOctober()
    const path = await link()
    const bent = [
      path.replace(mine.invoice.id, theirs.invoice.id),
      path.replace(mine.invoice.id, newId('invoice')),
      path.replace(mine.retailer.organizationId, theirs.retailer.organizationId),
      path.replace(/expires=\d+/, `expires=${Math.floor(now.epochMilliseconds / 1000) + 3600}`),
      path.replace(/expires=\d+/, 'expires=99999999999999'),
      path.replace(/&expires=\d+/, ''),
      path.replace(/signature=./, 'signature=-'),
      path.replace(/&signature=.*/, ''),
      path.replace(/&signature=.*/, '&signature='),
      `${path}x`,
      path.replace(/\?.*/, ''),
    ]
    for (const one of bent) expect((await request(one)).status, one).toBe(404)
    expect((await request(path, mine.retailer, randomBytes(32))).status).toBe(404)
    expect((await request(path)).status).toBe(200)
  })

  test('422: nobody has said yet who issues the invoice', async () => {
    const { retailer, invoice } = await billedOctober()
    const answer = await request(`/invoices/${invoice.id}/file`, retailer)
    const file = await request((answer.headers.get('Location') ?? '').replace(publicUrl, ''), retailer)
    expect(file.status).toBe(422)
    expect(await file.json()).toMatchObject({ code: 'UNPROCESSABLE_ENTITY' })
  })
})
