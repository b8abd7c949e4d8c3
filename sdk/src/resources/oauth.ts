import { requestToken } from '../request-token.ts'
import type { TokenAnswer } from '../request-token.ts'
import type { CallOptions, Settings } from '../options.ts'
import type { Runtime } from '../runtime.ts'

/** What {@link OAuth.start} takes. */
export interface AuthorizationStart {
  /** Where the customer comes back to; registered for your client, or below an address that is. */
  readonly redirectUri: string
  /** What you ask to read. Default: what your client is registered for. */
  readonly scope?: string | undefined
  /** `signup` leads somebody without an account to one first. Default `login`. */
  readonly flowType?: 'login' | 'signup' | undefined
  /** Id or slug of the plan whose portal asks the customer, where there are several. */
  readonly plan?: string | undefined
}

/** What {@link OAuth.start} answers. Keep `state` and `codeVerifier` in the customer's session with you. */
export interface Authorization {
  /** Send the customer there. */
  readonly url: string
  /** Comes back with the customer: refuse another one. */
  readonly state: string
  /** Goes with the code: a stolen code is worth nothing without it (RFC 7636). */
  readonly codeVerifier: string
}

/** What {@link OAuth.exchangeCode} takes. */
export interface CodeExchange {
  readonly code: string
  readonly redirectUri: string
  readonly codeVerifier: string
}

/** For apps of others, such as home energy managers: reading what one customer agreed to. */
export class OAuth {
  readonly #settings: Settings
  readonly #runtime: Runtime

  constructor(settings: Settings, runtime: Runtime) {
    this.#settings = settings
    this.#runtime = runtime
  }

  /**
   * Begins to ask a customer. They sign in at the portal, read what you want to read, agree or not, and come back to
   * `redirectUri` with `code` and `state`, or with `error`.
   *
   * @param input - where they come back to, and what you ask for
   * @returns the address to send them to, and what you need when they come back
   *
   * @example
   * ```ts
   * const { url, state, codeVerifier } = await stromtor.oauth.start({ redirectUri: 'https://app.example/back' })
   * session.energy = { state, codeVerifier }
   * response.redirect(303, url)
   * ```
   */
  async start({ redirectUri, scope, flowType, plan }: AuthorizationStart): Promise<Authorization> {
    const codeVerifier = base64url(crypto.getRandomValues(new Uint8Array(32)))
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier))
    const state = base64url(crypto.getRandomValues(new Uint8Array(16)))
    const url = new URL(`${this.#settings.baseUrl}/oauth/authorize`)
    url.search = new URLSearchParams({
      response_type: 'code',
      client_id: this.#settings.clientId,
      redirect_uri: redirectUri,
      state,
      code_challenge: base64url(new Uint8Array(digest)),
      code_challenge_method: 'S256',
      ...(scope !== undefined && { scope }),
      ...(flowType !== undefined && { flow_type: flowType }),
      ...(plan !== undefined && { plan }),
    }).toString()
    return { url: url.href, state, codeVerifier }
  }

  /**
   * Turns the code that a customer came back with into tokens. A code is good for one use within ten minutes, so this is
   * never repeated by itself.
   *
   * @param input - the code, and what {@link OAuth.start} was called with and answered
   * @param options - a signal and a time limit for this call
   * @returns the tokens; keep the refresh token, encrypted
   * @throws {ApiError} `BAD_REQUEST` the code is used up, too old, or not yours
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * if (query.state !== session.energy.state) throw new Error('not the customer who left')
   * const tokens = await stromtor.oauth.exchangeCode({
   *   code: query.code,
   *   redirectUri: 'https://app.example/back',
   *   codeVerifier: session.energy.codeVerifier,
   * })
   * const { items } = await stromtor.withAccessToken(tokens.access_token).subscriptions.list()
   * ```
   */
  async exchangeCode(
    { code, redirectUri, codeVerifier }: CodeExchange,
    options?: CallOptions,
  ): Promise<TokenAnswer> {
    const form = {
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: codeVerifier,
    }
    return await requestToken(form, this.#settings, this.#runtime, options)
  }

  /**
   * Trades a refresh token for the next tokens. It is good for one use, and using it twice ends all that came of it: store
   * the new one before you go on, and refresh a customer's tokens in one place at a time. Never repeated by itself.
   *
   * @param refreshToken - of the latest answer
   * @param options - a signal and a time limit for this call
   * @returns the next tokens
   * @throws {ApiError} `BAD_REQUEST` it was used before, or the customer took the consent back: ask them again
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const tokens = await stromtor.oauth.refresh(await store.refreshTokenOf(customer))
   * await store.save(customer, tokens)
   * ```
   */
  async refresh(refreshToken: string, options?: CallOptions): Promise<TokenAnswer> {
    const form = { grant_type: 'refresh_token', refresh_token: refreshToken }
    return await requestToken(form, this.#settings, this.#runtime, options)
  }
}

function base64url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes))
  return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}
