import type { Event } from './generated/api-types.ts'
import { StromtorError } from './errors/stromtor-error.ts'
import { WebhookVerificationError } from './errors/webhook-verification-error.ts'

/** What Stromtor tells of: ids only. Ask the API for the rest. */
export interface WebhookEvent {
  /** `evt_…`. The same event may arrive more than once, and in any order: do it once per id. */
  readonly id: string
  /** `invoice.created`, `subscription.ended`… Topics may be added: leave one that you do not know alone. */
  readonly topic: Event['topic'] | (string & {})
  /** When it happened: ISO 8601, UTC. */
  readonly timestamp: string
  /** The ids of what it concerns, by the name of the resource: `{ invoice: 'inv_…', subscription: 'sub_…' }`. */
  readonly context: Readonly<Record<string, string>>
}

/** How strictly `webhooks.verify` looks. */
export interface VerifyOptions {
  /** How many seconds a signature may be away from now, either way. 300 unless given. */
  readonly toleranceSeconds?: number
  /** Milliseconds since 1970, in a test. */
  readonly now?: () => number
}

const DEFAULT_TOLERANCE_SECONDS = 300

/**
 * Checks that a request came from Stromtor, and answers its event.
 *
 * @param rawBody - the request's body exactly as it came, before any JSON parser: text, or the bytes
 * @param header - the value of the signature header, `X-Stromtor-Signature` unless you chose another name
 * @param secret - the endpoint's secret, `whsec_…`. While it is being rotated either of the two will do
 * @param options - see {@link VerifyOptions}
 * @returns the event
 * @throws {WebhookVerificationError} with the `fault`, for everything that cannot be shown to come from Stromtor
 * @throws {StromtorError} the secret is missing, or the body has been parsed already
 *
 * @example
 * ```ts
 * app.post('/stromtor', express.raw({ type: 'application/json' }), async (request, response) => {
 *   const event = await webhooks.verify(request.body, request.get('X-Stromtor-Signature'), secret)
 *   await queue.add(event.id, event)
 *   response.sendStatus(204)
 * })
 * ```
 */
async function verify(
  rawBody: string | Uint8Array,
  header: string | readonly string[] | null | undefined,
  secret: string | undefined,
  options: VerifyOptions = {},
): Promise<WebhookEvent> {
  const { toleranceSeconds = DEFAULT_TOLERANCE_SECONDS, now = Date.now } = options
  // A setting that is missing is no fault of the request's.
  if (!secret) throw new StromtorError('webhooks.verify needs the secret of the endpoint, whsec_…')
  // Nor is a parser that runs in front, as it does in many a framework unless told otherwise.
  if (typeof rawBody !== 'string' && !ArrayBuffer.isView(rawBody)) {
    throw new StromtorError(
      'webhooks.verify needs the body as it came, as text or bytes: let no JSON parser run before it',
    )
  }
  const { time, signatures } = readHeader(header)
  const ageSeconds = Math.floor(now() / 1000) - time
  // Written so that an age that is no number is refused.
  if (!(Math.abs(ageSeconds) <= toleranceSeconds)) {
    throw new WebhookVerificationError(
      'outside_tolerance',
      `The webhook was signed ${Math.abs(ageSeconds)} s ${ageSeconds < 0 ? 'in the future' : 'ago'}; ${toleranceSeconds} s are allowed.`,
    )
  }
  const body = typeof rawBody === 'string' ? new TextEncoder().encode(rawBody) : rawBody
  if (!(await isSigned(signatures, time, body, secret))) {
    throw new WebhookVerificationError(
      'wrong_signature',
      'No signature of the webhook fits: is this the secret of the endpoint, and the raw body of the request?',
    )
  }
  return readEvent(body)
}

/** Checking what Stromtor sends to your webhook endpoint. It needs no client and no credentials but the endpoint's secret. */
export const webhooks = { verify } as const

interface SignatureHeader {
  /** Unix seconds. */
  time: number
  signatures: Uint8Array<ArrayBuffer>[]
}

function readHeader(header: string | readonly string[] | null | undefined): SignatureHeader {
  const text = typeof header === 'string' ? header : (header ?? []).join(',')
  const parts = text.split(',').map((part) => part.trim())
  const times = parts.filter((part) => part.startsWith('t=')).map((part) => part.slice(2))
  const [time = ''] = times
  const signatures = parts
    .filter((part) => /^v1=[0-9a-f]{64}$/i.test(part))
    .map((part) => bytesOf(part.slice(3)))
  if (times.length !== 1 || !/^\d{1,15}$/.test(time) || signatures.length === 0) {
    throw new WebhookVerificationError(
      'malformed_header',
      text === ''
        ? 'The signature header is missing.'
        : 'The signature header is not of the form t=<seconds>,v1=<hex>.',
    )
  }
  return { time: Number(time), signatures }
}

const bytesOf = (hex: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from({ length: hex.length / 2 }, (_, index) =>
    Number.parseInt(hex.slice(2 * index, 2 * index + 2), 16),
  )

/** Web Crypto compares in constant time; each signature is looked at, whichever fits. */
async function isSigned(
  signatures: readonly Uint8Array<ArrayBuffer>[],
  time: number,
  body: Uint8Array,
  secret: string,
): Promise<boolean> {
  const prefix = new TextEncoder().encode(`${time}.`)
  const signed = new Uint8Array(prefix.length + body.length)
  signed.set(prefix)
  signed.set(body, prefix.length)
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', new TextEncoder().encode(secret), algorithm, false, [
    'verify',
  ])
  const fits = await Promise.all(
    signatures.map((signature) => crypto.subtle.verify('HMAC', key, signature, signed)),
  )
  return fits.includes(true)
}

function readEvent(body: Uint8Array): WebhookEvent {
  let event: unknown
  try {
    event = JSON.parse(new TextDecoder().decode(body))
  } catch {
    event = undefined
  }
  if (!isEvent(event)) {
    throw new WebhookVerificationError('malformed_body', 'The body of the webhook is not an event.')
  }
  return event
}

function isEvent(value: unknown): value is WebhookEvent {
  if (typeof value !== 'object' || value === null) return false
  const context: unknown = Reflect.get(value, 'context')
  return (
    ['id', 'topic', 'timestamp'].every((field) => typeof Reflect.get(value, field) === 'string') &&
    typeof context === 'object' &&
    context !== null
  )
}
