import type { Error as Envelope } from '../generated/api-types.ts'
import { StromtorError } from './stromtor-error.ts'

/** The `code` of Stromtor's error envelope. */
export type ErrorCode = Envelope['code']

/** One invalid field, or one broken business rule. */
export interface FieldError {
  /** What is wrong, for machines: `invalid_type`, `too_small`, `custom`… */
  readonly code: string
  /** The field's path in the request: `customerId`. */
  readonly field: string
  /** What is wrong, for people. */
  readonly message: string
}

/** What an {@link ApiError} is made of. */
export interface ApiErrorInit {
  readonly call: string
  readonly status: number
  readonly code: ErrorCode | (string & {})
  readonly detail: string
  readonly requestId: string | undefined
  readonly docs: string | undefined
  readonly errors: readonly FieldError[]
  readonly retryAfterMs: number | undefined
}

/**
 * Stromtor answered, and the answer was not 2xx. Decide by `code` (or `status`), show `detail` to a colleague,
 * quote `requestId` to support.
 *
 * @example
 * ```ts
 * if (error instanceof ApiError && error.code === 'UNPROCESSABLE_ENTITY') showPortalNotReady(error.detail)
 * ```
 */
export class ApiError extends StromtorError {
  override readonly name: string = 'ApiError'
  /** The HTTP status, 300 to 599. */
  readonly status: number
  /** The envelope's code; `HTTP_<status>` when a proxy answered without Stromtor's envelope. */
  readonly code: ErrorCode | (string & {})
  /** Stromtor's own sentence, without the method and address that `message` adds. */
  readonly detail: string
  /** The UUID under which Stromtor logged the request; absent when something in between answered. */
  readonly requestId: string | undefined
  /** Address of the documentation page for this code. */
  readonly docs: string | undefined
  /** One entry per invalid field or broken rule; empty when the failure is not about fields. */
  readonly errors: readonly FieldError[]
  /** How long the server asked to wait (`Retry-After`), in milliseconds. */
  readonly retryAfterMs: number | undefined

  /** Made by the client; there is no reason to construct one outside a test. */
  constructor(init: ApiErrorInit) {
    const reference = init.requestId === undefined ? '' : ` (request ${init.requestId})`
    super(`${init.call} answered ${init.status} ${init.code}: ${init.detail}${reference}`)
    this.status = init.status
    this.code = init.code
    this.detail = init.detail
    this.requestId = init.requestId
    this.docs = init.docs
    this.errors = init.errors
    this.retryAfterMs = init.retryAfterMs
  }
}

/**
 * 401: the client id or secret is wrong, or a token that was fetched a moment ago is not accepted. An expired or
 * revoked token never ends here: the client fetches a new one and repeats the call once.
 */
export class AuthenticationError extends ApiError {
  override readonly name = 'AuthenticationError'
}

/** 429, still after the retries (or at once, when `Retry-After` reaches beyond `timeoutMs`). See `retryAfterMs`. */
export class RateLimitError extends ApiError {
  override readonly name = 'RateLimitError'
}
