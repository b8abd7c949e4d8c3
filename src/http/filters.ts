import { type Expression, type RawBuilder, type SelectQueryBuilder, sql } from 'kysely'
import { Temporal } from 'temporal-polyfill'
import type { FieldError } from '../domain/failure.ts'

/** Which operators each type of field takes (contract/behaviour.md "Lists"). */
const OPERATORS = {
  string: ['eq', 'ne', 'in', 'is_null', 'contains', 'starts_with', 'ends_with'],
  number: ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'is_null'],
  date: ['gte', 'lte', 'is_null'],
  boolean: ['eq', 'is_null'],
  enum: ['eq', 'ne', 'in', 'is_null'],
} as const satisfies Record<string, readonly string[]>

type Operator = (typeof OPERATORS)[keyof typeof OPERATORS][number]

/** A column's name or an expression of the same type: text, a number, timestamptz, boolean. */
type Column = string | Expression<unknown>

/** `lowerIndex`: there is an index on `lower(column)`, which `eq` and `in` then use; they stay exact all the same. */
type FilterField =
  | { type: 'string'; column: Column; lowerIndex?: boolean }
  | { type: 'number' | 'date' | 'boolean'; column: Column }
  | { type: 'enum'; column: Column; values: readonly string[] }

/** What an endpoint can be filtered by, keyed by the name on the wire. */
export type FilterFields = Readonly<Record<string, FilterField>>

/** One condition that was understood; made only by {@link parseFilters}. */
export interface Filter {
  /** The parameter as sent, `filter[email][eq]`, and its value: what a cursor is bound to. */
  parameter: string
  value: string
  condition: RawBuilder<boolean>
}

interface ParsedFilters {
  filters: readonly Filter[]
  /** What was ignored, one `Warning` header each. */
  warnings: readonly string[]
  errors: readonly FieldError[]
}

const MAX_FILTERS = 20
const MAX_VALUE_CHARACTERS = 4000
const MAX_IN_VALUES = 100
const MAX_NAME_CHARACTERS = 100

const NAME = /^filter\[([^[\]]+)\]\[([^[\]]+)\]$/

/**
 * Reads `filter[field][op]=value` from a query. An unknown field or operator is ignored with a warning, so that a client
 * written for a later version still gets an answer; malformed syntax or a value of the wrong type is an error.
 */
export function parseFilters(
  query: Readonly<Record<string, readonly string[]>>,
  fields: FilterFields,
): ParsedFilters {
  const filters: Filter[] = []
  const warnings: string[] = []
  const errors: FieldError[] = []
  const sent = Object.entries(query)
    .filter(([name]) => name === 'filter' || name.startsWith('filter['))
    .flatMap(([parameter, values]) => values.map((value) => ({ parameter, value })))
  if (sent.length > MAX_FILTERS) {
    const message = `At most ${MAX_FILTERS} filters are allowed.`
    return { filters, warnings, errors: [{ code: 'too_big', field: 'filter', message }] }
  }
  for (const { parameter, value } of sent) {
    const [, name, operator] = NAME.exec(parameter) ?? []
    if (name === undefined || operator === undefined) {
      errors.push(error(parameter, 'invalid_format', 'Write filter[field][operator]=value.'))
      continue
    }
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined
    if (!field) {
      warnings.push(warning(`Unknown filter field ignored: ${parameter}`))
    } else if (!takes(field, operator)) {
      warnings.push(warning(`Unknown filter operator ignored: ${parameter}`))
    } else {
      const result =
        value.length > MAX_VALUE_CHARACTERS ? 'The value is too long.' : conditionOf(field, operator, value)
      if (typeof result === 'string') errors.push(error(parameter, 'invalid_value', result))
      else filters.push({ parameter, value, condition: result })
    }
  }
  return { filters, warnings, errors }
}

/** Narrows a query to the rows that meet every filter. */
export function applyFilters<DB, Tables extends keyof DB, Row>(
  query: SelectQueryBuilder<DB, Tables, Row>,
  filters: readonly Filter[],
): SelectQueryBuilder<DB, Tables, Row> {
  return filters.reduce((narrowed, { condition }) => narrowed.where(condition), query)
}

/** What `x-filterable` in the API's document says of an endpoint. */
export function filterable(
  fields: FilterFields,
): Record<string, { type: string; values?: readonly string[] }> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [
      name,
      { type: field.type, ...(field.type === 'enum' && { values: field.values }) },
    ]),
  )
}

