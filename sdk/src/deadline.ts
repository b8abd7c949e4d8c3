import { TimeoutError } from './errors/timeout-error.ts'
import type { Runtime } from './runtime.ts'

/** The end of one call: by its time limit, or because the caller aborted. `signal.reason` is the error to throw. */
export interface Deadline {
  readonly signal: AbortSignal
  readonly remainingMs: () => number
  /** Stops the timer and lets go of the caller's signal. */
  readonly dispose: () => void
}

/**
 * Starts the clock of one call. AbortSignal.timeout and AbortSignal.any would do the same in fewer lines, but their
 * timer cannot be stopped when the call is done, and `any` is missing from Node before 20.3.
 */
export function startDeadline(
  call: string,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
  runtime: Runtime,
): Deadline {
  const { timeoutMs, signal } = options
  const controller = new AbortController()
  const endsAt = runtime.now() + timeoutMs
  const timer = setTimeout(() => controller.abort(new TimeoutError(call, timeoutMs)), timeoutMs)
  const follow = () => controller.abort(signal?.reason)
  if (signal?.aborted) follow()
  else signal?.addEventListener('abort', follow, { once: true })
  return {
    signal: controller.signal,
    remainingMs: () => endsAt - runtime.now(),
    dispose: () => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', follow)
    },
  }
}

/** Waits for work that others wait for too: the deadline ends this caller's waiting, never the work. */
export async function waitWithin<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = () => {}
  const aborted = new Promise<never>((_resolve, reject) => {
    stop = () => reject(signal.reason)
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    return await Promise.race([work, aborted])
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
