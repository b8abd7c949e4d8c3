/**
 * Reads a `Retry-After` header (RFC 9110 section 10.2.3): seconds, or an HTTP date.
 *
 * @param value - the header, or null
 * @param now - milliseconds since 1970, to measure a date against
 * @returns the wait in milliseconds, never negative; undefined when absent or unreadable
 */
export function retryAfterMs(value: string | null, now: number): number | undefined {
  if (value === null || value.trim() === '') return undefined
  if (/^\d+$/.test(value.trim())) return Number(value) * 1000
  const date = Date.parse(value)
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}
