import type { ApiClient } from '../api-client.ts'
import type { MarketPartner, MarketPartnerFilter } from '../generated/api-types.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { listOf } from './resource.ts'

/** Suppliers on the market: whom a new customer leaves. */
export class MarketPartners {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists suppliers.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { items } = await stromtor.marketPartners.list({ filter: { name: { contains: 'stadtwerke' } } })
   * ```
   */
  list(query: ListQuery<MarketPartnerFilter> = {}, options?: CallOptions): List<MarketPartner> {
    return listOf<MarketPartner>(this.#api, '/market-partners', query, options)
  }
}
