import { createHmac } from 'node:crypto'

/**
 * The header that lets a receiver know us: `t=<unix seconds>,v1=<hex>`, one `v1` for each secret that is valid. What is signed
 * holds the time, so that a request cannot be played again later.
 */
export function signatureOf(rawBody: string, secrets: readonly string[], unixSeconds: number): string {
  const signed = `${unixSeconds}.${rawBody}`
  const each = secrets.map((secret) => `v1=${createHmac('sha256', secret).update(signed).digest('hex')}`)
  return [`t=${unixSeconds}`, ...each].join(',')
}
