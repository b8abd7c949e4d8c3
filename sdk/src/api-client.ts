import { startDeadline } from './deadline.ts'
import type { Deadline } from './deadline.ts'
import { AuthenticationError } from './errors/api-error.ts'
import { exchange, nameCall } from './http.ts'
import type { HttpRequest } from './http.ts'
import { checkTimeoutMs } from './options.ts'
import type { CallOptions, Settings } from './options.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'
import { GivenToken } from './given-token.ts'
import { TokenSource } from './token-source.ts'
import type { Tokens } from './token-source.ts'
import { sdkVersion } from './version.ts'

/** One call of the partner API. */
export interface ApiCall {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly path: string
  readonly query?: URLSearchParams | undefined
  readonly body?: object | undefined
  /** The answer wanted is where a redirect leads, as `{ location }`. */
  readonly wantsLocation?: boolean | undefined
}

/** Sends calls with a token, within a deadline, repeated where that helps. The nouns of the API stand on it. */
export class ApiClient {
  readonly #settings: Settings
  readonly #runtime: Runtime
  readonly #tokens: Tokens

  constructor(settings: Settings, runtime: Runtime) {
    this.#settings = settings
    this.#runtime = runtime
    this.#tokens =
      settings.accessToken === undefined
        ? new TokenSource(settings, runtime)
        : new GivenToken(settings.accessToken)
  }

  /** Resolves with the parsed answer; the caller states its shape as the API's contract has it. */
  async send(call: ApiCall, options: CallOptions = {}): Promise<unknown> {
    const request = this.#build(call, options.idempotencyKey)
    const timeoutMs = checkTimeoutMs(options.timeoutMs ?? this.#settings.timeoutMs)
    const deadline = startDeadline(
      nameCall(request.method, request.url),
      { timeoutMs, signal: options.signal },
      this.#runtime,
    )
    try {
      const limits = { maxRetries: this.#settings.maxRetries, deadline }
      return await withRetries(() => this.#authorized(request, deadline), limits, this.#runtime)
    } finally {
      deadline.dispose()
    }
  }

  #build({ method, body, wantsLocation, ...call }: ApiCall, idempotencyKey: string | undefined): HttpRequest {
    const url = new URL(`${this.#settings.baseUrl}${call.path}`)
    url.search = call.query?.toString() ?? ''
    const common = {
      accept: 'application/json',
      'user-agent': `stromtor-sdk/${sdkVersion}`,
      'x-api-version': this.#settings.apiVersion,
    }
    if (method === 'GET' || method === 'DELETE') return { method, url, headers: common, wantsLocation }
    const headers = { ...common, 'content-type': 'application/json' }
    const json = JSON.stringify(body ?? {})
    if (method === 'PATCH') return { method, url, headers, body: json }
    // Made here, outside of the retries: every attempt of one call carries the same key.
    const key = { 'idempotency-key': idempotencyKey ?? crypto.randomUUID() }
    return { method, url, headers: { ...headers, ...key }, body: json }
  }

  /**
   * A token may be refused before its time (revoked, signing key retired): then once more with a fresh one, if there
   * is one. The token request stands outside of the `try`, since wrong credentials do not get better by asking again.
   */
  async #authorized(request: HttpRequest, deadline: Deadline): Promise<unknown> {
    const token = await this.#tokens.get(deadline.signal)
    try {
      return await this.#attempt(request, token, deadline)
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error
      this.#tokens.drop(token)
      const fresh = await this.#tokens.get(deadline.signal)
      if (fresh === token) throw error
      return await this.#attempt(request, fresh, deadline)
    }
  }

  #attempt(request: HttpRequest, token: string, deadline: Deadline): Promise<unknown> {
    const headers = { ...request.headers, authorization: `Bearer ${token}` }
    const deps = { fetch: this.#settings.fetch, now: this.#runtime.now }
    return exchange({ ...request, headers }, deps, deadline.signal)
  }
}
