import { StromtorError } from './errors/stromtor-error.ts'

/** The part of `fetch` that the client uses. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** An access token, or what answers the current one. */
export type AccessToken = string | (() => string | Promise<string>)

/** How to reach Stromtor, and as whom. */
export interface StromtorOptions {
  /** The API client's id. These three may be undefined to take `process.env` as it is: what is unset is named. */
  readonly clientId: string | undefined
  /** The API client's secret. Keep it on the server, in the environment. */
  readonly clientSecret: string | undefined
  /** Where Stromtor's API answers, say `https://api.example.com`; https, except on localhost. */
  readonly baseUrl: string | undefined
  /** Limit of one call, its retries and waits included, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number | undefined
  /** Repetitions after 429, 5xx and failed connections. Default 2; 0 switches them off. */
  readonly maxRetries?: number | undefined
  /** Another `fetch`, for a proxy or a test. Default: the platform's. */
  readonly fetch?: Fetch | undefined
  /** The dated version whose shapes this client's types describe. Default `2026-05-27.curie`. */
  readonly apiVersion?: string | undefined
  /**
   * A token to call with instead of the client's own: that of one customer who agreed (see {@link OAuth}). A function
   * is asked before each call, and once more when the token was refused.
   */
  readonly accessToken?: AccessToken | undefined
  /** Allows a plain-http `baseUrl` that is not localhost, for a private network that you trust. Default false. */
  readonly allowInsecureHttp?: boolean | undefined
}

/** Options of a single call. */
export interface CallOptions {
  /** Aborts the call, which then rejects with the signal's `reason`. */
  readonly signal?: AbortSignal | undefined
  /** Overrides the client's `timeoutMs` for this call. */
  readonly timeoutMs?: number | undefined
  /**
   * Of a POST: your own key, at most 255 characters, so that the same order sent again by another process within a day
   * is answered as the first time. Without one each call makes its own, which covers its retries.
   */
  readonly idempotencyKey?: string | undefined
}

/** The options, checked and completed. */
export interface Settings {
  readonly clientId: string
  readonly clientSecret: string
  readonly baseUrl: string
  readonly timeoutMs: number
  readonly maxRetries: number
  readonly fetch: Fetch
  readonly apiVersion: string
  readonly accessToken: AccessToken | undefined
}

/** Checks the options by name. No message repeats a value: it could be the secret in the wrong place. */
export function readOptions(options: StromtorOptions): Settings {
  const maxRetries = options.maxRetries ?? 2
  if (!Number.isInteger(maxRetries) || maxRetries < 0) {
    throw new StromtorError('maxRetries must be a whole number, 0 or more')
  }
  return {
    clientId: required(options.clientId, 'clientId'),
    clientSecret: required(options.clientSecret, 'clientSecret'),
    baseUrl: readBaseUrl(options.baseUrl, options.allowInsecureHttp ?? false),
    timeoutMs: checkTimeoutMs(options.timeoutMs ?? 10_000),
    maxRetries,
    // Called as a method of globalThis: Workers refuse a fetch that was taken off it.
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    apiVersion: options.apiVersion ?? '2026-05-27.curie',
    accessToken: options.accessToken,
  }
}

/** A timer takes at most 2³¹−1 ms; anything above would fire at once. */
export function checkTimeoutMs(timeoutMs: number): number {
  if (timeoutMs > 0 && timeoutMs <= 2_147_483_647) return timeoutMs
  throw new StromtorError('timeoutMs must be a number of milliseconds above 0')
}

function required(value: unknown, name: string): string {
  if (typeof value === 'string' && value.trim() !== '') return value
  throw new StromtorError(`${name} is missing: pass it to new Stromtor({ ${name} })`)
}

function readBaseUrl(value: unknown, allowInsecureHttp: boolean): string {
  const text = required(value, 'baseUrl')
  if (!URL.canParse(text))
    throw new StromtorError('baseUrl must be an absolute address such as https://api.example.com')
  const url = new URL(text)
  if (url.username || url.password || url.search || url.hash) {
    throw new StromtorError('baseUrl must not hold a user name, a password, a query or a fragment')
  }
  if (
    url.protocol === 'https:' ||
    (url.protocol === 'http:' && (allowInsecureHttp || isLoopback(url.hostname)))
  ) {
    return url.origin + url.pathname.replace(/\/+$/, '')
  }
  throw new StromtorError(
    'baseUrl must be https, since the client secret travels to it (http is for localhost)',
  )
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127(\.\d+){3}$/.test(hostname)
  )
}
