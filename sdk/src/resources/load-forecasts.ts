import type { ApiClient } from '../api-client.ts'
import type { InsertLoadForecasts, LoadForecasts as StoredForecasts } from '../generated/api-types.ts'
import type { CallOptions } from '../options.ts'
import { ask } from './resource.ts'

/** What a steered device means to draw, for those who buy the energy. */
export class LoadForecasts {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Hands in the mean power of every quarter-hour of whole Berlin days: 96 values a day, 92 or 100 when the clocks change. A later forecast of a day replaces the earlier one.
   *
   * @param input - field names as the API has them
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns which quarter-hours were taken
   * @throws {ApiError} `BAD_REQUEST` a gap, or not whole days
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * await stromtor.loadForecasts.create({
   *   scope: 'subscription',
   *   subscription: 'sub_…',
   *   resolution: '15min',
   *   unit: 'KW',
   *   data: [{ start: '2026-11-23T23:00:00Z', value: 11 }], // and 95 more
   * })
   * ```
   */
  async create(input: InsertLoadForecasts, options?: CallOptions): Promise<StoredForecasts> {
    return await ask<StoredForecasts>(
      this.#api,
      { method: 'POST', path: '/load-forecasts', body: input },
      'total',
      options,
    )
  }
}