const takes = (field: FilterField, operator: string): operator is Operator =>
  (OPERATORS[field.type] as readonly string[]).includes(operator)

/** The condition, or what is wrong with the value. */
function conditionOf(field: FilterField, operator: Operator, value: string): RawBuilder<boolean> | string {
  const column = typeof field.column === 'string' ? sql.ref(field.column) : field.column
  if (operator === 'is_null') {
    if (value !== 'true' && value !== 'false') return 'Write true or false.'
    return value === 'true' ? sql<boolean>`${column} is null` : sql<boolean>`${column} is not null`
  }
  const values = operator === 'in' ? value.split(',') : [value]
  if (values.length > MAX_IN_VALUES) return `At most ${MAX_IN_VALUES} values are allowed.`
  const complaint = values.map((one) => complain(field, one)).find((said) => said !== undefined)
  if (complaint !== undefined) return complaint
  const type = sql.raw(SQL_TYPES[field.type])
  const lowered = field.type === 'string' && field.lowerIndex === true
  switch (operator) {
    case 'eq':
      return lowered
        ? sql<boolean>`lower(${column}) = lower(${value}::text) and ${column} = ${value}::text`
        : sql<boolean>`${column} = ${value}::${type}`
    case 'in':
      return lowered
        ? sql<boolean>`lower(${column}) = any(array(select lower(one) from unnest(${values}::text[]) as one)) and ${column} = any(${values}::text[])`
        : sql<boolean>`${column} = any(${values}::${type}[])`
    case 'ne':
      // A row without a value is not equal to any: plain <> would leave it out.
      return sql<boolean>`${column} is distinct from ${value}::${type}`
    case 'gt':
      return sql<boolean>`${column} > ${value}::${type}`
    case 'gte':
      return sql<boolean>`${column} >= ${value}::${type}`
    case 'lt':
      return sql<boolean>`${column} < ${value}::${type}`
    case 'lte':
      return sql<boolean>`${column} <= ${value}::${type}`
    case 'contains':
      return sql<boolean>`${column} ilike ${`%${literal(value)}%`}`
    case 'starts_with':
      return sql<boolean>`${column} ilike ${`${literal(value)}%`}`
    case 'ends_with':
      return sql<boolean>`${column} ilike ${`%${literal(value)}`}`
    default:
      return operator satisfies never
  }
}

const SQL_TYPES = {
  string: 'text',
  enum: 'text',
  number: 'numeric',
  date: 'timestamptz',
  boolean: 'boolean',
} as const

const NUMBER = /^-?\d{1,30}(\.\d{1,30})?$/
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/
const FIRST_INSTANT = Temporal.Instant.from('0001-01-01T00:00:00Z')
const LAST_INSTANT = Temporal.Instant.from('9999-12-31T23:59:59Z')

/** What is wrong with one value of a field, if anything. */
function complain(field: FilterField, value: string): string | undefined {
  if (value.includes('\0')) return 'NUL is not allowed.'
  switch (field.type) {
    case 'string':
      return undefined
    case 'number':
      return NUMBER.test(value) ? undefined : 'Write a number like 12 or 12.5.'
    case 'boolean':
      return value === 'true' || value === 'false' ? undefined : 'Write true or false.'
    case 'enum':
      return field.values.includes(value) ? undefined : `Write one of: ${field.values.join(', ')}.`
    case 'date':
      return isInstant(value)
        ? undefined
        : 'Write an instant with its zone like 2026-01-31T23:00:00Z (a + is sent as %2B).'
    default:
      return field satisfies never
  }
}

function isInstant(value: string): boolean {
  if (!INSTANT.test(value)) return false
  try {
    const instant = Temporal.Instant.from(value)
    return (
      Temporal.Instant.compare(instant, FIRST_INSTANT) >= 0 &&
      Temporal.Instant.compare(instant, LAST_INSTANT) <= 0
    )
  } catch {
    return false
  }
}

/** LIKE's own characters stand for themselves in a search. */
const literal = (value: string): string => value.replaceAll(/[\\%_]/g, String.raw`\$&`)

const error = (parameter: string, code: string, message: string): FieldError => ({
  code,
  field: parameter.slice(0, MAX_NAME_CHARACTERS),
  message,
})

/** RFC 7234 section 5.5: code 299, no agent. What the visitor sent is cut down to harmless ASCII. */
const warning = (text: string): string =>
  `299 - "${text.slice(0, 2 * MAX_NAME_CHARACTERS).replaceAll(/[^\x20-\x7E]|["\\]/g, '?')}"`
