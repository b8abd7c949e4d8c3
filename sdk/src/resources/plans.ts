import type { ApiClient } from '../api-client.ts'
import type { Plan, PlanFilter, Quote, QuoteQuery } from '../generated/api-types.ts'
import { plainQuery } from '../list-query.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { ask, listOf, pathOf } from './resource.ts'

/** The plans that your organisation sells, and what they would cost somebody. */
export class Plans {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists plans, newest first.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * for await (const plan of stromtor.plans.list()) console.log(plan.slug, plan.price)
   * ```
   */
  list(query: ListQuery<PlanFilter> = {}, options?: CallOptions): List<Plan> {
    return listOf<Plan>(this.#api, '/plans', query, options)
  }

  /**
   * Fetches one plan.
   *
   * @param id - `pln_…`
   * @param options - a signal and a time limit for this call
   * @returns the plan; `price` is the base fee a month, gross
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { name, price } = await stromtor.plans.retrieve('pln_…')
   * ```
   */
  async retrieve(id: string, options?: CallOptions): Promise<Plan> {
    return await ask<Plan>(this.#api, { method: 'GET', path: pathOf('plans', id) }, 'id', options)
  }

  /**
   * What the plan would cost at a place, a month and including VAT. It needs no customer and stores nothing.
   *
   * @param id - `pln_…`
   * @param query - where, how much a year, and which meter
   * @param options - a signal and a time limit for this call
   * @returns the amount, in parts that sum to it to the cent
   * @throws {ApiError} `UNPROCESSABLE_ENTITY` with `unserviceable_zip` in `errors`: no grid serves the postal code ·
   * with `custom` at `place`: it has several grids, and `place` must name one of the places in the message
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const quote = await stromtor.plans.quote('pln_…', { zip_code: '10115', usage: 3500, meter_type: 'smart' })
   * console.log(quote.amount, quote.components)
   * ```
   */
  async quote(id: string, query: QuoteQuery, options?: CallOptions): Promise<Quote> {
    const call = { method: 'GET', path: pathOf('plans', id, '/quote'), query: plainQuery(query) } as const
    return await ask<Quote>(this.#api, call, 'amount', options)
  }
}
