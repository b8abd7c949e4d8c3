/** What a fuzz test reads in an OpenAPI document: the operations, the fields of their bodies, and a request that is right. */

export type Schema = { [key: string]: unknown }

export interface FuzzParameter {
  name: string
  in: 'path' | 'query'
  required: boolean
  schema: Schema
}

export interface FuzzOperation {
  method: string
  path: string
  parameters: FuzzParameter[]
  body: Schema | undefined
  filters: Record<string, { type: string; values?: string[] }>
  needsToken: boolean
}

export interface FuzzDocument {
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema> }
}

interface Described {
  parameters?: { name: string; in: 'path' | 'query'; required?: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>
  security?: Record<string, unknown>[]
  'x-filterable'?: FuzzOperation['filters']
}

export function operationsOf(document: FuzzDocument): FuzzOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({
      method: method.toUpperCase(),
      path,
      parameters: (described.parameters ?? []).map(({ required = false, ...rest }) => ({
        ...rest,
        required,
      })),
      body: resolve(document, described.requestBody?.content['application/json']?.schema),
      filters: described['x-filterable'] ?? {},
      needsToken: described.security?.some((each) => 'Bearer' in each) ?? false,
    })),
  )
}

/** A schema with everything it refers to put in. */
function resolve<Value>(document: FuzzDocument, value: Value): Value {
  if (Array.isArray(value)) return value.map((each: unknown) => resolve(document, each)) as Value
  if (typeof value !== 'object' || value === null) return value
  const reference = (value as Schema)['$ref']
  if (typeof reference === 'string')
    return resolve(document, document.components.schemas[reference.split('/').at(-1) ?? '']) as Value
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, resolve(document, each as unknown)]),
  ) as Value
}

const alternativesOf = (schema: Schema): Schema[] =>
  ((schema['oneOf'] ?? schema['anyOf']) as Schema[] | undefined)?.flatMap(alternativesOf) ??
  ((schema['allOf'] as Schema[] | undefined)
    ? (schema['allOf'] as Schema[]).flatMap(alternativesOf)
    : [schema])

export interface Field {
  path: string[]
  schema: Schema
}

/** Every field of a body however deep, those of all alternatives, and the first entry of every list. */
export function fieldsOf(schema: Schema, at: string[] = []): Field[] {
  const found = alternativesOf(schema).flatMap((each): Field[] => {
    const properties = Object.entries((each['properties'] ?? {}) as Record<string, Schema>)
    const items = each['items'] ? [['0', each['items'] as Schema] as const] : []
    return [...properties, ...items].flatMap(([name, part]) => {
      const path = [...at, name]
      return [...alternativesOf(part).map((one) => ({ path, schema: one })), ...fieldsOf(part, path)]
    })
  })
  const seen = new Set<string>()
  return found.filter((field) => {
    const key = JSON.stringify(field)
    return !seen.has(key) && seen.add(key)
  })
}

/**
 * A value that a schema admits. `known` names the fields whose values the schema alone cannot tell, and answers null for
 * those that are better left out.
 */
export function exampleOf(schema: Schema, known: (name: string) => unknown, name = ''): unknown {
  const [one = schema] = alternativesOf(schema)
  if (Array.isArray(one['enum'])) return one['enum'][0]
  const value = known(name)
  if (value !== undefined) return value
  const types = [one['type']].flat()
  if (one['properties'])
    return Object.fromEntries(
      Object.entries(one['properties'] as Record<string, Schema>)
        .map(([each, part]) => [each, exampleOf(part, known, each)] as const)
        .filter(([, part]) => part !== undefined && part !== null),
    )
  if (types.includes('array')) return [exampleOf(one['items'] as Schema, known)]
  if (types.includes('object')) return { note: 'x' }
  if (types.includes('number')) return Number(one['minimum'] ?? 1)
  if (types.includes('boolean')) return false
  // An optional text of a form that the schema does not tell is better left out.
  return one['pattern'] === undefined && one['format'] === undefined ? 'Weser' : undefined
}
