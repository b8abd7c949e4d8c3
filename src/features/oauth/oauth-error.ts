import { Failure, type FailureCode, type FieldError } from '../../domain/failure.ts'

/** The error codes of RFC 6749 section 5.2 that the token endpoint answers. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unsupported_grant_type'
  | 'unauthorized_client'

/**
 * A refusal by the token endpoint: the partner API's envelope, with `error` and `error_description` beside it, so that
 * both a client of our contract and any OAuth library understand it.
 */
export class OAuthError extends Failure {
  readonly error: OAuthErrorCode

  /** @param at the field it is about, or whatever is wrong with each field. */
  constructor(error: OAuthErrorCode, message: string, at: string | readonly FieldError[] = FIELD[error]) {
    const code: FailureCode = error === 'invalid_client' ? 'UNAUTHORIZED' : 'BAD_REQUEST'
    super(code, message, {
      errors: typeof at === 'string' ? [{ code: 'custom', field: at, message }] : at,
      ...(error === 'invalid_client' && {
        headers: { 'WWW-Authenticate': 'Basic realm="oauth", charset="UTF-8"' },
      }),
    })
    this.error = error
  }
}

const FIELD: Record<OAuthErrorCode, string> = {
  invalid_request: 'grant_type',
  invalid_client: 'authorization',
  invalid_grant: 'refresh_token',
  invalid_scope: 'scope',
  unsupported_grant_type: 'grant_type',
  unauthorized_client: 'grant_type',
}
