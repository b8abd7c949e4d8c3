// node scripts/sdk-types.mjs: writes the SDK's types from the API's own document. With --check it writes nothing and fails if they
// are not what the document says. No server runs and no database is asked: the document is made from the routes alone.
//
// The generators for OpenAPI (openapi-typescript, hey-api) drive the compiler of TypeScript 5. OpenAPI 3.1 describes shapes in JSON
// Schema, so one for that does as well, once filters and queries are laid out as shapes too.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compile } from 'json-schema-to-typescript'
import { format } from 'oxfmt'
import { register } from 'tsx/esm/api'
import { ROOT } from './setup.mjs'

const FILE = join(ROOT, 'sdk/src/generated/api-types.ts')

const BANNER = `// Written by scripts/sdk-types.mjs from the API's own document: change the API, then run it.
import type { DateFilter, EnumFilter, TextFilter } from '../filter.ts'`

/** The API's document, as GET /openapi.json answers it. */
async function readDocument() {
  register()
  const [
    { createApi },
    { loadConfig },
    { createPool },
    { createDeps },
    { ensureSigningKeys },
    { createLog },
  ] = await Promise.all(
    ['api', 'config', 'db/database', 'deps', 'features/oauth/signing-keys', 'http/log'].map(
      (name) => import(`../src/${name}.ts`),
    ),
  )
  const directory = mkdtempSync(join(tmpdir(), 'stromtor-types-'))
  try {
    const config = loadConfig({ DATA_DIR: directory })
    await ensureSigningKeys(config.signingKeysFile)
    // Never connected to.
    const pool = createPool({ connectionString: 'postgres://localhost/none', max: 1 })
    const log = createLog({ level: 'silent', stream: { write: () => {} } })
    const api = createApi(await createDeps({ config, log, pool, signOnPool: pool }))
    const response = await api.request(new URL('/openapi.json', config.publicUrl).href)
    return await response.json()
  } finally {
    rmSync(directory, { recursive: true })
  }
}

/** Every shape by the name its type is to have. */
function shapesOf({ components, paths }) {
  const operations = Object.values(paths).flatMap((path) => Object.values(path))
  const sent = namesSent(components.schemas, operations)
  const shapes = {}
  for (const [name, schema] of Object.entries(components.schemas)) {
    shapes[name] = sent.has(name) ? orUndefined(schema) : nameAlternatives(name, schema)
  }
  for (const { responses, parameters = [], 'x-filterable': filterable } of operations) {
    const answer = responses[200]?.content['application/json'].schema
    const item = answer?.properties?.items?.items
    if (item && !item.$ref) shapes[`Listed${nameOf(item)}`] = item
    if (item) shapes[`${nameOf(item)}Filter`] = orUndefined(filterShape(filterable))
    const query = parameters.filter((each) => each.in === 'query')
    if (answer?.$ref && query.length > 0) shapes[`${nameOf(answer)}Query`] = orUndefined(queryShape(query))
  }
  return shapes
}

/** A list names what belongs to a contract by ids, in a shape of its own that has no name; `object` says what it is. */
const nameOf = ({ $ref, properties }) =>
  $ref
    ? $ref.split('/').at(-1)
    : properties.object.enum[0].replaceAll(/(?:^|_)[a-z]/g, (start) => start.at(-1).toUpperCase())

/** What requests hold, and what that is made of. */
function namesSent(schemas, operations) {
  const names = new Set()
  const add = (value) => {
    for (const [, name] of JSON.stringify(value).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (names.has(name)) continue
      names.add(name)
      add(schemas[name])
    }
  }
  for (const { requestBody } of operations) if (requestBody) add(requestBody)
  return names
}

/** What a request may leave out it may also give as undefined, which never reaches the JSON. */
function orUndefined(schema) {
  const { properties, required = [], items, oneOf } = schema
  const entries = Object.entries(properties ?? {}).map(([name, own]) => {
    const inner = orUndefined(own)
    if (required.includes(name)) return [name, inner]
    return [name, { description: own.description, anyOf: [inner, { tsType: 'undefined' }] }]
  })
  return {
    ...schema,
    ...(properties && { properties: Object.fromEntries(entries) }),
    ...(items && { items: orUndefined(items) }),
    ...(oneOf && { oneOf: oneOf.map(orUndefined) }),
  }
}

/** The alternatives of a customer, Person and Company, become PersonCustomer and CompanyCustomer. */
function nameAlternatives(name, schema) {
  if (!schema.anyOf) return schema
  return { ...schema, anyOf: schema.anyOf.map((one) => ({ ...one, title: `${one.title}${name}` })) }
}

function filterShape(filterable) {
  const types = {
    string: () => 'TextFilter',
    date: () => 'DateFilter',
    enum: (values) => `EnumFilter<${values.map((value) => `'${value}'`).join(' | ')}>`,
  }
  const properties = Object.entries(filterable).map(([name, { type, values }]) => {
    if (!types[type]) throw new Error(`The SDK has no filter for the type ${type} of ${name}`)
    return [name, { tsType: types[type](values) }]
  })
  return { type: 'object', properties: Object.fromEntries(properties) }
}

const queryShape = (parameters) => ({
  type: 'object',
  properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  required: parameters.filter(({ required }) => required).map(({ name }) => name),
})

/** Takes out what the generator says of itself, and makes every property readonly: an answer is the API's. */
const adjust = (code) =>
  code
    .replace('export interface Root {}\n', '')
    .replaceAll(/( \*\n)? \* This interface was referenced by [^\n]+\n \* via the [^\n]+\n/g, '')
    .replaceAll('/**\n */\n', '')
    .replaceAll(/^( +)(?=(?:\w+|'[^']+')\??:(?: |$))/gm, '$1readonly ')
    .replaceAll(/\?: \(([^()\n]+)\) \| undefined$/gm, '?: $1 | undefined')
    .replaceAll(/^(\/\*\*\n(?: \*.*\n)+)?export /gm, '\n$&')

async function write(document) {
  const root = { title: 'Root', type: 'object', definitions: shapesOf(document) }
  const schema = JSON.parse(JSON.stringify(root).replaceAll('#/components/schemas/', '#/definitions/'))
  const code = await compile(schema, 'Root', {
    additionalProperties: false,
    bannerComment: BANNER,
    ignoreMinAndMaxItems: true,
    unknownAny: true,
    unreachableDefinitions: true,
    style: { semi: false, singleQuote: true, printWidth: 1000 },
  })
  const { printWidth, singleQuote, semi, trailingComma } = JSON.parse(
    readFileSync(join(ROOT, '.oxfmtrc.json'), 'utf8'),
  )
  return (await format(FILE, adjust(code), { printWidth, singleQuote, semi, trailingComma })).code
}

const code = await write(await readDocument())
if (process.argv.includes('--check')) {
  if (readFileSync(FILE, 'utf8') !== code) {
    process.stderr.write('The API changed: run node scripts/sdk-types.mjs and commit what it writes.\n')
    process.exitCode = 1
  }
} else {
  writeFileSync(FILE, code)
}
