import type { ApiClient } from '../api-client.ts'
import type { Event as StromtorEvent } from '../generated/api-types.ts'
import type { CallOptions } from '../options.ts'
import { ask, pathOf } from './resource.ts'

/** What happened: the bodies of webhooks. */
export class Events {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Fetches one event, as its webhook brought it.
   *
   * @param id - `evt_…`
   * @param options - a signal and a time limit for this call
   * @returns the event; `context` holds ids only
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const { topic, context } = await stromtor.events.retrieve('evt_…')
   * ```
   */
  async retrieve(id: string, options?: CallOptions): Promise<StromtorEvent> {
    return await ask<StromtorEvent>(this.#api, { method: 'GET', path: pathOf('events', id) }, 'id', options)
  }
}
