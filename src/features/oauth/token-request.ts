import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { badRequest } from '../../domain/failure.ts'
import { invalid } from '../../http/problem.ts'

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

/** Reads a form or JSON. @throws Failure BAD_REQUEST with a clear word for a body that is neither. */
export async function readTokenRequest(c: Context): Promise<TokenRequest> {
  const contentType = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  const text = await c.req.text()
  let body: unknown
  if (contentType === 'application/json') {
    try {
      body = JSON.parse(text)
    } catch {
      const looksLikeForm = /^\s*[\w.-]+=/.test(text)
      throw badRequest(
        'body',
        looksLikeForm
          ? 'The body is a form, but Content-Type says application/json: send application/x-www-form-urlencoded, or JSON.'
          : 'The body is not valid JSON.',
      )
    }
  } else if (contentType === 'application/x-www-form-urlencoded') {
    body = Object.fromEntries(new URLSearchParams(text))
  } else {
    throw badRequest(
      'content-type',
      'Send the body as application/x-www-form-urlencoded or application/json.',
    )
  }
  const parsed = tokenRequest.safeParse(body)
  if (!parsed.success) throw invalid(parsed.error)
  return parsed.data
}
