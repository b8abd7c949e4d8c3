import { Kysely, PostgresDialect, sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '../../tests/support/database.ts'
import { applyFilters, filterable, type FilterFields, parseFilters } from './filters.ts'

interface Things {
  things: {
    id: number
    name: string | null
    amount: number | null
    at: string | null
    ready: boolean | null
    state: string | null
  }
}

const FIELDS = {
  name: { type: 'string', column: 'name' },
  code: { type: 'string', column: 'name', lowerIndex: true },
  amount: { type: 'number', column: 'amount' },
  at: { type: 'date', column: 'at' },
  ready: { type: 'boolean', column: sql`ready` },
  state: { type: 'enum', column: 'state', values: ['open', 'paid'] },
} as const satisfies FilterFields

let db: Kysely<Things>

beforeAll(async () => {
  const { pool } = await testDatabase()
  await pool.query(`create table things (
    id int primary key, name text, amount int, at timestamptz, ready boolean, state text)`)
  await pool.query(`insert into things values
    (1, 'Anna', 5, '2026-01-01T00:00:00.000001Z', true, 'open'),
    (2, 'anna_b', 10, '2026-01-01T00:00:00.000002Z', false, 'paid'),
    (3, '100% Öko', -3, '2026-02-01T00:00:00Z', null, 'open'),
    (4, 'back\\slash', 250, '2026-03-01T00:00:00Z', true, null),
    (5, null, null, null, false, 'paid')`)
  db = new Kysely<Things>({ dialect: new PostgresDialect({ pool }) })
})

const parse = (...parameters: string[]) => {
  const query: Record<string, string[]> = {}
  for (const parameter of parameters) {
    const equals = parameter.indexOf(']=') + 1
    ;(query[parameter.slice(0, equals)] ??= []).push(parameter.slice(equals + 1))
  }
  return parseFilters(query, FIELDS)
}

async function idsWhere(...parameters: string[]): Promise<number[]> {
  const { filters, warnings, errors } = parse(...parameters)
  expect({ warnings, errors }).toEqual({ warnings: [], errors: [] })
  const rows = await applyFilters(db.selectFrom('things').select('id'), filters).orderBy('id').execute()
  return rows.map(({ id }) => id)
}

describe('operators', () => {
  test.each<[string, number[]]>([
    ['filter[name][eq]=Anna', [1]],
    ['filter[name][eq]=anna', []],
    ['filter[name][eq]=', []],
    ['filter[name][ne]=Anna', [2, 3, 4, 5]],
    ['filter[name][in]=Anna,anna_b,nobody', [1, 2]],
    ['filter[name][is_null]=true', [5]],
    ['filter[name][is_null]=false', [1, 2, 3, 4]],
    ['filter[name][contains]=NN', [1, 2]],
    ['filter[name][starts_with]=ANNA', [1, 2]],
    ['filter[name][ends_with]=öKO', [3]],
    ['filter[name][contains]=_', [2]],
    ['filter[name][contains]=%', [3]],
    ['filter[name][contains]=\\', [4]],
    ['filter[name][starts_with]=a_na', []],
    ["filter[name][eq]=x' or '1'='1", []],
    ['filter[code][eq]=Anna', [1]],
    ['filter[code][eq]=ANNA', []],
    ['filter[code][in]=Anna,ANNA_B', [1]],
    ['filter[amount][eq]=10', [2]],
    ['filter[amount][eq]=10.0', [2]],
    ['filter[amount][ne]=10', [1, 3, 4, 5]],
    ['filter[amount][gt]=5', [2, 4]],
    ['filter[amount][gte]=5', [1, 2, 4]],
    ['filter[amount][lt]=4.5', [3]],
    ['filter[amount][lte]=-3', [3]],
    ['filter[amount][in]=5,-3,7.5', [1, 3]],
    ['filter[amount][gt]=99999999999999999999', []],
    ['filter[amount][is_null]=true', [5]],
    ['filter[at][gte]=2026-01-01T00:00:00.000002Z', [2, 3, 4]],
    ['filter[at][lte]=2026-01-01T00:00:00.000001Z', [1]],
    ['filter[at][gte]=2026-02-01T01:00+01:00', [3, 4]],
    ['filter[at][gte]=2026-02-01T01:00:00.1+0100', [4]],
    ['filter[at][is_null]=true', [5]],
    ['filter[ready][eq]=true', [1, 4]],
    ['filter[ready][is_null]=true', [3]],
    ['filter[state][eq]=open', [1, 3]],
    ['filter[state][ne]=open', [2, 4, 5]],
    ['filter[state][in]=open,paid', [1, 2, 3, 5]],
    ['filter[state][is_null]=true', [4]],
  ])('%s', async (parameter, ids) => {
    expect(await idsWhere(parameter)).toEqual(ids)
  })

  test('several filters are combined with AND, on one field too', async () => {
    expect(await idsWhere('filter[name][contains]=a', 'filter[amount][gte]=10')).toEqual([2, 4])
    expect(await idsWhere('filter[amount][gte]=5', 'filter[amount][lt]=250')).toEqual([1, 2])
    expect(await idsWhere('filter[name][contains]=n', 'filter[name][contains]=_')).toEqual([2])
  })
})

describe('what is not understood', () => {
  test.each([
    ['filter[colour][eq]=red', '299 - "Unknown filter field ignored: filter[colour][eq]"'],
    ['filter[constructor][eq]=x', '299 - "Unknown filter field ignored: filter[constructor][eq]"'],
    ['filter[__proto__][eq]=x', '299 - "Unknown filter field ignored: filter[__proto__][eq]"'],
    ['filter[name][like]=x', '299 - "Unknown filter operator ignored: filter[name][like]"'],
    ['filter[at][gt]=x', '299 - "Unknown filter operator ignored: filter[at][gt]"'],
    ['filter[state][contains]=x', '299 - "Unknown filter operator ignored: filter[state][contains]"'],
    ['filter[ready][toString]=x', '299 - "Unknown filter operator ignored: filter[ready][toString]"'],
    [
      'filter[a"\\\r\nSet-Cookie: ü][eq]=x',
      '299 - "Unknown filter field ignored: filter[a????Set-Cookie: ?][eq]"',
    ],
  ])('%j is ignored with a warning', (parameter, warning) => {
    expect(parse(parameter)).toEqual({ filters: [], warnings: [warning], errors: [] })
  })

  test('a warning about an endless name stays short', () => {
    const { warnings } = parse(`filter[${'x'.repeat(10_000)}][eq]=1`)
    expect(warnings[0]).toHaveLength('299 - ""'.length + 200)
  })

  test('other parameters are none of its business', () => {
    expect(parseFilters({ limit: ['5'], filters: ['x'], filterable: ['x'] }, FIELDS)).toEqual({
      filters: [],
      warnings: [],
      errors: [],
    })
  })
})

describe('malformed', () => {
  test.each([
    'filter',
    'filter[name]',
    'filter[name][]',
    'filter[][eq]',
    'filter[name][eq',
    'filter[name][eq][x]',
    'filter[name]eq',
  ])('%s: the syntax is explained', (parameter) => {
    expect(parseFilters({ [parameter]: ['Anna'] }, FIELDS).errors).toEqual([
      { code: 'invalid_format', field: parameter, message: 'Write filter[field][operator]=value.' },
    ])
  })

  const INSTANT = 'Write an instant with its zone like 2026-01-31T23:00:00Z (a + is sent as %2B).'
  test.each([
    ['filter[name][eq]=a\0b', 'NUL is not allowed.'],
    ['filter[name][in]=a,\0', 'NUL is not allowed.'],
    ['filter[name][contains]=\0', 'NUL is not allowed.'],
    ['filter[name][is_null]=yes', 'Write true or false.'],
    ['filter[name][is_null]=', 'Write true or false.'],
    [`filter[name][eq]=${'x'.repeat(4001)}`, 'The value is too long.'],
    [`filter[name][in]=${'x,'.repeat(100)}x`, 'At most 100 values are allowed.'],
    ['filter[amount][eq]=ten', 'Write a number like 12 or 12.5.'],
    ['filter[amount][eq]=', 'Write a number like 12 or 12.5.'],
    ['filter[amount][eq]=NaN', 'Write a number like 12 or 12.5.'],
    ['filter[amount][eq]=Infinity', 'Write a number like 12 or 12.5.'],
    ['filter[amount][gt]=1e5', 'Write a number like 12 or 12.5.'],
    ['filter[amount][in]=1,,2', 'Write a number like 12 or 12.5.'],
    ['filter[at][gte]=2026-01-01', INSTANT],
    ['filter[at][gte]=2026-01-01T00:00:00', INSTANT],
    ['filter[at][gte]=2026-02-30T00:00:00Z', INSTANT],
    ['filter[at][gte]=2026-01-01T25:00:00Z', INSTANT],
    ['filter[at][gte]=2026-01-01T00:00:00 01:00', INSTANT],
    ['filter[at][gte]=0000-01-01T00:00:00Z', INSTANT],
    ['filter[at][gte]=0001-01-01T00:00:00+01:00', INSTANT],
    ['filter[at][lte]=9999-12-31T23:59:59-01:00', INSTANT],
    ['filter[at][lte]=yesterday', INSTANT],
    ['filter[at][lte]=infinity', INSTANT],
    ['filter[ready][eq]=1', 'Write true or false.'],
    ['filter[state][eq]=void', 'Write one of: open, paid.'],
    ['filter[state][in]=open,void', 'Write one of: open, paid.'],
  ])('%j', (parameter, message) => {
    const field = parameter.slice(0, parameter.indexOf(']=') + 1)
    expect(parse(parameter)).toEqual({
      filters: [],
      warnings: [],
      errors: [{ code: 'invalid_value', field, message }],
    })
  })

  test('every bad value is named at once', () => {
    const { errors } = parse('filter[amount][eq]=x', 'filter[name][eq]=fine', 'filter[at][gte]=y')
    expect(errors.map(({ field }) => field)).toEqual(['filter[amount][eq]', 'filter[at][gte]'])
  })

  test('20 filters are read, 21 are too many, unknown ones included', () => {
    const many = (count: number) => Array.from({ length: count }, (_, index) => `filter[f${index}][eq]=1`)
    expect(parse(...many(20)).warnings).toHaveLength(20)
    expect(parse(...many(21))).toEqual({
      filters: [],
      warnings: [],
      errors: [{ code: 'too_big', field: 'filter', message: 'At most 20 filters are allowed.' }],
    })
  })
})

test('the longest values and dates at both ends still make a query that runs', async () => {
  expect(await idsWhere(`filter[name][eq]=${'x'.repeat(4000)}`)).toEqual([])
  expect(await idsWhere(`filter[amount][lt]=${'9'.repeat(30)}.${'9'.repeat(30)}`)).toEqual([1, 2, 3, 4])
  expect(await idsWhere('filter[at][gte]=0001-01-01T00:00:00Z')).toEqual([1, 2, 3, 4])
  expect(await idsWhere('filter[at][lte]=9999-12-31T23:59:59Z')).toEqual([1, 2, 3, 4])
})

test('the API document says what can be filtered', () => {
  expect(filterable(FIELDS)).toEqual({
    name: { type: 'string' },
    code: { type: 'string' },
    amount: { type: 'number' },
    at: { type: 'date' },
    ready: { type: 'boolean' },
    state: { type: 'enum', values: ['open', 'paid'] },
  })
})
