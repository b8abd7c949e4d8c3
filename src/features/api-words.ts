import { Failure } from '../domain/failure.ts'

type Words = Readonly<Record<string, string>>

/**
 * Tells a verb's refusal in the partner API's words: a field by the name of its parameter, a code by one that the
 * contract knows. For a promise's `catch`; whatever else was thrown goes on as it is.
 */
export function inApiWords({ fields = {}, codes = {} }: { fields?: Words; codes?: Words }) {
  return (error: unknown): never => {
    if (!(error instanceof Failure) || !error.errors) throw error
    const errors = error.errors.map(({ code, field, message }) => ({
      code: codes[code] ?? code,
      field: fields[field] ?? field,
      message,
    }))
    throw new Failure(error.code, error.message, { errors })
  }
}
