import { errorCode } from '../../db/error-code.ts'

/** `missing` is a 404: where only days of the future are asked for, they are not there yet. */
type Downloaded =
  | { outcome: 'answered'; text: string }
  | { outcome: 'missing' | 'refused' | 'failed'; message: string }

/** A month of quarter-hours takes 300 kB in the wordiest of the shapes. */
const MOST_BYTES = 4 * 1024 * 1024

/**
 * Fetches an answer within a time and a size. Messages never hold the address: its query may carry an access token, for
 * which reason redirects are not followed either.
 */
export async function downloadPrices(
  url: string,
  { fetch, timeoutMs }: { fetch: typeof globalThis.fetch; timeoutMs: number },
): Promise<Downloaded> {
  const signal = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(url, { redirect: 'manual', signal, headers: { 'user-agent': 'stromtor' } })
    const { status } = response
    if (status !== 200) await response.body?.cancel()
    if (status === 404) return { outcome: 'missing', message: 'It answers 404.' }
    if (status >= 300 && status < 400) {
      const to = hostOf(response.headers.get('location'), url)
      return {
        outcome: 'failed',
        message: `It answers ${status} and points to ${to}; set the final address.`,
      }
    }
    if (status !== 200) return { outcome: 'failed', message: `It answers ${status}.` }
    return await readText(response)
  } catch (error) {
    if (signal.aborted) return { outcome: 'failed', message: `No answer within ${timeoutMs / 1000} s.` }
    const cause = error instanceof Error ? (error.cause ?? error) : error
    return { outcome: 'failed', message: `It cannot be reached (${errorCode(cause) ?? 'no connection'}).` }
  }
}

async function readText(response: Response): Promise<Downloaded> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  // Leaving the loop ends the transfer.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > MOST_BYTES)
      return { outcome: 'refused', message: `The answer is larger than ${MOST_BYTES / 1024 / 1024} MB.` }
    chunks.push(chunk)
  }
  try {
    return {
      outcome: 'answered',
      text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)),
    }
  } catch {
    return { outcome: 'refused', message: 'The answer is not text in UTF-8.' }
  }
}

function hostOf(location: string | null, base: string): string {
  if (location === null || !URL.canParse(location, base)) return 'nowhere'
  return new URL(location, base).host
}
