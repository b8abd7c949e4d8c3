import { randomBytes } from 'node:crypto'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, test } from 'vitest'
import { apiHost, type Caller } from '../../tests/support/api-host.ts'
import type { FilterFields } from './filters.ts'
import { listAnswer, openCursor, readListRequest, sealCursor } from './pagination.ts'

const KEY = randomBytes(32)
const POSITION = { at: Temporal.Instant.from('2026-05-27T09:30:00.123456Z'), id: 'cus_01kabc' }
const FIELDS = {
  name: { type: 'string', column: 'name' },
  at: { type: 'date', column: 'at' },
} as const satisfies FilterFields

describe('cursors', () => {
  const binding = ['GET /things', 'org_a', null, 10, 'filter[name][eq]=Anna']
  const cursor = sealCursor(KEY, binding, POSITION)

  test('a cursor opens to the position it was made of, to the microsecond', () => {
    const position = openCursor(KEY, binding, cursor)
    expect(position?.at.toString()).toBe('2026-05-27T09:30:00.123456Z')
    expect(position?.id).toBe('cus_01kabc')
    expect(cursor).toMatch(/^[\w-]+$/)
  })

  test('with any one character changed it does not open', () => {
    for (let index = 0; index < cursor.length; index += 1) {
      for (const other of ['A', 'B', '_', '=', '+']) {
        if (cursor[index] === other) continue
        const tampered = cursor.slice(0, index) + other + cursor.slice(index + 1)
        expect(openCursor(KEY, binding, tampered)).toBeUndefined()
      }
    }
  })

  test.each([
    ['another endpoint', ['GET /other', 'org_a', null, 10, 'filter[name][eq]=Anna']],
    ['another organisation', ['GET /things', 'org_b', null, 10, 'filter[name][eq]=Anna']],
    ['a token of one customer', ['GET /things', 'org_a', 'cus_1', 10, 'filter[name][eq]=Anna']],
    ['another limit', ['GET /things', 'org_a', null, 11, 'filter[name][eq]=Anna']],
    ['no filter', ['GET /things', 'org_a', null, 10]],
    ['another filter', ['GET /things', 'org_a', null, 10, 'filter[name][ne]=Anna']],
    ['another value', ['GET /things', 'org_a', null, 10, 'filter[name][eq]=Berta']],
    [
      'one more filter',
      ['GET /things', 'org_a', null, 10, 'filter[name][eq]=Anna', 'filter[at][is_null]=true'],
    ],
  ])('under %s it does not open', (_, other) => {
    expect(openCursor(KEY, other, cursor)).toBeUndefined()
  })

  test.each(['', 'x', 'null', '../../etc', `${cursor}A`, cursor.slice(0, -1), cursor.repeat(20), 'ü', '\0'])(
    '%j is no cursor',
    (text) => {
      expect(openCursor(KEY, binding, text)).toBeUndefined()
    },
  )

  test('another key does not open it', () => {
    expect(openCursor(randomBytes(32), binding, cursor)).toBeUndefined()
  })
})

describe('a list request', () => {
  const caller: Caller = { organizationId: 'org_a' }
  const app = apiHost(caller, (host) => {
    host.get('/things', (c) => {
      const request = readListRequest(c, { endpoint: 'GET /things', fields: FIELDS, cursorKey: KEY })
      const page = { rows: [request.limit], next: c.req.query('last') === undefined ? POSITION : undefined }
      return c.json({ ...listAnswer(request, page, String), after: request.after?.id ?? null })
    })
  })
  const get = async (query: string) => {
    const answer = await app.request(`/things${query}`)
    const json = await answer.json()
    return { status: answer.status, warning: answer.headers.get('Warning'), json }
  }
  const nextPage = async (query: string): Promise<string> => (await get(query)).json.next_page

  test('without parameters it asks for 10 from the start', async () => {
    expect(await get('?last')).toEqual({
      status: 200,
      warning: null,
      json: { object: 'list', items: ['10'], has_more: false, next_page: null, after: null },
    })
    expect((await get('')).json.has_more).toBe(true)
  })

  test('the cursor goes on where it was made, the filters in any order', async () => {
    const filters = 'filter[name][contains]=a&filter[at][is_null]=false'
    const cursor = await nextPage(`?limit=7&${filters}`)
    const { json } = await get(`?filter[at][is_null]=false&cursor=${cursor}&filter[name][contains]=a&limit=7`)
    expect(json).toMatchObject({ items: ['7'], after: 'cus_01kabc' })
    // Brackets may be percent-encoded, and 10 may be said or left out.
    const encoded = `filter%5Bname%5D%5Bcontains%5D=%61&filter%5Bat%5D%5Bis_null%5D=false`
    expect((await get(`?limit=7&${encoded}&cursor=${cursor}`)).status).toBe(200)
    expect((await get(`?limit=10&cursor=${await nextPage('')}`)).status).toBe(200)
  })

  test('an empty cursor is the first page', async () => {
    expect((await get('?cursor=')).json.after).toBeNull()
  })

  test.each(['?cursor=%s', '?limit=8&cursor=%s', '?limit=7&filter[name][eq]=a&cursor=%s'])(
    'a cursor made with another limit or filter is 400: %s',
    async (query) => {
      const cursor = await nextPage('?limit=7')
      const { status, json } = await get(query.replace('%s', cursor))
      expect(status).toBe(400)
      expect(json).toEqual({
        code: 'BAD_REQUEST',
        message: 'Not valid: cursor.',
        requestId: '7a5c1c52-0d5e-4a7e-9d0f-3f0c6f4d2b11',
        docs: 'https://api.example.com/docs/errors/bad-request',
        errors: [
          {
            code: 'custom',
            field: 'cursor',
            message:
              'Send the next_page of the last answer as it is, with the same filters and the same limit as the request it answered.',
          },
        ],
      })
    },
  )

  test.each([
    ['0', 'too_small'],
    ['-1', 'too_small'],
    ['101', 'too_big'],
    ['9'.repeat(400), 'too_big'],
    ['1.5', 'invalid_type'],
    ['0x10', 'invalid_type'],
    ['ten', 'invalid_type'],
    ['', 'invalid_type'],
    ['%00', 'invalid_type'],
  ])('limit=%s is 400 %s', async (limit, code) => {
    const { status, json } = await get(`?limit=${limit}`)
    expect(status).toBe(400)
    expect(json.errors).toEqual([{ code, field: 'limit', message: 'Write a whole number from 1 to 100.' }])
  })

  test('1 and 100 are the ends of what limit allows', async () => {
    expect((await get('?limit=1')).json.items).toEqual(['1'])
    expect((await get('?limit=100')).json.items).toEqual(['100'])
  })

  test('everything wrong is named in one answer', async () => {
    const { json } = await get('?limit=0&cursor=a&cursor=b&filter[name]=x&filter[at][gte]=y')
    expect(json.message).toBe('Not valid: filter[name], filter[at][gte], limit, cursor.')
    expect(json.errors).toHaveLength(4)
  })

  test('what is ignored is named in Warning headers, and does not tie the cursor', async () => {
    const { warning, status } = await get('?filter[colour][eq]=red&filter[name][like]=a')
    expect(status).toBe(200)
    expect(warning).toBe(
      '299 - "Unknown filter field ignored: filter[colour][eq]", 299 - "Unknown filter operator ignored: filter[name][like]"',
    )
    const cursor = await nextPage('?filter[colour][eq]=red')
    expect((await get(`?cursor=${cursor}`)).status).toBe(200)
  })
})
