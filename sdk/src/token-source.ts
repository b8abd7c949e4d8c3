import { waitWithin } from './deadline.ts'
import type { Settings } from './options.ts'
import { requestToken } from './request-token.ts'
import type { Runtime } from './runtime.ts'

/** Where the tokens of calls come from. */
export interface Tokens {
  /** The current one. The signal ends the waiting of this caller alone. */
  get(signal: AbortSignal): Promise<string>
  /** Forgets a token that was refused. */
  drop(value: string): void
}

interface Token {
  readonly value: string
  /** From then on it is replaced before use, in milliseconds since 1970. */
  readonly renewAt: number
}

/**
 * Holds the access token of the `client_credentials` grant (RFC 6749 section 4.4) and renews it a minute before it
 * expires, so that none expires on its way. However many calls need a token at once, one request fetches it.
 */
export class TokenSource implements Tokens {
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
    const form = { grant_type: 'client_credentials' }
    const { access_token: value, expires_in: expiresIn } = await requestToken(
      form,
      this.#settings,
      this.#runtime,
    )
    const lifetimeMs = typeof expiresIn === 'number' && expiresIn > 0 ? expiresIn * 1000 : 0
    // A minute early, or a tenth of a life shorter than ten minutes.
    const marginMs = Math.min(60_000, lifetimeMs / 10)
    return { value, renewAt: this.#runtime.now() + lifetimeMs - marginMs }
  }
}
