import type { ApiClient } from '../api-client.ts'
import type { Customer, CustomerFilter, UpdateCustomer } from '../generated/api-types.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { ask, listOf, pathOf } from './resource.ts'

/** The customers of your organisation: whoever mints a link needs their id. */
export class Customers {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists customers, newest first.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const page = await stromtor.customers.list({ filter: { email: { eq: 'anna@example.com' } } })
   * const customer = page.items[0]
   * ```
   */
  list(query: ListQuery<CustomerFilter> = {}, options?: CallOptions): List<Customer> {
    return listOf<Customer>(this.#api, '/customers', query, options)
  }

  /**
   * Fetches one customer.
   *
   * @param id - `cus_…`
   * @param options - a signal and a time limit for this call
   * @returns the customer
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { email } = await stromtor.customers.retrieve('cus_…')
   * ```
   */
  async retrieve(id: string, options?: CallOptions): Promise<Customer> {
    return await ask<Customer>(this.#api, { method: 'GET', path: pathOf('customers', id) }, 'id', options)
  }

  /**
   * Changes names. What else there is of a customer, customers change in the portal.
   *
   * @param id - `cus_…`
   * @param input - the names that change
   * @param options - a signal and a time limit for this call
   * @returns the customer as it is now
   * @throws {ApiError} `NOT_FOUND` no such customer · `BAD_REQUEST` a name is empty or too long
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * await stromtor.customers.update('cus_…', { last_name: 'Sommer-Winter' })
   * ```
   */
  async update(id: string, input: UpdateCustomer, options?: CallOptions): Promise<Customer> {
    const call = { method: 'PATCH', path: pathOf('customers', id), body: input } as const
    return await ask<Customer>(this.#api, call, 'id', options)
  }
}
