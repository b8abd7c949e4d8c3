import { ConnectionError } from './errors/connection-error.ts'
import { readApiError } from './errors/read-api-error.ts'
import { StromtorError } from './errors/stromtor-error.ts'
import type { Fetch } from './options.ts'

/** One HTTP request, ready to send. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
  /** The answer wanted is where a redirect leads; otherwise it is JSON, and a redirect is an error. */
  readonly wantsLocation?: boolean | undefined
}

/** Method and address for messages, without the query: a filter there may hold somebody's e-mail address. */
export function nameCall(method: string, url: URL): string {
  return `${method} ${url.origin}${url.pathname}`
}

/**
 * Sends a request once and reads its JSON answer, or where it leads as `{ location }`.
 *
 * @throws {ApiError} the answer is not 2xx
 * @throws {ConnectionError} no answer, or half of one
 * @throws {StromtorError} the answer is 2xx but not JSON
 */
export async function exchange(
  request: HttpRequest,
  deps: { readonly fetch: Fetch; readonly now: () => number },
  signal: AbortSignal,
): Promise<unknown> {
  const call = nameCall(request.method, request.url)
  signal.throwIfAborted()
  let response: Response
  let body: string
  try {
    response = await deps.fetch(request.url.href, {
      method: request.method,
      headers: request.headers,
      // Followed, a redirect would carry the secret to another address. 'error' would say it better, but Workers lack it.
      redirect: 'manual',
      signal,
      ...(request.body === undefined ? {} : { body: request.body }),
    })
    body = await response.text()
  } catch (cause) {
    signal.throwIfAborted()
    throw new ConnectionError(call, cause)
  }
  const location = request.wantsLocation ? locationOf(response, request.url) : undefined
  if (location !== undefined) return { location }
  if (!response.ok) throw readApiError(call, response, body, deps.now())
  try {
    return JSON.parse(body)
  } catch {
    // Without `cause`: the parser's message quotes the body, and that body may hold a token.
    throw new StromtorError(
      `${call} answered ${response.status} with something other than JSON: is baseUrl right?`,
    )
  }
}

function locationOf(response: Response, url: URL): string | undefined {
  const location = response.headers.get('location')
  const isRedirect = response.status >= 300 && response.status < 400
  return isRedirect && location !== null ? new URL(location, url).href : undefined
}
