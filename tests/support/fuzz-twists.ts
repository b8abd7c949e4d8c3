import { bodyTwists } from './fuzz-body-twists.ts'
import type { FuzzOperation } from './fuzz-document.ts'
import { type Draft, encode, idsFor, kindOf, ofKind } from './fuzz-draft.ts'
import { type Twist, twist } from './fuzz-twist.ts'
import { FILTER_VALUES, oddText } from './fuzz-values.ts'
import type { CallerName, FuzzWorld } from './fuzz-world.ts'

const CALLERS: CallerName[] = ['client', 'reader', 'customer', 'other', 'nobody', 'expired']
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND', 'BREW']
const TOKENS = [
  'Bearer',
  'Bearer ',
  'Bearer a b',
  'Bearer ..',
  `Bearer ${'x'.repeat(20_000)}`,
  'Basic eDp5',
  'Token x',
  'Bearer eyJhbGciOiJub25lIn0.e30.',
  'Bearer eyJhbGciOiJIUzI1NiIsImtpZCI6Ii4uLy4uIn0.e30.AAAA',
  '\u00E4',
]
const HEADERS: [string, string][] = [
  ...['', '2026-05-27', '2099-01-01.x', '2026-05-27.CURIE', 'x'.repeat(9000), '\u00FF'].map(
    (value): [string, string] => ['x-api-version', value],
  ),
  ...['', 'k', 'two words', 'x'.repeat(255), 'x'.repeat(256), '\u00E9', '"quoted"', 'k, k'].map(
    (value): [string, string] => ['idempotency-key', value],
  ),
  ...['application/xml', '*/*;q=0', 'text/html', '\u00E4'].map((value): [string, string] => [
    'accept',
    value,
  ]),
  ['x-forwarded-for', "1.2.3.4, ::1, '; --"],
  ['x-http-method-override', 'DELETE'],
  ['cookie', `session=${'x'.repeat(9000)}`],
  ['range', 'bytes=0-1'],
  ['if-none-match', '*'],
  ['user-agent', '\u00FF'.repeat(2000)],
  ['purpose', 'prefetch'],
]

/** Every way to bend a request of this operation, one at a time. */
export function twistsOf(world: FuzzWorld, operation: FuzzOperation): Twist[] {
  return [
    ...CALLERS.map((caller) =>
      twist(`as ${caller}`, (draft) => {
        draft.caller = caller
        if (operation.needsToken) delete draft.headers['authorization']
      }),
    ),
    ...TOKENS.map((authorization) =>
      twist(`authorization ${authorization.slice(0, 40)}`, (draft) => {
        draft.caller = 'nobody'
        draft.headers['authorization'] = authorization
      }),
    ),
    ...METHODS.map((method) => twist(`method ${method}`, (draft) => (draft.method = method))),
    ...HEADERS.map(([name, value]) =>
      twist(`${name}: ${value.slice(0, 40)}`, (draft) => (draft.headers[name] = value)),
    ),
    ...idTwists(world, operation),
    ...queryTwists(world, operation),
    ...listTwists(world, operation),
    ...bodyTwists(world, operation),
  ]
}

function idTwists(world: FuzzWorld, operation: FuzzOperation): Twist[] {
  if (!operation.path.includes('{id}')) return []
  const prefix = kindOf(operation)
  const own = ofKind(world.mine, prefix) ?? ''
  const { foreign, missing, odd } = idsFor(world, prefix, own)
  const written = [
    ...odd,
    '',
    ' ',
    '\0',
    'x'.repeat(5000),
    '🦊',
    '\uD800',
    "' or 1=1",
    '../customers',
    '{id}',
  ].map(encode)
  const others = world.mine.filter((id) => id.startsWith(`${prefix}_`)).slice(0, 40)
  return [
    foreign,
    missing,
    ...written,
    ...others,
    '%',
    '%zz',
    '%ED%A0%80',
    `${own};a=b`,
    `${own}.json`,
    `${own}//`,
  ].map((id) => twist(`id ${id.slice(0, 60)}`, (draft) => (draft.id = id)))
}

