import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import { badRequest, Failure, type FailureCode, type FieldError } from '../domain/failure.ts'

/** The one table of error codes (contract/behaviour.md "Errors"): status and what the documentation page says. */
export const PROBLEMS = {
  BAD_REQUEST: { status: 400, title: 'The request is malformed or a field is not valid.' },
  UNAUTHORIZED: { status: 401, title: 'No valid access token was sent.' },
  PAYMENT_REQUIRED: { status: 402, title: 'The organisation’s account does not allow this.' },
  FORBIDDEN: { status: 403, title: 'The token is valid, but its scopes do not allow this.' },
  NOT_FOUND: { status: 404, title: 'There is no such resource in your organisation.' },
  METHOD_NOT_ALLOWED: { status: 405, title: 'The path exists, but not with this method.' },
  CONFLICT: { status: 409, title: 'The resource’s present state does not allow this.' },
  UNPROCESSABLE_ENTITY: { status: 422, title: 'The request is well-formed but breaks a business rule.' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many requests in too short a time.' },
  INTERNAL_SERVER_ERROR: { status: 500, title: 'Something went wrong on our side.' },
} as const satisfies Record<FailureCode, { status: ContentfulStatusCode; title: string }>

export const docsPath = (code: FailureCode): string =>
  `/docs/errors/${code.toLowerCase().replaceAll('_', '-')}`

export const errorEnvelope = z
  .object({
    code: z.enum(Object.keys(PROBLEMS) as [FailureCode, ...FailureCode[]]),
    message: z.string(),
    requestId: z.uuid(),
    docs: z.url(),
    errors: z.array(z.object({ code: z.string(), field: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Error' })

/** What a thrown thing means to the caller. Anything unexpected becomes a 500 that says nothing about itself. */
export function toFailure(error: unknown): Failure {
  if (error instanceof Failure) return error
  if (error instanceof z.ZodError) return invalid(error)
  if (error instanceof HTTPException && error.status < 500) {
    return error.status === 415
      ? badRequest('content-type', 'Send the body as JSON, with Content-Type: application/json.')
      : badRequest('body', error.message || 'The request could not be read.')
  }
  return new Failure(
    'INTERNAL_SERVER_ERROR',
    'Something went wrong on our side. It has been logged under this request id.',
  )
}

/** All bad fields at once, each named by its path. */
export function invalid(error: z.ZodError): Failure {
  const errors: FieldError[] = error.issues.map((issue) => ({
    code: issue.code,
    field: issue.path.join('.'),
    message: issue.message,
  }))
  const fields = [...new Set(errors.map((entry) => entry.field).filter(Boolean))]
  return new Failure(
    'BAD_REQUEST',
    fields.length > 0 ? `Not valid: ${fields.join(', ')}.` : 'The request is not valid.',
    {
      errors,
    },
  )
}

/** Answers a failure as the partner API does. `extra` adds fields of another convention (OAuth's `error`). */
export function problem(
  c: Context,
  failure: Failure,
  {
    requestId,
    publicUrl,
    extra = {},
  }: { requestId: string; publicUrl: string; extra?: Record<string, string> },
): Response {
  for (const [name, value] of Object.entries(failure.headers)) c.header(name, value)
  return c.json(
    {
      code: failure.code,
      message: failure.message,
      requestId,
      docs: publicUrl + docsPath(failure.code),
      ...(failure.errors && { errors: failure.errors }),
      ...extra,
    },
    PROBLEMS[failure.code].status,
  )
}
