import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Deps } from '../deps.ts'
import type { CustomerId } from '../domain/identifiers.ts'

/**
 * What was typed while the sign-in grew too old, sealed into a hidden field of the page that asks for a code: an account
 * number belongs neither into an address nor into a cookie, and nothing of it is stored before it is agreed to. Only this
 * installation can open it, for the same customer, for a quarter of an hour.
 */
const LIFE_MS = 15 * 60_000
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** No longer than what sealTyped makes of the longest fields. */
const MOST_CHARACTERS = 4_000

const content = z.object({
  accountHolder: z.string(),
  iban: z.string(),
  forAll: z.boolean(),
  until: z.number(),
})
type Typed = Omit<z.output<typeof content>, 'until'>

const keyOf = (formKey: Buffer) => Buffer.from(hkdfSync('sha256', formKey, '', 'typed account', 32))

export function sealTyped(
  { formKey, now }: Pick<Deps, 'formKey' | 'now'>,
  customerId: CustomerId,
  typed: Typed,
): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', keyOf(formKey), nonce).setAAD(Buffer.from(customerId))
  const text = JSON.stringify({ ...typed, until: now().epochMilliseconds + LIFE_MS })
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** Undefined for anything that is not ours, not this customer's or too old. */
export function openTyped(
  { formKey, now }: Pick<Deps, 'formKey' | 'now'>,
  customerId: CustomerId,
  sealed: string,
): Typed | undefined {
  if (sealed === '' || sealed.length > MOST_CHARACTERS) return undefined
  const bytes = Buffer.from(sealed, 'base64url')
  if (bytes.length <= NONCE_BYTES + TAG_BYTES) return undefined
  const decipher = createDecipheriv('aes-256-gcm', keyOf(formKey), bytes.subarray(0, NONCE_BYTES))
    .setAAD(Buffer.from(customerId))
    .setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    const text =
      decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
    const { until, ...typed } = content.parse(JSON.parse(text))
    return until > now().epochMilliseconds ? typed : undefined
  } catch {
    return undefined
  }
}
