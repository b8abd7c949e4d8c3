import type { ApiClient } from '../api-client.ts'
import type { AuditEvent, AuditEventFilter } from '../generated/api-types.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { listOf } from './resource.ts'

/** Who did what: every change and every link, for your own records. */
export class AuditEvents {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists entries, newest first.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const filter = { customer: { eq: 'cus_…' } }
   * for await (const entry of stromtor.auditEvents.list({ filter })) console.log(entry.action)
   * ```
   */
  list(query: ListQuery<AuditEventFilter> = {}, options?: CallOptions): List<AuditEvent> {
    return listOf<AuditEvent>(this.#api, '/admin/audit_events', query, options)
  }
}
