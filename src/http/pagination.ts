import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { type SelectQueryBuilder, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { Failure, type FieldError } from '../domain/failure.ts'
import type { ApiEnv } from './api-env.ts'
import { applyFilters, type Filter, filterable, type FilterFields, parseFilters } from './filters.ts'

const DEFAULT_LIMIT = 10
const MAX_LIMIT = 100
const MAX_CURSOR_CHARACTERS = 1000

/** Where a row stands in a list, newest first: by its instant, and among equals by its id. */
interface Position {
  at: Temporal.Instant
  id: string
}

/** Which rows of a list are wanted: `limit` of those that meet every filter, after a position. */
export interface PageRequest {
  limit: number
  after?: Position | undefined
  filters: readonly Filter[]
}

export interface Page<Row> {
  rows: Row[]
  /** The last row's position, if more rows follow it. */
  next: Position | undefined
}

/**
 * Fetches one page, newest first. It starts after a position rather than at an offset, so rows added meanwhile shift
 * nothing: a walk neither repeats a row nor skips one. `at` and `id` name the columns that `positionOf` reads.
 */
export async function selectPage<DB, Tables extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, Tables, Row>,
  { limit, after, filters }: PageRequest,
  { at, id, positionOf }: { at: string; id: string; positionOf: (row: Row) => Position },
): Promise<Page<Row>> {
  const filtered = applyFilters(query, filters)
  const following = after
    ? filtered.where(
        sql<boolean>`(${sql.ref(at)}, ${sql.ref(id)}) < (${after.at.toString()}::timestamptz, ${after.id}::text)`,
      )
    : filtered
  const found = (await following
    .orderBy(sql.ref(at), 'desc')
    .orderBy(sql.ref(id), 'desc')
    // One more than asked for tells whether there is more.
    .limit(limit + 1)
    .execute()) as Row[]
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? positionOf(last) : undefined }
}

interface ListEndpoint {
  /** Names the endpoint in its cursors: one endpoint's cursor is worth nothing at another. */
  endpoint: string
  fields: FilterFields
  cursorKey: Buffer
}

/** A page request as it came over the API, with what its answer needs. */
interface ListRequest extends PageRequest {
  cursorAfter: (position: Position) => string
}

/**
 * Reads `limit`, `cursor` and the filters of a list request, and warns in the answer of what is ignored.
 *
 * @throws Failure BAD_REQUEST naming every bad parameter at once, or `cursor` if it was not made by us for this list.
 */
export function readListRequest(
  c: Context<ApiEnv>,
  { endpoint, fields, cursorKey }: ListEndpoint,
): ListRequest {
  const query = c.req.queries()
  const { filters, warnings, errors: filterErrors } = parseFilters(query, fields)
  const errors: FieldError[] = [...filterErrors]
  const limit = readLimit(query['limit'], errors)
  const cursor = readOnce(query['cursor'], 'cursor', errors)
  if (errors.length > 0) throw badParameters(errors)

  const binding: CursorBinding = [
    endpoint,
    c.get('organizationId'),
    c.get('tokenCustomerId') ?? null,
    limit,
    ...filters.map(({ parameter, value }) => `${parameter}=${value}`).toSorted(),
  ]
  const after = cursor ? openCursor(cursorKey, binding, cursor) : undefined
  if (cursor && !after) throw badParameters([{ code: 'custom', field: 'cursor', message: CURSOR_REFUSED }])
  for (const warning of warnings) c.header('Warning', warning, { append: true })
  return { limit, after, filters, cursorAfter: (position) => sealCursor(cursorKey, binding, position) }
}

const CURSOR_REFUSED =
  'Send the next_page of the last answer as it is, with the same filters and the same limit as the request it answered.'

export function listAnswer<Row, Item>(request: ListRequest, page: Page<Row>, toItem: (row: Row) => Item) {
  return {
    object: 'list' as const,
    items: page.rows.map(toItem),
    has_more: page.next !== undefined,
    next_page: page.next ? request.cursorAfter(page.next) : null,
  }
}