function queryTwists(world: FuzzWorld, operation: FuzzOperation): Twist[] {
  const prefix = (name: string) => (name === 'plan' ? 'pln' : 'sub')
  const twists = operation.parameters
    .filter((each) => each.in === 'query')
    .flatMap(({ name, schema }) => {
      const { foreign, missing, odd } = idsFor(world, prefix(name), world.subscriptions[0] ?? '')
      const without = (draft: Draft) => draft.query.filter(([each]) => each !== name)
      const set = (...pairs: [string, string][]) =>
        twist(
          `?${pairs
            .map((pair) => pair.join('='))
            .join('&')
            .slice(0, 60)}`,
          (draft) => {
            draft.query = [...without(draft), ...pairs]
          },
        )
      return [
        ...oddText(schema, name, [foreign, missing, ...odd]).map((value) => set([name, value])),
        set([name, '1'], [name, '2']),
        set([`${name}[]`, '1']),
        set([`${name}[a][b]`, '1']),
        twist(`without ?${name}`, (draft) => (draft.query = without(draft))),
      ]
    })
  const many: [string, string][] = Array.from({ length: 2000 }, (_, index) => [`p${index}`, '1'])
  return [...twists, twist('2,000 parameters', (draft) => draft.query.push(...many))]
}

const OPERATORS = [
  'eq',
  'ne',
  'gt',
  'gte',
  'lt',
  'lte',
  'in',
  'is_null',
  'contains',
  'starts_with',
  'ends_with',
  '__proto__',
]
const FILTER_NAMES = [
  'filter',
  'filter[]',
  'filter[',
  'filter[a',
  'filter[a]',
  'filter[a][b][c]',
  'filter[][]',
  'filter[__proto__][eq]',
  'filter[constructor][eq]',
  'filter[id][eq]',
  'filter[organization_id][ne]',
  'filter[a\0][eq]',
]

function listTwists(world: FuzzWorld, operation: FuzzOperation): Twist[] {
  const isList = operation.parameters.some(({ name }) => name === 'cursor')
  if (!isList) return []
  const add = (...pairs: [string, string][]) =>
    twist(
      `?${pairs
        .map((pair) => pair.join('='))
        .join('&')
        .slice(0, 80)}`,
      (draft) => draft.query.push(...pairs),
    )
  const filters = Object.keys(operation.filters).flatMap((field) => {
    const ids = [
      world.subscriptions[0] ?? '',
      ofKind(world.theirs, 'cus') ?? '',
      ofKind(world.theirs, 'sub') ?? '',
    ]
    return OPERATORS.flatMap((operator) =>
      [...FILTER_VALUES, ...ids].map((value) => add([`filter[${field}][${operator}]`, value])),
    )
  })
  const cursor = world.cursors.get(operation.path) ?? ''
  const bent = [...Array(8).keys()].map((at) => {
    const place = Math.floor((cursor.length * at) / 8)
    return `${cursor.slice(0, place)}${cursor[place] === 'A' ? 'B' : 'A'}${cursor.slice(place + 1)}`
  })
  const cursors = [
    cursor,
    ...bent,
    cursor.slice(1),
    cursor.slice(0, -1),
    `${cursor}=`,
    `${cursor}AA`,
    ` ${cursor}`,
  ]
  const elsewhere = [...world.cursors.values(), ...world.otherCursors.values()]
  const many: [string, string][] = Array.from({ length: 30 }, () => [
    'filter[created_at][gte]',
    '2026-01-01T00:00:00Z',
  ])
  return [
    ...filters,
    ...FILTER_NAMES.map((name) => add([name, 'x'])),
    ...[...cursors, ...elsewhere].flatMap((each) => [
      add(['limit', '1'], ['cursor', each]),
      add(['limit', '2'], ['cursor', each]),
    ]),
    add(...many),
  ]
}
