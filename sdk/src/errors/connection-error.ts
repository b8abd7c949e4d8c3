import { StromtorError } from './stromtor-error.ts'

/**
 * Stromtor could not be reached, or the connection broke before the whole answer was there: name resolution,
 * refused or reset connection, TLS. It has been retried already, as often as `maxRetries` allows.
 */
export class ConnectionError extends StromtorError {
  override readonly name = 'ConnectionError'

  /**
   * @param call - method and address, for the message
   * @param cause - what `fetch` threw
   */
  constructor(call: string, cause: unknown) {
    super(`${call} could not reach Stromtor: ${rootReason(cause)}`, { cause })
  }
}

/** `fetch` hides the reason ("fetch failed") in a chain of causes; the innermost one says ECONNREFUSED. */
function rootReason(cause: unknown): string {
  let error = cause
  while (error instanceof Error && error.cause instanceof Error) error = error.cause
  if (!(error instanceof Error)) return 'unknown reason'
  // An AggregateError (IPv6 and IPv4 both tried) has a code but no message.
  const code: unknown = Reflect.get(error, 'code')
  return error.message || (typeof code === 'string' ? code : error.name)
}
