import { createHmac, timingSafeEqual } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { csrf } from 'hono/csrf'
import { Failure } from '../domain/failure.ts'
import type { Session } from '../features/sessions/find-session.ts'
import { readForm } from '../http/form.ts'
import type { PortalEnv } from './env.ts'

/** The hidden field of a signed-in visitor's forms: bound to the session, so no other page can know it. */
export function formToken(formKey: Buffer, session: Session | undefined): string {
  return session ? createHmac('sha256', formKey).update(session.idHash).digest('base64url') : ''
}

/** A form must come from a page of the same host, as the browser itself testifies. */
export const sameOrigin: MiddlewareHandler<PortalEnv> = csrf({
  origin: (origin, c) => URL.parse(origin)?.host === c.req.header('host'),
})

/** For what changes something of the person signed in: the page's own token as well. */
export function formTokenCheck(formKey: Buffer): MiddlewareHandler<PortalEnv> {
  return async (c, next) => {
    if (c.req.method === 'POST' && c.get('session')) {
      const field = await readForm(c)
      const given = Buffer.from(field('csrf') ?? '')
      const expected = Buffer.from(formToken(formKey, c.get('session')))
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
        throw new Failure('FORBIDDEN', 'The form does not belong to this session.')
      }
    }
    await next()
  }
}
