import type { ApiClient } from './api-client.ts'
import type { Customer, CustomerFilter } from './customer.ts'
import { StromtorError } from './errors/stromtor-error.ts'
import { listQuery } from './list-query.ts'
import type { CallOptions } from './options.ts'
import { isListAnswer, notAList, Page } from './page.ts'

/** What {@link Customers.list} takes. */
export interface CustomerList {
  /** Customers a page, 1 to 100. Default 10. */
  readonly limit?: number | undefined
  /** `next_page` of an earlier answer with the same filter and limit. */
  readonly cursor?: string | undefined
  /** Conditions, combined with AND: `{ email: { eq: 'anna@example.com' } }`. */
  readonly filter?: CustomerFilter | undefined
}

/** The customers of your organisation: whoever mints a link needs their id. */
export class Customers {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists customers, newest first. The page can be iterated over, to the end of the list.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns one page
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const page = await stromtor.customers.list({ filter: { email: { eq: 'anna@example.com' } } })
   * const customer = page.items[0]
   * ```
   */
  async list(query: CustomerList = {}, options?: CallOptions): Promise<Page<Customer>> {
    const answer = await this.#api.send(
      { method: 'GET', path: '/customers', query: listQuery(query) },
      options,
    )
    if (!isListAnswer<Customer>(answer)) throw notAList('/customers')
    return new Page(answer, (cursor) => this.list({ ...query, cursor }, options))
  }

  /**
   * Fetches one customer.
   *
   * @param id - `cus_…`
   * @param options - a signal and a time limit for this call
   * @returns the customer
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   */
  async retrieve(id: string, options?: CallOptions): Promise<Customer> {
    // An empty id would ask for the list.
    if (!id) throw new StromtorError('customers.retrieve needs an id')
    const answer = await this.#api.send(
      { method: 'GET', path: `/customers/${encodeURIComponent(id)}` },
      options,
    )
    if (!isCustomer(answer))
      throw new StromtorError('GET /customers/{id} answered without a customer: is baseUrl right?')
    return answer
  }
}

function isCustomer(answer: unknown): answer is Customer {
  return typeof answer === 'object' && answer !== null && 'id' in answer && typeof answer.id === 'string'
}
