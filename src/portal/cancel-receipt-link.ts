import { createHmac, timingSafeEqual } from 'node:crypto'
import { isId, type OrganizationId } from '../domain/identifiers.ts'
import type { DeclarationId } from '../features/declarations/declaration.ts'

/**
 * The address of a receipt, for whoever declared without signing in: signed, because a receipt holds a name and an address,
 * and made for this organisation alone.
 */
export function receiptLink(
  formKey: Buffer,
  organizationId: OrganizationId,
  path: '/cancel' | '/withdraw',
  id: DeclarationId,
): string {
  return `${path}/receipt?${new URLSearchParams({ id, key: signature(formKey, organizationId, id) })}`
}

/** The declaration that a receipt's address names; undefined when it was not made by us. */
export function readReceiptLink(
  formKey: Buffer,
  organizationId: OrganizationId,
  { id, key }: { id: string | undefined; key: string | undefined },
): DeclarationId | undefined {
  if (!isId('declaration', id) || key === undefined) return undefined
  const expected = Buffer.from(signature(formKey, organizationId, id))
  const given = Buffer.from(key)
  return given.length === expected.length && timingSafeEqual(given, expected) ? id : undefined
}

const signature = (formKey: Buffer, organizationId: OrganizationId, id: string): string =>
  createHmac('sha256', formKey).update(`receipt ${organizationId} ${id}`).digest('base64url')
