import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { Failure } from '../domain/failure.ts'
import type { Session } from '../features/sessions/find-session.ts'
import { readForm } from '../http/form.ts'
import type { PortalEnv } from './env.ts'

const SALT_BYTES = 12

/**
 * The hidden field of a signed-in visitor's forms: bound to the session, so no other page can know it, and salted anew for
 * each page, so that the length of a compressed page tells nothing about it (BREACH).
 */
export function formToken(formKey: Buffer, session: Session | undefined): string {
  if (!session) return ''
  const salt = randomBytes(SALT_BYTES)
  return Buffer.concat([salt, signature(formKey, session, salt)]).toString('base64url')
}

function isFormToken(formKey: Buffer, session: Session, given: string): boolean {
  const bytes = Buffer.from(given, 'base64url')
  const [salt, rest] = [bytes.subarray(0, SALT_BYTES), bytes.subarray(SALT_BYTES)]
  const expected = signature(formKey, session, salt)
  return rest.length === expected.length && timingSafeEqual(rest, expected)
}

const signature = (formKey: Buffer, session: Session, salt: Buffer): Buffer =>
  createHmac('sha256', formKey).update(salt).update(session.idHash).digest()

/** A form must come from a page of the same host, as the browser itself testifies. */
export const sameOrigin: MiddlewareHandler<PortalEnv> = csrf({
  origin: (origin, c) => URL.parse(origin)?.host === c.req.header('host'),
})

/** For what changes something of the person signed in: the page's own token as well. */
export function formTokenCheck(formKey: Buffer): MiddlewareHandler<PortalEnv> {
  return async (c, next) => {
    const session = c.get('session')
    if (c.req.method === 'POST' && session) {
      const field = await readForm(c)
      if (!isFormToken(formKey, session, field('csrf') ?? '')) {
        throw new Failure('FORBIDDEN', 'The form does not belong to this session.')
      }
    }
    await next()
  }
}
