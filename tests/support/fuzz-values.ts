import type { Schema } from './fuzz-document.ts'

/** Values that JSON.stringify would not write: they stand in a body as a marked name. */
const RAW: Record<string, string> = {
  infinite: '1e400',
  'minus infinite': '-1e400',
  'long number': '9'.repeat(400),
  'deep array': '['.repeat(10_000) + ']'.repeat(10_000),
  'deep object': '{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000),
  prototype: '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{}}}',
  twice: '{"a":1,"a":2}',
  NaN: 'NaN',
}
const raw = (name: keyof typeof RAW) => `«${name}»`

/** JSON as it goes over the wire, with the raw values put in. */
export const toJson = (value: unknown): string =>
  JSON.stringify(value).replaceAll(/"«([^»]+)»"/g, (_, name: string) => RAW[name] ?? 'null')

const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\uD800',
  'x\uDC00y',
  '__proto__',
  'constructor',
  '\u202EÄö\u2028\uFEFF',
  '🦊'.repeat(60),
  "'; drop table customers; --",
  '%',
  String.raw`\u0000\\`,
  '<script>alert(1)</script>',
  'null',
  'x'.repeat(5000),
  'x'.repeat(70_000),
]

const NUMBERS = [0, -1, 0.1, 0.000_000_01, 5e-324, 1e308, -1e308, 2 ** 31, 2 ** 53 + 2, 2 ** 63, 1e21]

const INSTANTS = [
  '2026-02-09T23:00:00Z',
  '2026-02-09T23:00:00',
  '2026-02-09T23:00:00+99:00',
  '2026-02-09T23:00:00+01:00[Europe/Berlin]',
  '2026-02-09t23:00:00z',
  '2026-02-09T24:00:00Z',
  '2026-02-09T23:00:60Z',
  '2026-02-30T23:00:00Z',
  '2026-02-09T23:00:00.1234567891Z',
  '0001-01-01T00:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59Z',
  '+275760-09-13T00:00:00Z',
  '-271821-04-20T00:00:00Z',
  '+999999-01-01T00:00:00Z',
]

const DAYS = [
  '2026-02-10',
  '2026-02-30',
  '2026-13-01',
  '0000-00-00',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '99999-01-01',
  '+275760-09-13',
  '2026-2-1',
  '10.02.2026',
  '2026-W07',
  '20260210',
  '2026-10-25',
]

const OTHERS: unknown[] = [
  null,
  true,
  false,
  [],
  {},
  [null],
  [[]],
  ['x'],
  { a: 1 },
  { length: 3, 0: 'x' },
  raw('deep array'),
  raw('deep object'),
  raw('prototype'),
  raw('twice'),
  raw('infinite'),
  raw('minus infinite'),
  raw('long number'),
  raw('NaN'),
]

/** What a field could be sent as, most of it wrong. */
export function oddJson(schema: Schema, name: string, ids: readonly string[]): unknown[] {
  return [...OTHERS, ...NUMBERS, ...TEXTS, ...edgesOf(schema), ...hintsOf(schema, name, ids)]
}

/** The same for a parameter in the address, where everything is text. */
export function oddText(schema: Schema, name: string, ids: readonly string[]): string[] {
  const values = [
    ...NUMBERS,
    ...TEXTS,
    'true',
    '[]',
    '{}',
    '1,2',
    '0x10',
    '१२',
    'Infinity',
    'NaN',
    '+1',
    '1_000',
  ]
  return [...values, ...edgesOf(schema), ...hintsOf(schema, name, ids)].map(String)
}

/** Just inside and just outside of what a schema allows. */
function edgesOf(schema: Schema): unknown[] {
  const found: unknown[] = []
  const number = (key: string) => (typeof schema[key] === 'number' ? [schema[key]] : [])
  for (const edge of [...number('minimum'), ...number('maximum'), ...number('exclusiveMinimum')])
    found.push(edge, edge - 0.001, edge + 0.001, edge - 1, edge + 1, String(edge))
  for (const length of [...number('minLength'), ...number('maxLength')])
    found.push('x'.repeat(length), 'x'.repeat(length + 1), 'x'.repeat(Math.max(0, length - 1)))
  for (const length of number('maxItems')) found.push(Array.from({ length: length + 1 }, () => ({})))
  if (Array.isArray(schema['enum']))
    for (const value of schema['enum'])
      found.push(value, String(value).toUpperCase(), `${String(value)} `, [value])
  return found
}

function hintsOf(schema: Schema, name: string, ids: readonly string[]): string[] {
  const found: string[] = []
  const wants = `${name} ${String(schema['format'])} ${String(schema['description'])}`
  if (/time|_at\b|start|end/.test(wants)) found.push(...INSTANTS)
  if (/date|start|end|day/i.test(wants)) found.push(...DAYS)
  if (/id\b|plan|subscription|customer|lead|supplier/i.test(name)) found.push(...ids)
  if (/iban/.test(name))
    found.push('DE89370400440532013001', 'DE89 3704 0044 0532 0130 00', 'XX00', 'de89370400440532013000')
  if (/email/.test(name))
    found.push('@', 'a@b', 'a@b.c\r\nBcc: x@y.z', `${'a'.repeat(250)}@example.com`, 'ä@ö.de')
  if (/url|uri/.test(name))
    found.push(
      'http://127.0.0.1/',
      'https://[::1]/',
      'https://user:pw@example.com/',
      'javascript:1',
      'https://',
      '//x',
    )
  return found
}

/** Values for a filter of any type; an operator goes with each. */
export const FILTER_VALUES = [
  '',
  '\0',
  '%',
  '_',
  String.raw`\ `,
  '\uD800',
  'true',
  'false',
  'x,y,,',
  ','.repeat(200),
  '1',
  '-1.5',
  '1e5',
  'NaN',
  '9'.repeat(30),
  '9'.repeat(31),
  'x'.repeat(4001),
  '2026-02-09T23:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59-18:00',
  '2026-02-30T00:00:00Z',
  '2026-02-09',
  'active',
  '🦊',
  "' or 1=1 --",
]
