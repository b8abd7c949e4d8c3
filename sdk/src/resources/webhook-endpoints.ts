import type { ApiClient } from '../api-client.ts'
import type {
  CreateWebhookEndpoint,
  DeletedWebhookEndpoint,
  UpdateWebhookEndpoint,
  WebhookDelivery,
  WebhookDeliveryFilter,
  WebhookEndpoint,
  WebhookEndpointFilter,
  WebhookEndpointWithSecret,
} from '../generated/api-types.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { ask, listOf, pathOf } from './resource.ts'

const collection = 'admin/webhook_endpoints'

/** Where events are sent to, and what became of each on its way. */
export class WebhookEndpoints {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists endpoints, newest first.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError | AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * for await (const endpoint of stromtor.webhookEndpoints.list()) console.log(endpoint.url, endpoint.topics)
   * ```
   */
  list(query: ListQuery<WebhookEndpointFilter> = {}, options?: CallOptions): List<WebhookEndpoint> {
    return listOf<WebhookEndpoint>(this.#api, `/${collection}`, query, options)
  }

  /**
   * Fetches one endpoint.
   *
   * @param id - `we_…`
   * @param options - a signal and a time limit for this call
   * @returns the endpoint, without its secret
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { disabled_at } = await stromtor.webhookEndpoints.retrieve('we_…')
   * ```
   */
  async retrieve(id: string, options?: CallOptions): Promise<WebhookEndpoint> {
    return await ask<WebhookEndpoint>(
      this.#api,
      { method: 'GET', path: pathOf(collection, id) },
      'id',
      options,
    )
  }

  /**
   * Has events sent to an address of yours: https, and on a public network.
   *
   * @param input - the address, and which topics; without any, all but the portal's own
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns the endpoint with the secret that signs what it gets: it is shown this once
   * @throws {ApiError} `BAD_REQUEST` or `UNPROCESSABLE_ENTITY` the address or a topic is wrong, see `errors`
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { secret } = await stromtor.webhookEndpoints.create({
   *   url: 'https://app.example/stromtor',
   *   topics: ['invoice.created', 'subscription.activated'],
   * })
   * ```
   */
  async create(input: CreateWebhookEndpoint, options?: CallOptions): Promise<WebhookEndpointWithSecret> {
    const call = { method: 'POST', path: `/${collection}`, body: input } as const
    return await ask<WebhookEndpointWithSecret>(this.#api, call, 'secret', options)
  }

  /**
   * Changes an endpoint, or disables it for a while.
   *
   * @param id - `we_…`
   * @param input - what changes
   * @param options - a signal and a time limit for this call
   * @returns the endpoint as it is now
   * @throws {ApiError} `NOT_FOUND` no such endpoint · `BAD_REQUEST` a field is wrong
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * await stromtor.webhookEndpoints.update('we_…', { disabled: true })
   * ```
   */
  async update(id: string, input: UpdateWebhookEndpoint, options?: CallOptions): Promise<WebhookEndpoint> {
    const call = { method: 'PATCH', path: pathOf(collection, id), body: input } as const
    return await ask<WebhookEndpoint>(this.#api, call, 'id', options)
  }

  /**
   * Removes an endpoint: nothing more is sent there.
   *
   * @param id - `we_…`
   * @param options - a signal and a time limit for this call
   * @returns that it is gone
   * @throws {ApiError} `NOT_FOUND` no such endpoint
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * await stromtor.webhookEndpoints.delete('we_…')
   * ```
   */
  async delete(id: string, options?: CallOptions): Promise<DeletedWebhookEndpoint> {
    const call = { method: 'DELETE', path: pathOf(collection, id) } as const
    return await ask<DeletedWebhookEndpoint>(this.#api, call, 'deleted', options)
  }

  /**
   * Makes a new secret. Until `previous_secret_until` both sign, so that you can change yours without losing an event.
   *
   * @param id - `we_…`
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns the endpoint with the new secret: it is shown this once
   * @throws {ApiError} `NOT_FOUND` no such endpoint
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { secret, previous_secret_until } = await stromtor.webhookEndpoints.rotateSecret('we_…')
   * ```
   */
  async rotateSecret(id: string, options?: CallOptions): Promise<WebhookEndpointWithSecret> {
    const call = { method: 'POST', path: pathOf(collection, id, '/rotate_secret') } as const
    return await ask<WebhookEndpointWithSecret>(this.#api, call, 'secret', options)
  }

  /**
   * Sends `test.event` to an endpoint.
   *
   * @param id - `we_…`
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns the delivery, which is tried within seconds
   * @throws {ApiError} `NOT_FOUND` no such endpoint · `CONFLICT` it is disabled
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { id } = await stromtor.webhookEndpoints.sendTest('we_…')
   * ```
   */
  async sendTest(id: string, options?: CallOptions): Promise<WebhookDelivery> {
    const call = { method: 'POST', path: pathOf(collection, id, '/test') } as const
    return await ask<WebhookDelivery>(this.#api, call, 'id', options)
  }

  /**
   * Lists what was sent to an endpoint and what it answered, newest first.
   *
   * @param id - `we_…`
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `NOT_FOUND` no such endpoint
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const failed = stromtor.webhookEndpoints.deliveries('we_…', { filter: { status: { eq: 'failed' } } })
   * for await (const { id } of failed) await stromtor.webhookEndpoints.replay(id)
   * ```
   */
  deliveries(
    id: string,
    query: ListQuery<WebhookDeliveryFilter> = {},
    options?: CallOptions,
  ): List<WebhookDelivery> {
    return listOf<WebhookDelivery>(this.#api, pathOf(collection, id, '/deliveries'), query, options)
  }

  /**
   * Sends a delivery again, from the first attempt.
   *
   * @param deliveryId - `wd_…`
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns the delivery, `pending` again
   * @throws {ApiError} `NOT_FOUND` no such delivery · `CONFLICT` its endpoint is disabled
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * await stromtor.webhookEndpoints.replay('wd_…')
   * ```
   */
  async replay(deliveryId: string, options?: CallOptions): Promise<WebhookDelivery> {
    const call = { method: 'POST', path: pathOf('admin/webhook_deliveries', deliveryId, '/replay') } as const
    return await ask<WebhookDelivery>(this.#api, call, 'id', options)
  }
}
