import type { ApiClient } from '../api-client.ts'
import type { InsertMeterOrder, MeterOrder, MeterOrderFilter } from '../generated/api-types.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { ask, listOf, pathOf } from './resource.ts'

/** The way to a smart meter, from the order to its first values. */
export class MeterOrders {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists orders, newest first.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * for await (const order of stromtor.meterOrders.list({ filter: { status: { ne: 'activated' } } })) console.log(order.status)
   * ```
   */
  list(query: ListQuery<MeterOrderFilter> = {}, options?: CallOptions): List<MeterOrder> {
    return listOf<MeterOrder>(this.#api, '/meter-orders', query, options)
  }

  /**
   * Fetches one order: how far it is, and what blocks it.
   *
   * @param id - `prdo_…`
   * @param options - a signal and a time limit for this call
   * @returns the order
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { status, blocked_reason } = await stromtor.meterOrders.retrieve('prdo_…')
   * ```
   */
  async retrieve(id: string, options?: CallOptions): Promise<MeterOrder> {
    return await ask<MeterOrder>(
      this.#api,
      { method: 'GET', path: pathOf('meter-orders', id) },
      'id',
      options,
    )
  }

  /**
   * Orders a smart meter for a contract.
   *
   * @param input - field names as the API has them
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns the order
   * @throws {ApiError} `UNPROCESSABLE_ENTITY` there is a smart meter or an order already
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * await stromtor.meterOrders.create({ subscription: 'sub_…' })
   * ```
   */
  async create(input: InsertMeterOrder, options?: CallOptions): Promise<MeterOrder> {
    return await ask<MeterOrder>(
      this.#api,
      { method: 'POST', path: '/meter-orders', body: input },
      'id',
      options,
    )
  }
}
