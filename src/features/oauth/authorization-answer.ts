/** The refusals of RFC 6749 section 4.1.2.1 that an app is told. */
export type AuthorizationError =
  | 'invalid_request'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'access_denied'
  | 'temporarily_unavailable'

export interface AuthorizationAnswer {
  redirectUri: string
  /** As it was sent, the empty one too; absent when none was. */
  state: string | undefined
  /** Who answers (RFC 9207): an app of several servers tells by it whose code it was given. */
  issuer: string
}

/** Where the customer's browser goes on to with the answer: the app's address, its own query kept as it stands. */
export function answerUri(
  { redirectUri, state, issuer }: AuthorizationAnswer,
  answer: { code: string } | { error: AuthorizationError; error_description: string },
): string {
  const query = new URLSearchParams({ ...answer, ...(state !== undefined && { state }), iss: issuer })
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query}`
}
