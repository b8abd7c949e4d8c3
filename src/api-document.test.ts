import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, test } from 'vitest'
import { createTestApp, createWorld } from '../tests/support/world.ts'

type Json = { [key: string]: unknown }
interface Operation {
  summary?: string
  description?: string
  parameters?: { name: string; in: string; required?: boolean; schema: Json }[]
  requestBody?: { content: Json }
  responses: Record<string, { content?: Record<string, { schema: Json }> }>
  'x-filterable'?: Json
}
interface Document {
  openapi: string
  info: { description: string }
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, Json> }
}

const contract = JSON.parse(
  readFileSync(new URL('../tests/contract/2026-05-27.curie.json', import.meta.url), 'utf8'),
) as Document
let ours: Document
let byVersion: Document

beforeAll(async () => {
  const { api } = await createWorld(await createTestApp())
  ours = (await (await api.send('/openapi.json')).json()) as Document
  byVersion = (await (await api.send('/openapi.2026-05-27.curie.json')).json()) as Document
})

const operations = Object.entries(contract.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

/** A schema with what it refers to put in, alternatives told apart by their title or place. */
function resolve(document: Document, schema: Json | undefined): Json {
  const reference = schema?.['$ref']
  if (typeof reference !== 'string') return schema ?? {}
  return resolve(document, document.components.schemas[reference.split('/').at(-1) ?? ''])
}

/** What a value may be: each of its alternatives, however deep they are nested. */
function alternatives(document: Document, schema: Json): Json[] {
  const resolved = resolve(document, schema)
  const either = (resolved['oneOf'] ?? resolved['anyOf']) as Json[] | undefined
  return either ? either.flatMap((each) => alternatives(document, each)) : [resolved]
}

/** The parts of an object that are all asked of it. */
const partsOf = (document: Document, schema: Json): Json[] =>
  ((schema['allOf'] as Json[] | undefined) ?? [schema]).map((part) => resolve(document, part))

/** By name what a property may be in any of the alternatives. */
function propertiesOf(document: Document, schema: Json): Map<string, Json> {
  const found = new Map<string, Json[]>()
  for (const part of alternatives(document, schema).flatMap((each) => partsOf(document, each))) {
    for (const [name, value] of Object.entries((part['properties'] ?? {}) as Record<string, Json>)) {
      found.set(name, [...(found.get(name) ?? []), value])
    }
  }
  return new Map([...found].map(([name, anyOf]) => [name, { anyOf }]))
}

/** What each of the alternatives requires. */
function requiredOf(document: Document, schema: Json): string[] {
  const [first = [], ...others] = alternatives(document, schema)
    .filter(({ type }) => type !== 'null')
    .map((each) =>
      partsOf(document, each).flatMap((part) => (part['required'] as string[] | undefined) ?? []),
    )
  return first.filter((name) => others.every((names) => names.includes(name)))
}

const valuesOf = (document: Document, schema: Json): unknown[] =>
  alternatives(document, schema).flatMap(
    (each) => (each['enum'] as unknown[] | undefined) ?? (each['const'] === undefined ? [] : [each['const']]),
  )

const isOpen = (document: Document, schema: Json): boolean =>
  alternatives(document, schema).some(({ additionalProperties }) => additionalProperties !== undefined)

/** Told of only to who asked for them. */
const BEYOND = /^(portal\.|test\.)/

/**
 * Where ours gives less than the contract: what an answer always had it still has, with no value that clients do not know;
 * what a request may hold it still may, and what it could leave out it still can.
 */
function differences(theirs: Json, mine: Json, at: string, isAnswer: boolean): string[] {
  const items = (document: Document, schema: Json) =>
    alternatives(document, schema).find((each) => each['items'])?.['items'] as Json | undefined
  const [theirItems, ownItems] = [items(contract, theirs), items(ours, mine)]
  if (theirItems) return differences(theirItems, ownItems ?? {}, `${at}[]`, isAnswer)
  const [known, has] = [propertiesOf(contract, theirs), propertiesOf(ours, mine)]
  const [always, alsoAlways] = [requiredOf(contract, theirs), requiredOf(ours, mine)]
  const found: string[] = []
  for (const [name, schema] of known) {
    const own = has.get(name)
    if (own) found.push(...differences(schema, own, `${at}.${name}`, isAnswer))
    else if (!isOpen(ours, mine) && (!isAnswer || always.includes(name)))
      found.push(`${at}.${name} is missing`)
  }
  if (!isOpen(ours, mine)) {
    const broken = isAnswer
      ? always.filter((name) => !alsoAlways.includes(name))
      : alsoAlways.filter((name) => known.has(name) && !always.includes(name))
    found.push(...broken.map((name) => `${at}.${name} is ${isAnswer ? 'no longer' : 'now'} required`))
  }
  const [values, own] = [valuesOf(contract, theirs), valuesOf(ours, mine)]
  const narrower = isAnswer
    ? own.filter((each) => values.length > 0 && !values.includes(each) && !BEYOND.test(String(each)))
    : values.filter((each) => own.length > 0 && !own.includes(each))
  if (narrower.length > 0) found.push(`${at}: ${narrower.join(', ')}`)
  return found
}

test('the document is of OpenAPI 3.1, and the same by its version', () => {
  expect(ours.openapi).toBe('3.1.0')
  expect(byVersion).toEqual(ours)
  expect(JSON.stringify(ours)).not.toContain('nullable')
})

test('the document says to people too what its operations are for and what can be filtered', () => {
  const all = Object.values(ours.paths).flatMap((methods) => Object.values(methods))
  expect(all.filter(({ summary }) => !summary)).toEqual([])
  expect(ours.info.description).toContain('Idempotency-Key')
  expect(ours.paths['/subscriptions']?.['get']?.description).toContain(
    '- `filter[status]` (enum: pending, active, ended)',
  )
  for (const { description = '', 'x-filterable': filterable = {} } of all) {
    const unsaid = Object.keys(filterable).filter((field) => !description.includes(`filter[${field}]`))
    expect(unsaid).toEqual([])
  }
})

describe('our own document is no narrower than the contract', () => {
  test('every operation is there', () => {
    const served = (path: string, method: string) => ours.paths[path]?.[method] !== undefined
    expect(
      operations
        .filter(({ path, method }) => !served(path, method))
        .map(({ path, method }) => `${method} ${path}`),
    ).toEqual([])
  })

  test.each(operations)('$method $path', ({ path, method, operation }) => {
    const mine = ours.paths[path]?.[method]
    const found: string[] = []
    for (const { name, in: where, required = false, schema } of operation.parameters ?? []) {
      const own = mine?.parameters?.find((each) => each.name === name && each.in === where)
      if (!own) found.push(`parameter ${name} is missing`)
      else if (own.required === true && !required) found.push(`parameter ${name} is now required`)
      else found.push(...differences(schema, own.schema, name, false))
    }
    const [body, ownBody] = [bodyOf(operation.requestBody?.content), bodyOf(mine?.requestBody?.content)]
    if (body) found.push(...differences(body, ownBody ?? {}, 'body', false))
    for (const [status, { content }] of Object.entries(operation.responses)) {
      const [theirs, own] = [bodyOf(content), bodyOf(mine?.responses[status]?.content)]
      if (mine?.responses[status] === undefined) found.push(`${status} is missing`)
      else if (theirs) found.push(...differences(theirs, own ?? {}, status, true))
    }
    for (const [field, { type }] of Object.entries(
      (operation['x-filterable'] ?? {}) as Record<string, { type: string }>,
    )) {
      const own = (mine?.['x-filterable'] as Record<string, { type: string }> | undefined)?.[field]
      if (own?.type !== type) found.push(`filter ${field} is ${own?.type}`)
    }
    expect(found).toEqual([])
  })
})

const bodyOf = (content: Json | undefined): Json | undefined =>
  (content?.['application/json'] as { schema: Json } | undefined)?.schema
