import type { ApiClient } from '../api-client.ts'
import type { InsertLead, Lead, LeadFilter } from '../generated/api-types.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { ask, listOf, pathOf } from './resource.ts'

/** People on their way to a contract: a lead’s link opens the checkout with everything filled in. */
export class Leads {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists leads, newest first.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * for await (const lead of stromtor.leads.list({ limit: 100 })) console.log(lead.id, lead.subscription)
   * ```
   */
  list(query: ListQuery<LeadFilter> = {}, options?: CallOptions): List<Lead> {
    return listOf<Lead>(this.#api, '/leads', query, options)
  }

  /**
   * Fetches one lead: whether it was visited, and the subscription it became.
   *
   * @param id - `lead_…`
   * @param options - a signal and a time limit for this call
   * @returns the lead
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { subscription } = await stromtor.leads.retrieve('lead_…')
   * ```
   */
  async retrieve(id: string, options?: CallOptions): Promise<Lead> {
    return await ask<Lead>(this.#api, { method: 'GET', path: pathOf('leads', id) }, 'id', options)
  }

  /**
   * Hands somebody on to the checkout. Plan, postal code and yearly use are required; the customer can change all of it.
   *
   * @param input - field names as the API has them
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns the lead, with the `link` to send the customer to
   * @throws {ApiError} `BAD_REQUEST` a field is wrong, see `errors`
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { link } = await stromtor.leads.create({
   *   plan: 'pln_…',
   *   address: { zip: '10115' },
   *   meter: { estimated_usage: 3500 },
   * })
   * ```
   */
  async create(input: InsertLead, options?: CallOptions): Promise<Lead> {
    return await ask<Lead>(this.#api, { method: 'POST', path: '/leads', body: input }, 'id', options)
  }
}
