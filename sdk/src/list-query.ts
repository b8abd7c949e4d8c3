import { StromtorError } from './errors/stromtor-error.ts'

/** What every list takes. */
export interface ListQuery<Filter extends object> {
  /** Entries a page, 1 to 100. Default 10. */
  readonly limit?: number | undefined
  /** `next_page` of an earlier answer with the same filter and limit. */
  readonly cursor?: string | undefined
  /** Conditions by field, combined with AND: `{ status: { eq: 'active' } }`. */
  readonly filter?: Filter | undefined
}

type QueryValue = string | number | boolean | Date | readonly string[] | null | undefined

/** Writes `limit`, `cursor` and `filter[field][operator]=value` as the API reads them. */
export function listQuery({ limit, cursor, filter }: ListQuery<object>): URLSearchParams {
  const parameters = plainQuery({ limit, cursor })
  for (const [field, operators] of Object.entries(filter ?? {})) {
    const entries: [string, QueryValue][] = Object.entries(operators ?? {})
    for (const [operator, value] of entries) {
      if (value !== undefined && value !== null) {
        parameters.set(`filter[${field}][${operator}]`, written(value))
      }
    }
  }
  return parameters
}

/** Writes parameters by their names; what is undefined or null is left out. */
export function plainQuery(query: object): URLSearchParams {
  const parameters = new URLSearchParams()
  const entries: [string, QueryValue][] = Object.entries(query)
  for (const [name, value] of entries) {
    if (value !== undefined && value !== null) parameters.set(name, written(value))
  }
  return parameters
}

function written(value: NonNullable<QueryValue>): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object') return String(value)
  // `in` takes a comma list and knows no escape; a value with a comma would silently become two.
  if (value.some((item) => item.includes(','))) {
    throw new StromtorError('a value of an "in" filter must not contain a comma')
  }
  return value.join(',')
}
