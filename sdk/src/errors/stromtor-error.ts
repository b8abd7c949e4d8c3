/**
 * The base of every error this client throws on its own account: `error instanceof StromtorError` catches them all.
 *
 * Thrown as itself when the client is used wrongly (a missing option, an empty id, a browser) or when an answer
 * cannot be understood. No message, property or `cause` ever holds the client secret or an access token.
 *
 * A call that you abort through your own `AbortSignal` rejects with that signal's `reason`, not with a StromtorError.
 */
export class StromtorError extends Error {
  override readonly name: string = 'StromtorError'
}
