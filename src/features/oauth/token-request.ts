import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { invalid } from '../../http/problem.ts'
import { OAuthError } from './oauth-error.ts'

export const tokenRequest = z.object({
  grant_type: z.string({ error: 'Required: authorization_code, client_credentials or refresh_token.' }),
  code: z.string().max(500).optional(),
  redirect_uri: z.string().max(500).optional(),
  code_verifier: z.string().max(500).optional(),
  client_id: z.string().max(100).optional(),
  refresh_token: z.string().max(500).optional(),
  scope: z.string().max(500).optional(),
})
export type TokenRequest = z.infer<typeof tokenRequest>

/** Reads a form or JSON. @throws OAuthError `invalid_request` with a clear word for a body that is neither. */
export async function readTokenRequest(c: Context): Promise<TokenRequest> {
  const parsed = tokenRequest.safeParse(parseBody(c.req.header('content-type'), await c.req.text()))
  if (parsed.success) return parsed.data
  const { message, errors } = invalid(parsed.error)
  throw new OAuthError('invalid_request', message, errors)
}

function parseBody(type: string | undefined, text: string): unknown {
  const contentType = type?.split(';')[0]?.trim().toLowerCase()
  if (contentType === 'application/json') {
    try {
      return JSON.parse(text)
    } catch {
      const looksLikeForm = /^\s*[\w.-]+=/.test(text)
      const message = looksLikeForm
        ? 'The body is a form, but Content-Type says application/json: send application/x-www-form-urlencoded, or JSON.'
        : 'The body is not valid JSON.'
      throw new OAuthError('invalid_request', message, 'body')
    }
  }
  if (contentType !== 'application/x-www-form-urlencoded') {
    const message = 'Send the body as application/x-www-form-urlencoded or application/json.'
    throw new OAuthError('invalid_request', message, 'content-type')
  }
  const form = [...new URLSearchParams(text)]
  const names = form.map(([name]) => name)
  // RFC 6749 section 3.2: which of the two would count is anybody's guess.
  const repeated = Object.keys(tokenRequest.shape).find(
    (name) => names.indexOf(name) !== names.lastIndexOf(name),
  )
  if (repeated !== undefined) {
    throw new OAuthError('invalid_request', `${repeated} is sent more than once.`, repeated)
  }
  return Object.fromEntries(form)
}
