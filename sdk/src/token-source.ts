import { startDeadline, waitWithin } from './deadline.ts'
import { StromtorError } from './errors/stromtor-error.ts'
import { exchange, nameCall } from './http.ts'
import type { Settings } from './options.ts'
import type { Runtime } from './runtime.ts'

interface Token {
  readonly value: string
  /** From then on it is replaced before use, in milliseconds since 1970. */
  readonly renewAt: number
}

/**
 * Holds the access token of the `client_credentials` grant (RFC 6749 section 4.4) and renews it a minute before it
 * expires, so that none expires on its way. However many calls need a token at once, one request fetches it.
 */
export class TokenSource {
  readonly #settings: Settings
  readonly #runtime: Runtime
  #token: Token | undefined
  #renewal: Promise<Token> | undefined

  constructor(settings: Settings, runtime: Runtime) {
    this.#settings = settings
    this.#runtime = runtime
  }

  /** The current token, fetched or renewed when needed. The signal ends the waiting of this caller alone. */
  async get(signal: AbortSignal): Promise<string> {
    if (this.#token && this.#runtime.now() < this.#token.renewAt) return this.#token.value
    signal.throwIfAborted()
    this.#renewal ??= this.#renew()
    return (await waitWithin(this.#renewal, signal)).value
  }

  /** Forgets a token that was refused. Only that one: another call may have replaced it already. */
  drop(value: string): void {
    if (this.#token?.value === value) this.#token = undefined
  }

  async #renew(): Promise<Token> {
    try {
      this.#token = await this.#fetchToken()
      return this.#token
    } finally {
      this.#renewal = undefined
    }
  }

  async #fetchToken(): Promise<Token> {
    const { baseUrl, clientId, clientSecret, fetch, timeoutMs } = this.#settings
    const url = new URL(`${baseUrl}/oauth/token`)
    const call = nameCall('POST', url)
    const deadline = startDeadline(call, { timeoutMs }, this.#runtime)
    try {
      const answer = await exchange(
        {
          method: 'POST',
          url,
          headers: {
            accept: 'application/json',
            authorization: basicCredentials(clientId, clientSecret),
            'content-type': 'application/x-www-form-urlencoded',
          },
          body: 'grant_type=client_credentials',
        },
        { fetch, now: this.#runtime.now },
        deadline.signal,
      )
      return this.#readToken(call, answer)
    } finally {
      deadline.dispose()
    }
  }

  #readToken(call: string, answer: unknown): Token {
    const value: unknown = Object(answer).access_token
    const expiresIn: unknown = Object(answer).expires_in
    if (typeof value !== 'string' || value === '') {
      throw new StromtorError(`${call} answered without an access_token: is baseUrl right?`)
    }
    const lifetimeMs = typeof expiresIn === 'number' && expiresIn > 0 ? expiresIn * 1000 : 0
    // A minute early, or a tenth of a life shorter than ten minutes.
    const marginMs = Math.min(60_000, lifetimeMs / 10)
    return { value, renewAt: this.#runtime.now() + lifetimeMs - marginMs }
  }
}

/** HTTP Basic as RFC 6749 section 2.3.1 wants it: both parts form-encoded first, so any character may occur in them. */
export function basicCredentials(clientId: string, clientSecret: string): string {
  const formEncode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1)
  return `Basic ${btoa(`${formEncode(clientId)}:${formEncode(clientSecret)}`)}`
}
