import type { ApiClient } from '../api-client.ts'
import type {
  GridFeeReduction,
  GridFeeReductionFilter,
  InsertGridFeeReduction,
} from '../generated/api-types.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { ask, listOf, pathOf } from './resource.ts'

/** Lower grid fees for who lets the grid operator dim a load (§ 14a EnWG). */
export class GridFeeReductions {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists reductions, newest first.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const filter = { subscription: { eq: 'sub_…' } }
   * const { items } = await stromtor.gridFeeReductions.list({ filter })
   * ```
   */
  list(query: ListQuery<GridFeeReductionFilter> = {}, options?: CallOptions): List<GridFeeReduction> {
    return listOf<GridFeeReduction>(this.#api, '/grid-fee-reductions', query, options)
  }

  /**
   * Fetches one reduction.
   *
   * @param id - `gfr_…`
   * @param options - a signal and a time limit for this call
   * @returns the reduction
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { status, rejected_reason } = await stromtor.gridFeeReductions.retrieve('gfr_…')
   * ```
   */
  async retrieve(id: string, options?: CallOptions): Promise<GridFeeReduction> {
    return await ask<GridFeeReduction>(
      this.#api,
      { method: 'GET', path: pathOf('grid-fee-reductions', id) },
      'id',
      options,
    )
  }

  /**
   * Orders a module from the grid operator. Module 3 needs module 1 and a smart meter; module 2 excludes both.
   *
   * @param input - field names as the API has them
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns the reduction, `intended` until supply begins
   * @throws {ApiError} `UNPROCESSABLE_ENTITY` the modules do not go together, or it is ordered already
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * await stromtor.gridFeeReductions.create({ subscription: 'sub_…', type: 'enwg-14a-module-1' })
   * ```
   */
  async create(input: InsertGridFeeReduction, options?: CallOptions): Promise<GridFeeReduction> {
    return await ask<GridFeeReduction>(
      this.#api,
      { method: 'POST', path: '/grid-fee-reductions', body: input },
      'id',
      options,
    )
  }
}
