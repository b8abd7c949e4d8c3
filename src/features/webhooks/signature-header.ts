import { z } from '@hono/zod-openapi'

export const DEFAULT_SIGNATURE_HEADER = 'X-Stromtor-Signature'

/** A token of RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/

/** What HTTP itself, intermediaries or our own request need: a signature in one of these would break the request or be dropped. */
const RESERVED = new Set([
  'accept',
  'age',
  'allow',
  'authorization',
  'cache-control',
  'connection',
  'cookie',
  'date',
  'expect',
  'forwarded',
  'from',
  'host',
  'keep-alive',
  'location',
  'origin',
  'pragma',
  'range',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'user-agent',
  'via',
  'warning',
  'www-authenticate',
])
const RESERVED_BEGINNINGS = [
  'accept-',
  'access-control-',
  'content-',
  'if-',
  'proxy-',
  'sec-',
  'x-forwarded-',
]

/** The name of the header that carries the signature: a partner who comes from elsewhere keeps the one its handler reads. */
export const signatureHeader = z
  .string()
  .trim()
  .regex(TOKEN, 'Write the name of an HTTP header, like X-Stromtor-Signature.')
  .refine((name) => !isReserved(name.toLowerCase()), 'This header has a meaning of its own in HTTP.')

const isReserved = (name: string): boolean =>
  RESERVED.has(name) || RESERVED_BEGINNINGS.some((beginning) => name.startsWith(beginning))
