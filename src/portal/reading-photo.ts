import type { Context, MiddlewareHandler } from 'hono'
import { isId } from '../domain/identifiers.ts'
import { notFound } from '../domain/failure.ts'
import type { Deps } from '../deps.ts'
import { PHOTO_BYTES, photoType } from '../features/meter-readings/photo.ts'
import { findReadingPhoto } from '../features/meter-readings/queries.ts'
import { bodyLimit } from '../http/body-limit.ts'
import type { PortalEnv } from './env.ts'
import { whoIsSignedIn } from './session-cookie.ts'

/** Room to read what a phone's camera makes, so that a photo above our own limit is refused at its field and the form comes back. */
const FORM_BYTES = 20 * 1024 * 1024

/** A body that does not say how long it is would lie in memory before anybody is known to be signed in. */
const undeclared = bodyLimit(100 * 1024, 'The form is larger than 100 KB.')

/** For the one form that takes a file. What declares to be larger still is not read at all; browsers always declare it. */
export const photoFormLimit: MiddlewareHandler = async (c, next) => {
  const length = c.req.header('content-length')
  if (length === undefined || c.req.header('transfer-encoding') !== undefined) return undeclared(c, next)
  if (Number(length) > FORM_BYTES) return c.redirect('/meter-readings?photo=too_large', 303)
  return next()
}

/** The photo in a posted form; null when none was chosen. */
export async function readPhoto(
  c: Context,
): Promise<
  { content: Buffer; problem: null } | { content: null; problem: 'unsupported' | 'too_large' | null }
> {
  const form: Record<string, unknown> = await c.req.parseBody().catch(() => ({}))
  const file = form['photo']
  // A browser sends an empty file without a name for a field that was left alone.
  if (!(file instanceof File) || (file.size === 0 && file.name === ''))
    return { content: null, problem: null }
  if (file.size > PHOTO_BYTES) return { content: null, problem: 'too_large' }
  const content = Buffer.from(await file.arrayBuffer())
  return photoType(content) === null ? { content: null, problem: 'unsupported' } : { content, problem: null }
}

/**
 * Shows customers the photo that they sent, and nobody else: it may show where they live. Whatever it turns
 * out to be, it runs nothing and loads nothing.
 */
export async function showPhoto({ db }: Deps, c: Context<PortalEnv>): Promise<Response> {
  const id = c.req.param('id')
  if (!isId('meterReading', id)) throw notFound('Photo')
  const { organizationId } = c.get('portal')
  const photo = await findReadingPhoto(db, organizationId, whoIsSignedIn(c).customer.id, id)
  if (!photo) throw notFound('Photo')
  return c.body(new Uint8Array(photo.content), 200, {
    'Content-Type': photo.content_type,
    'Content-Disposition': `inline; filename="${id}.${photo.content_type.slice('image/'.length)}"`,
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'private, no-store',
  })
}
