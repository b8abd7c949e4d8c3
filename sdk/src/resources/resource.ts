import type { ApiCall, ApiClient } from '../api-client.ts'
import { StromtorError } from '../errors/stromtor-error.ts'
import { listQuery } from '../list-query.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import { isListAnswer, notAList, Page } from '../page.ts'
import type { List } from '../page.ts'

/** Sends a call, and takes an answer that has `field` for what the API's contract says it is. */
export async function ask<T>(
  api: ApiClient,
  call: ApiCall,
  field: keyof T & string,
  options?: CallOptions,
): Promise<T> {
  const answer = await api.send(call, options)
  if (typeof answer !== 'object' || answer === null || !(field in answer)) {
    throw new StromtorError(`${call.method} ${call.path} answered without "${field}": is baseUrl right?`)
  }
  return answer as T
}

/** Asks for the first page at once, and for the following ones as they are needed. */
export function listOf<T>(
  api: ApiClient,
  path: string,
  query: ListQuery<object>,
  options?: CallOptions,
): List<T> {
  const load = async (cursor?: string): Promise<Page<T>> => {
    const from = cursor === undefined ? query : { ...query, cursor }
    const answer = await api.send({ method: 'GET', path, query: listQuery(from) }, options)
    if (!isListAnswer<T>(answer)) throw notAList(path)
    return new Page(answer, load)
  }
  const first = load()
  return Object.assign(first, {
    async *[Symbol.asyncIterator]() {
      yield* await first
    },
  })
}

/**
 * The path of one thing. An empty id would ask for the list, and dots for what lies above it.
 *
 * @throws {StromtorError} there is no id
 */
export function pathOf(collection: string, id: string, below = ''): string {
  if (!id || id === '.' || id === '..') throw new StromtorError(`${collection} needs an id, not "${id}"`)
  return `/${collection}/${encodeURIComponent(id)}${below}`
}
