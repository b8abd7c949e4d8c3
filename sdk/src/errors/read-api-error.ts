import { ApiError, AuthenticationError, RateLimitError } from './api-error.ts'
import type { ApiErrorInit, FieldError } from './api-error.ts'
import { retryAfterMs } from '../retry-after.ts'

/** Turns an answer outside 2xx into its error. Tolerates any body: a proxy's HTML page must not hide the status. */
export function readApiError(call: string, response: Response, body: string, now: number): ApiError {
  const envelope = parseObject(body)
  const init: ApiErrorInit = {
    call,
    status: response.status,
    code: text(envelope, 'code') ?? `HTTP_${response.status}`,
    // RFC 6749 section 5.2 names the fields of a token endpoint's refusal; Stromtor sends its envelope there too.
    detail: text(envelope, 'message') ?? text(envelope, 'error_description') ?? withoutEnvelope(response),
    requestId: text(envelope, 'requestId') ?? response.headers.get('x-request-id') ?? undefined,
    docs: text(envelope, 'docs'),
    errors: fieldErrors(envelope['errors']),
    retryAfterMs: retryAfterMs(response.headers.get('retry-after'), now),
  }
  if (init.status === 401) return new AuthenticationError(init)
  if (init.status === 429) return new RateLimitError(init)
  return new ApiError(init)
}

function withoutEnvelope(response: Response): string {
  if (response.status < 400)
    return 'a redirect, which is not followed: check that baseUrl is the final address'
  return `${response.statusText || 'no reason given'}; not Stromtor's error format, so probably a proxy in between`
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}

function text(envelope: Record<string, unknown>, key: string): string | undefined {
  const value = envelope[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function fieldErrors(value: unknown): readonly FieldError[] {
  if (!Array.isArray(value)) return []
  return value.filter(isFieldError)
}

function isFieldError(value: unknown): value is FieldError {
  if (typeof value !== 'object' || value === null) return false
  return ['code', 'field', 'message'].every((key) => typeof Reflect.get(value, key) === 'string')
}
