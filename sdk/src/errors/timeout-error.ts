import { StromtorError } from './stromtor-error.ts'

/**
 * The call, its retries and waits included, took longer than `timeoutMs`. Whether Stromtor carried it out is
 * unknown; a link minted unseen is harmless, since nobody holds it and it expires within minutes.
 */
export class TimeoutError extends StromtorError {
  override readonly name = 'TimeoutError'
  /** The limit that was exceeded, in milliseconds. */
  readonly timeoutMs: number

  /**
   * @param call - method and address, for the message
   * @param timeoutMs - the limit that was exceeded
   */
  constructor(call: string, timeoutMs: number) {
    super(`${call} got no answer within ${timeoutMs} ms`)
    this.timeoutMs = timeoutMs
  }
}
