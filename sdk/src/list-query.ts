import { StromtorError } from './errors/stromtor-error.ts'

type FilterValue = string | number | boolean | Date | readonly string[] | undefined

/** Writes `limit`, `cursor` and `filter[field][operator]=value` as the API reads them. */
export function listQuery(query: {
  readonly limit?: number | undefined
  readonly cursor?: string | undefined
  readonly filter?: object | undefined
}): URLSearchParams {
  const parameters = new URLSearchParams()
  if (query.limit !== undefined) parameters.set('limit', String(query.limit))
  if (query.cursor !== undefined) parameters.set('cursor', query.cursor)
  for (const [field, operators] of Object.entries(query.filter ?? {})) {
    const entries: [string, FilterValue][] = Object.entries(operators ?? {})
    for (const [operator, value] of entries) {
      if (value !== undefined) parameters.set(`filter[${field}][${operator}]`, filterValue(value))
    }
  }
  return parameters
}

function filterValue(value: Exclude<FilterValue, undefined>): string {
  if (value instanceof Date) return value.toISOString()
  if (typeof value !== 'object') return String(value)
  // `in` takes a comma list and knows no escape; a value with a comma would silently become two.
  if (value.some((item) => item.includes(','))) {
    throw new StromtorError('a value of an "in" filter must not contain a comma')
  }
  return value.join(',')
}
