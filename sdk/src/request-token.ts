import { startDeadline } from './deadline.ts'
import { StromtorError } from './errors/stromtor-error.ts'
import { exchange, nameCall } from './http.ts'
import type { CallOptions, Settings } from './options.ts'
import type { Runtime } from './runtime.ts'

/** What the token endpoint answers (RFC 6749 section 5.1). */
export interface TokenAnswer {
  /** Sent as `Authorization: Bearer …`; valid for `expires_in` seconds. */
  readonly access_token: string
  readonly token_type: 'Bearer'
  readonly expires_in: number
  /** Good for one use: each answer brings the next one. */
  readonly refresh_token: string
  readonly scope: string
}

/**
 * Asks the token endpoint once, as this client.
 *
 * @throws {ApiError} the grant is refused
 * @throws {ConnectionError | TimeoutError}
 */
export async function requestToken(
  form: Readonly<Record<string, string>>,
  settings: Settings,
  runtime: Runtime,
  options: CallOptions = {},
): Promise<TokenAnswer> {
  const { baseUrl, clientId, clientSecret, fetch } = settings
  const url = new URL(`${baseUrl}/oauth/token`)
  const call = nameCall('POST', url)
  const timeoutMs = options.timeoutMs ?? settings.timeoutMs
  const deadline = startDeadline(call, { timeoutMs, signal: options.signal }, runtime)
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
        body: new URLSearchParams(form).toString(),
      },
      { fetch, now: runtime.now },
      deadline.signal,
    )
    if (!isTokenAnswer(answer)) {
      throw new StromtorError(`${call} answered without an access_token: is baseUrl right?`)
    }
    return answer
  } finally {
    deadline.dispose()
  }
}

function isTokenAnswer(answer: unknown): answer is TokenAnswer {
  const value: unknown = Object(answer).access_token
  return typeof value === 'string' && value !== ''
}

/** HTTP Basic as RFC 6749 section 2.3.1 wants it: both parts form-encoded first, so any character may occur in them. */
function basicCredentials(clientId: string, clientSecret: string): string {
  const formEncode = (text: string) => new URLSearchParams({ '': text }).toString().slice(1)
  return `Basic ${btoa(`${formEncode(clientId)}:${formEncode(clientSecret)}`)}`
}