/** The shape of a list's answer, for the API's document. */
export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    object: z.literal('list'),
    items: z.array(item),
    has_more: z.boolean(),
    next_page: z.string().nullable(),
  })

/** What every list operation declares in the API's document. */
export const listOperation = (fields: FilterFields) => ({
  description: filtersInWords(fields),
  'x-filterable': filterable(fields),
  parameters: [
    {
      name: 'cursor',
      in: 'query' as const,
      required: false,
      description: 'The next_page of the last answer; filters and limit stay as they were.',
      schema: { type: ['string' as const, 'null' as const] },
    },
    {
      name: 'limit',
      in: 'query' as const,
      required: false,
      schema: { type: 'number' as const, minimum: 1, maximum: MAX_LIMIT, default: DEFAULT_LIMIT },
    },
  ],
})

/** The same for who reads: what shows the document to people leaves `x-filterable` out. */
function filtersInWords(fields: FilterFields): string {
  const each = Object.entries(fields).map(([name, field]) => {
    const values = field.type === 'enum' ? `: ${field.values.join(', ')}` : ''
    return `- \`filter[${name}]\` (${field.type}${values})`
  })
  return `Can be filtered by:\n\n${each.join('\n')}`
}

function readLimit(values: readonly string[] | undefined, errors: FieldError[]): number {
  const text = readOnce(values, 'limit', errors)
  if (text === undefined) return DEFAULT_LIMIT
  const limit = /^-?\d+$/.test(text) ? Number(text) : Number.NaN
  if (limit >= 1 && limit <= MAX_LIMIT) return limit
  const code = limit < 1 ? 'too_small' : limit > MAX_LIMIT ? 'too_big' : 'invalid_type'
  errors.push({ code, field: 'limit', message: `Write a whole number from 1 to ${MAX_LIMIT}.` })
  return DEFAULT_LIMIT
}

function readOnce(
  values: readonly string[] | undefined,
  field: string,
  errors: FieldError[],
): string | undefined {
  if (values && values.length > 1) errors.push({ code: 'invalid_type', field, message: 'Send this once.' })
  return values?.[0]
}

const badParameters = (errors: readonly FieldError[]): Failure =>
  new Failure('BAD_REQUEST', `Not valid: ${[...new Set(errors.map(({ field }) => field))].join(', ')}.`, {
    errors,
  })

/** What a cursor holds for and nothing else: it opens only under the very same binding. */
type CursorBinding = readonly (string | number | null)[]

const MAC_BYTES = 32

/** Position and signature (HMAC-SHA256 over the position and the binding), as one opaque word. */
export function sealCursor(key: Buffer, binding: CursorBinding, { at, id }: Position): string {
  const position = `${at.toString()} ${id}`
  return Buffer.concat([sign(key, binding, position), Buffer.from(position)]).toString('base64url')
}

/** Undefined for anything that {@link sealCursor} did not make under this key and binding. */
export function openCursor(key: Buffer, binding: CursorBinding, cursor: string): Position | undefined {
  if (cursor.length > MAX_CURSOR_CHARACTERS) return undefined
  const bytes = Buffer.from(cursor, 'base64url')
  // Base64 can spell the same bytes in several ways; only our own spelling counts.
  if (bytes.toString('base64url') !== cursor) return undefined
  const mac = bytes.subarray(0, MAC_BYTES)
  const position = bytes.subarray(MAC_BYTES).toString('utf8')
  if (mac.length < MAC_BYTES || !timingSafeEqual(mac, sign(key, binding, position))) return undefined
  const space = position.indexOf(' ')
  return { at: Temporal.Instant.from(position.slice(0, space)), id: position.slice(space + 1) }
}

const sign = (key: Buffer, binding: CursorBinding, position: string): Buffer =>
  createHmac('sha256', key)
    .update(JSON.stringify([binding, position]))
    .digest()
