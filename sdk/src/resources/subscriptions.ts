import type { ApiClient } from '../api-client.ts'
import type {
  InsertSubscription,
  ListedSubscription,
  Price,
  PriceQuery,
  Subscription,
  SubscriptionFilter,
  TerminateSubscription,
  TerminateSubscriptionResponse,
  UpdateSubscription,
  Usage,
  UsageQuery,
} from '../generated/api-types.ts'
import { plainQuery } from '../list-query.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { ask, listOf, pathOf } from './resource.ts'

/** Contracts, of consumption and of feed-in. */
export class Subscriptions {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists contracts, newest first. Customer, addresses, meter and way of payment stand in a list by their ids.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const filter = { customer: { eq: 'cus_…' }, status: { in: ['pending', 'active'] } } as const
   * for await (const { id, start_at } of stromtor.subscriptions.list({ filter })) console.log(id, start_at)
   * ```
   */
  list(query: ListQuery<SubscriptionFilter> = {}, options?: CallOptions): List<ListedSubscription> {
    return listOf<ListedSubscription>(this.#api, '/subscriptions', query, options)
  }

  /**
   * Fetches one contract with its customer, addresses, meter, way of payment and former supplier.
   *
   * @param id - `sub_…`
   * @param options - a signal and a time limit for this call
   * @returns the contract
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { status, customer, meter } = await stromtor.subscriptions.retrieve('sub_…')
   * ```
   */
  async retrieve(id: string, options?: CallOptions): Promise<Subscription> {
    return await ask<Subscription>(
      this.#api,
      { method: 'GET', path: pathOf('subscriptions', id) },
      'id',
      options,
    )
  }

  /**
   * Orders a contract: customer, addresses, meter, mandate and contract come into being together, or none of them.
   * With an `idempotencyKey` of your own, say your order's id, the same order sent twice makes one contract.
   *
   * @param input - field names as the API has them; without `previous_supplier` the customer moves in
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns the contract, `pending` until supply begins
   * @throws {ApiError} `CONFLICT` with `duplicate_customer_email` in `errors`: ask the customer to sign in ·
   * `UNPROCESSABLE_ENTITY` with `invalid_iban` and the like · `BAD_REQUEST` a field is wrong, all of them in `errors`
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { id } = await stromtor.subscriptions.create(
   *   {
   *     plan: 'pln_…',
   *     customer: { first_name: 'Anna', last_name: 'Sommer', email: 'anna@example.com' },
   *     address: { street: 'Lindenstraße', house_number: '12', zip: '10969', city: 'Berlin' },
   *     meter: { number: '1EMH0012345678', type: 'smart', estimated_usage: 3500 },
   *     payment_method: {
   *       type: 'sepa_debit',
   *       sepa_debit: { iban: 'DE89370400440532013000', account_holder: 'Anna Sommer' },
   *     },
   *     next_possible_start: true,
   *   },
   *   { idempotencyKey: `order-${order.id}` },
   * )
   * ```
   */
  async create(input: InsertSubscription, options?: CallOptions): Promise<ListedSubscription> {
    const call = { method: 'POST', path: '/subscriptions', body: input } as const
    return await ask<ListedSubscription>(this.#api, call, 'id', options)
  }

  /**
   * Changes the billing address or the way of payment, each as a whole, or the metadata: its keys are merged, `null`
   * removes one, and `metadata: null` all of them.
   *
   * @param id - `sub_…`
   * @param input - what changes
   * @param options - a signal and a time limit for this call
   * @returns the contract as it is now
   * @throws {ApiError} `NOT_FOUND` no such contract · `UNPROCESSABLE_ENTITY` with `invalid_iban` in `errors` ·
   * `BAD_REQUEST` a field is wrong
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * await stromtor.subscriptions.update('sub_…', { metadata: { salesperson: 'Kim' } })
   * ```
   */
  async update(id: string, input: UpdateSubscription, options?: CallOptions): Promise<Subscription> {
    const call = { method: 'PATCH', path: pathOf('subscriptions', id), body: input } as const
    return await ask<Subscription>(this.#api, call, 'id', options)
  }

  /**
   * Ends a contract: in the usual way (without a date: as soon as the plan allows), because the customer moves out, or
   * by withdrawal within 14 days. The end is the Berlin midnight at which supply stops.
   *
   * @param id - `sub_…`
   * @param input - why, and when
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns when it ends
   * @throws {ApiError} `CONFLICT` with `invalid_termination_date` or `withdrawal_not_allowed` in `errors` ·
   * `NOT_FOUND` no such contract · `BAD_REQUEST` the date is no Berlin midnight
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { intended_end_at } = await stromtor.subscriptions.terminate('sub_…', { reason: 'ORDINARY' })
   * ```
   */
  async terminate(
    id: string,
    input: TerminateSubscription,
    options?: CallOptions,
  ): Promise<TerminateSubscriptionResponse> {
    const call = { method: 'POST', path: pathOf('subscriptions', id, '/terminate'), body: input } as const
    return await ask<TerminateSubscriptionResponse>(this.#api, call, 'intended_end_at', options)
  }

  /**
   * What was used, or fed in: quarter-hours of a smart meter, months of an analog one. The values sum to the same total
   * at every resolution.
   *
   * @param id - `sub_…`
   * @param query - Berlin days, `start` inclusive and `end` exclusive, and a resolution; default is yesterday
   * @param options - a signal and a time limit for this call
   * @returns the values in kWh, by the moment at which each begins
   * @throws {ApiError} `NOT_FOUND` no such contract · `BAD_REQUEST` the days or the resolution are wrong
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { data } = await stromtor.subscriptions.usage('sub_…', {
   *   start: '2026-10-01',
   *   end: '2026-11-01',
   *   resolution: 'day',
   * })
   * ```
   */
  async usage(id: string, query: UsageQuery = {}, options?: CallOptions): Promise<Usage> {
    const call = {
      method: 'GET',
      path: pathOf('subscriptions', id, '/usage'),
      query: plainQuery(query),
    } as const
    return await ask<Usage>(this.#api, call, 'data', options)
  }

  /**
   * What a kWh costs, quarter-hour by quarter-hour and everything included; of feed-in, what it earns.
   *
   * @param id - `sub_…`
   * @param query - Berlin days, the first and the last, both inclusive
   * @param options - a signal and a time limit for this call
   * @returns ct/kWh in parts; `null` where nothing is published yet, or nothing under contract
   * @throws {ApiError} `NOT_FOUND` no such contract · `BAD_REQUEST` the days are wrong, or more than 366
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { items } = await stromtor.subscriptions.prices('sub_…', { start: '2026-11-23', end: '2026-11-24' })
   * const cheapest = items.toSorted((a, b) => (a.amount ?? Infinity) - (b.amount ?? Infinity))[0]
   * ```
   */
  async prices(id: string, query: PriceQuery, options?: CallOptions): Promise<Price> {
    const call = {
      method: 'GET',
      path: pathOf('subscriptions', id, '/prices'),
      query: plainQuery(query),
    } as const
    return await ask<Price>(this.#api, call, 'items', options)
  }
}
