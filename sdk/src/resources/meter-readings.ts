import type { ApiClient } from '../api-client.ts'
import type { InsertMeterReading, MeterReading, MeterReadingFilter } from '../generated/api-types.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { ask, listOf } from './resource.ts'

/** What registers of analog meters showed. Smart meters are read by their metering operator. */
export class MeterReadings {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists readings, newest first.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const filter = { subscription: { eq: 'sub_…' } }
   * for await (const reading of stromtor.meterReadings.list({ filter })) console.log(reading.value)
   * ```
   */
  list(query: ListQuery<MeterReadingFilter> = {}, options?: CallOptions): List<MeterReading> {
    return listOf<MeterReading>(this.#api, '/meter-readings', query, options)
  }

  /**
   * Reports what a register showed, in kWh. An implausible value is refused with a hint; sent again with `message` it is taken, and somebody looks at it.
   *
   * @param input - field names as the API has them
   * @param options - a signal and a time limit for this call, and your own idempotency key
   * @returns the reading
   * @throws {ApiError} `UNPROCESSABLE_ENTITY` with `unsupported_meter_reading`, `out_of_period_meter_reading`,
   * `duplicate_meter_reading` or `implausible_meter_reading` in `errors`
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * await stromtor.meterReadings.create({ subscription: 'sub_…', value: 4711.3, timestamp: new Date().toISOString() })
   * ```
   */
  async create(input: InsertMeterReading, options?: CallOptions): Promise<MeterReading> {
    return await ask<MeterReading>(
      this.#api,
      { method: 'POST', path: '/meter-readings', body: input },
      'id',
      options,
    )
  }
}
