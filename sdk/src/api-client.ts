import { startDeadline } from './deadline.ts'
import type { Deadline } from './deadline.ts'
import { AuthenticationError } from './errors/api-error.ts'
import { exchange, nameCall } from './http.ts'
import type { HttpRequest } from './http.ts'
import { checkTimeoutMs } from './options.ts'
import type { CallOptions, Settings } from './options.ts'
import { withRetries } from './retry.ts'
import type { Runtime } from './runtime.ts'
import { TokenSource } from './token-source.ts'
import { sdkVersion } from './version.ts'

/** One call of the partner API. */
export interface ApiCall {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query?: URLSearchParams | undefined
  readonly body?: object | undefined
}

/** Sends calls with a token, within a deadline, repeated where that helps. The nouns of the API stand on it. */
export class ApiClient {
  readonly #settings: Settings
  readonly #runtime: Runtime
  readonly #tokens: TokenSource

  constructor(settings: Settings, runtime: Runtime) {
    this.#settings = settings
    this.#runtime = runtime
    this.#tokens = new TokenSource(settings, runtime)
  }

  /** Resolves with the parsed answer; the caller states its shape as the API's contract has it. */
  async send(call: ApiCall, options: CallOptions = {}): Promise<unknown> {
    const request = this.#build(call)
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

  #build(call: ApiCall): HttpRequest {
    const url = new URL(`${this.#settings.baseUrl}${call.path}`)
    url.search = call.query?.toString() ?? ''
    const common = {
      accept: 'application/json',
      'user-agent': `stromtor-sdk/${sdkVersion}`,
      'x-api-version': this.#settings.apiVersion,
    }
    if (call.method === 'GET') return { method: 'GET', url, headers: common }
    // Made here, outside of the retries: every attempt of one call carries the same key.
    const headers = { ...common, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }
    return { method: 'POST', url, headers, body: JSON.stringify(call.body ?? {}) }
  }

  /**
   * A token may be refused before its time (revoked, signing key retired): then once more with a fresh one. The
   * token request stands outside of the `try`, since wrong credentials do not get better by asking again.
   */
  async #authorized(request: HttpRequest, deadline: Deadline): Promise<unknown> {
    const token = await this.#tokens.get(deadline.signal)
    try {
      return await this.#attempt(request, token, deadline)
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error
      this.#tokens.drop(token)
    }
    return await this.#attempt(request, await this.#tokens.get(deadline.signal), deadline)
  }

  #attempt(request: HttpRequest, token: string, deadline: Deadline): Promise<unknown> {
    const headers = { ...request.headers, authorization: `Bearer ${token}` }
    const deps = { fetch: this.#settings.fetch, now: this.#runtime.now }
    return exchange({ ...request, headers }, deps, deadline.signal)
  }
}
