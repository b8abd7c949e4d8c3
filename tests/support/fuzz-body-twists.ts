import { type Field, fieldsOf, type FuzzOperation } from './fuzz-document.ts'
import { idsFor, ofKind } from './fuzz-draft.ts'
import { type Twist, twist } from './fuzz-twist.ts'
import { oddJson } from './fuzz-values.ts'
import type { FuzzWorld } from './fuzz-world.ts'

const CONTENT_TYPES = [
  '',
  'text/plain',
  'application/xml',
  'application/json; charset=utf-16',
  'APPLICATION/JSON',
  'multipart/form-data',
  'multipart/form-data; boundary=x',
  'application/x-www-form-urlencoded',
  'application/json, x',
  'application/vnd.api+json',
  'application/json;;;',
  '\u00E4/\u00E4',
]
const BODIES = [
  '',
  ' ',
  '{',
  '[',
  '}',
  'null',
  'true',
  '1',
  '"x"',
  '[]',
  '[{}]',
  'NaN',
  '{"a":1}x',
  '\uFEFF{}',
  '{,}',
  'a=1&b=2',
  '{"a":"\u0001"}',
  '{"a":"\\u00"}',
  '{}{}',
  '--x\r\n\r\n--x--',
  '['.repeat(10_000),
  '{"a":'.repeat(10_000),
  `{"a":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
  `${'['.repeat(40_000)}${']'.repeat(40_000)}`,
]
const HUGE = new TextEncoder().encode(`{"a":"${'x'.repeat(10 * 1024 * 1024)}"}`)
const NOT_UTF8 = Uint8Array.from([0x7b, 0x22, 0x61, 0x22, 0x3a, 0x22, 0xff, 0xc0, 0x80, 0x22, 0x7d])

/** Every way to bend the body of a request, one at a time. */
export function bodyTwists(world: FuzzWorld, operation: FuzzOperation): Twist[] {
  const raw = (
    name: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ): Twist => ({
    name,
    isHeavy: body.length > 1_000_000,
    apply: (draft) => {
      draft.rawBody = body
      Object.assign(draft.headers, headers)
    },
  })
  if (!operation.body)
    return operation.method === 'POST' ? BODIES.map((body) => raw(`body ${body.slice(0, 30)}`, body)) : []
  const fields = fieldsOf(operation.body)
  return [
    ...CONTENT_TYPES.map((type) =>
      twist(`content type ${type}`, (draft) => (draft.headers['content-type'] = type)),
    ),
    ...BODIES.map((body) => raw(`body ${body.slice(0, 30)}`, body)),
    raw('body not UTF-8', NOT_UTF8),
    raw('10 MB', HUGE),
    raw('10 MB, declared', HUGE, { 'content-length': String(HUGE.length) }),
    ...oddJson({}, '', []).map((value) => twist(`body = ${shown(value)}`, (draft) => (draft.body = value))),
    ...fields.flatMap((field) => fieldTwists(world, field)),
  ]
}

function fieldTwists(world: FuzzWorld, { path, schema }: Field): Twist[] {
  const name = path.at(-1) ?? ''
  const prefix =
    ({ plan: 'pln', customerId: 'cus', lead: 'lead', previous_supplier: 'mp' } as const)[name] ?? 'sub'
  const { foreign, missing, odd } = idsFor(world, prefix, ofKind(world.mine, prefix) ?? '')
  // What is stored as it is sent may not hold the very ids that no answer may hold.
  const ids =
    prefix === 'mp' || (prefix === 'sub' && name !== 'subscription')
      ? [missing, ...odd]
      : [foreign, missing, ...odd]
  return [
    ...oddJson(schema, name, ids).map((value) =>
      twist(`${path.join('.')} = ${shown(value)}`, (draft) => (draft.body = put(draft.body, path, value))),
    ),
    twist(`without ${path.join('.')}`, (draft) => (draft.body = put(draft.body, path, undefined))),
  ]
}

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 60)

/** A copy with the value at that place, and with whatever has to be there for it. */
function put(body: unknown, [name, ...deeper]: readonly string[], value: unknown): unknown {
  if (name === undefined) return value
  if (Array.isArray(body))
    return body.map((each: unknown, index) => (String(index) === name ? put(each, deeper, value) : each))
  const holder: Record<string, unknown> = typeof body === 'object' && body !== null ? { ...body } : {}
  holder[name] = put(holder[name] ?? (deeper[0] === '0' ? [{}] : undefined), deeper, value)
  return holder
}
