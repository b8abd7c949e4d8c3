import { type LookupAddress, lookup as systemLookup } from 'node:dns'
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { errorCode } from '../../db/error-code.ts'
import { type AddressPolicy, hostOf } from './address-policy.ts'

export interface Outgoing {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
}

/** What came of a request: an answer, or the reason why there was none. */
export type Sent =
  | { outcome: 'answered'; status: number; text: string }
  | { outcome: 'failed'; reason: string }

export type Send = (outgoing: Outgoing) => Promise<Sent>

export interface CreateSend {
  policy: AddressPolicy
  timeoutMs?: number
  /** Resolves names; the system's resolver unless a test has its own. */
  lookup?: typeof systemLookup
  /** Certificates to trust instead of the system's. */
  ca?: string
}

const TIMEOUT_MS = 30_000
/** Of an answer's body so much is kept for the log; the rest is not even read. */
const KEPT_BYTES = 2048

class AddressRefused extends Error {
  override readonly name = 'AddressRefused'
}

/**
 * Makes POST requests to addresses that somebody else chose. A name is resolved once for each request, every address it
 * resolves to must be one the policy admits, and the connection goes to those very addresses: an answer of the name server that
 * changes in between changes nothing. Redirects are answers like others and are not followed. No connection is used twice.
 */
export function createSend({ policy, timeoutMs = TIMEOUT_MS, lookup = systemLookup, ca }: CreateSend): Send {
  const checkedLookup: LookupFunction = (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const [first] = addresses ?? []
      if (error) return callback(error, [])
      if (!first || !addresses.every(({ address }) => policy.admits(address)))
        return callback(new AddressRefused(), [])
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
  }

  return async ({ url: address, headers, body }) => {
    const url = new URL(address)
    const fault = faultOf(url, policy)
    if (fault !== undefined) return { outcome: 'failed', reason: fault }
    const signal = AbortSignal.timeout(timeoutMs)
    const options: RequestOptions & { ca?: string } = {
      method: 'POST',
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
      agent: false,
      lookup: checkedLookup,
      signal,
      ...(ca !== undefined && { ca }),
    }
    try {
      const answer = await answerTo(url, options, body)
      return { outcome: 'answered', status: answer.statusCode ?? 0, text: await beginningOf(answer) }
    } catch (error) {
      return { outcome: 'failed', reason: reasonOf(error, signal, timeoutMs) }
    }
  }
}

/** Looked at again for each request: the policy may have changed, and an address without a name is never resolved. */
function faultOf(url: URL, policy: AddressPolicy): string | undefined {
  const host = hostOf(url)
  if (isIP(host) !== 0 && !policy.admits(host)) return NOT_ADMITTED
  return policy.faultOf(url)
}

const NOT_ADMITTED = 'Its name leads to an address that is not public.'

function answerTo(url: URL, options: RequestOptions, body: string): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest
    request(url, options)
      .on('response', resolve)
      .on('error', reject)
      // An answer that changes the protocol (101) is none, and Node tells of it by closing alone.
      .on('close', () => reject(new Error('The connection was closed without an answer.')))
      .end(body)
  })
}

/** The status is what counts: a body that breaks off or does not end takes nothing from it. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of answer as AsyncIterable<Buffer>) {
      chunks.push(chunk)
      bytes += chunk.byteLength
      if (bytes >= KEPT_BYTES) break
    }
  } catch {
    // What came until then is kept.
  }
  answer.destroy()
  const text = new TextDecoder().decode(Buffer.concat(chunks).subarray(0, KEPT_BYTES))
  // PostgreSQL keeps no NUL.
  return text.replaceAll('\0', '\uFFFD')
}

function reasonOf(error: unknown, signal: AbortSignal, timeoutMs: number): string {
  if (signal.aborted) return `No answer within ${timeoutMs / 1000} s.`
  if (error instanceof AddressRefused) return NOT_ADMITTED
  const cause = error instanceof AggregateError ? (error.errors[0] as unknown) : error
  return `It cannot be reached (${errorCode(cause) ?? 'no connection'}).`
}
