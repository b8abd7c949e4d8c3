import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Temporal } from 'temporal-polyfill'
import { isId, type InvoiceId, type OrganizationId } from '../../domain/identifiers.ts'

const LIFE = { minutes: 5 }
const EPOCH_SECONDS = /^\d{1,12}$/

interface LinkedFile {
  organizationId: OrganizationId
  invoiceId: InvoiceId
}

/** As it came in the query of a link; anything may stand there. */
interface LinkQuery {
  organization?: string | undefined
  expires?: string | undefined
  signature?: string | undefined
}

/** The key of these links alone, from the one that signs cursors. */
export const fileLinkKey = (cursorKey: Buffer): Buffer =>
  Buffer.from(hkdfSync('sha256', cursorKey, '', 'invoice files', 32))

/**
 * The address of an invoice's PDF for whoever has it, for five minutes: a browser follows it without a token. What opens it
 * stands in the query, which the request log leaves out.
 */
export function signFileLink(
  key: Buffer,
  { organizationId, invoiceId }: LinkedFile,
  now: Temporal.Instant,
): string {
  const expires = String(Math.floor(now.add(LIFE).epochMilliseconds / 1000))
  const signature = sign(key, organizationId, invoiceId, expires)
  return `/files/invoices/${invoiceId}?${new URLSearchParams({ organization: organizationId, expires, signature })}`
}

/** The file that a link opens; undefined when it was not made by us or is too old. */
export function openFileLink(
  key: Buffer,
  invoiceId: string,
  { organization, expires, signature }: LinkQuery,
  now: Temporal.Instant,
): LinkedFile | undefined {
  if (!isId('invoice', invoiceId) || !isId('organization', organization)) return undefined
  if (expires === undefined || !EPOCH_SECONDS.test(expires) || signature === undefined) return undefined
  const expected = Buffer.from(sign(key, organization, invoiceId, expires))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined
  if (Number(expires) * 1000 <= now.epochMilliseconds) return undefined
  return { organizationId: organization, invoiceId }
}

const sign = (key: Buffer, ...parts: readonly string[]): string =>
  createHmac('sha256', key).update(parts.join(' ')).digest('base64url')
