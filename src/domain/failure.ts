/** The codes of the partner API's error envelope; http/problem.ts gives each its status. */
export type FailureCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'PAYMENT_REQUIRED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'CONFLICT'
  | 'UNPROCESSABLE_ENTITY'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_SERVER_ERROR'

export interface FieldError {
  code: string
  field: string
  message: string
}

/**
 * An expected failure: something the caller can understand and act on. A verb throws it, the API shows it as the error
 * envelope, the command line as a sentence. Whatever else is thrown is a fault of ours and its message is never shown.
 */
export class Failure extends Error {
  override readonly name = 'Failure'
  readonly code: FailureCode
  readonly errors: readonly FieldError[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: FailureCode,
    message: string,
    options: { errors?: readonly FieldError[]; headers?: Record<string, string> } = {},
  ) {
    super(message)
    this.code = code
    this.errors = options.errors
    this.headers = options.headers ?? {}
  }
}

/** The answer for a missing row and for another organisation's alike. */
export const notFound = (what: string): Failure => new Failure('NOT_FOUND', `${what} not found.`)

/** A business rule that a well-formed request breaks, told at the field it concerns. */
export const unprocessable = (field: string, message: string, code = 'custom'): Failure =>
  new Failure('UNPROCESSABLE_ENTITY', message, { errors: [{ code, field, message }] })

export const badRequest = (field: string, message: string, code = 'custom'): Failure =>
  new Failure('BAD_REQUEST', message, { errors: [{ code, field, message }] })

/** Something that exists once exists already. */
export const conflict = (field: string, message: string, code = 'custom'): Failure =>
  new Failure('CONFLICT', message, { errors: [{ code, field, message }] })
