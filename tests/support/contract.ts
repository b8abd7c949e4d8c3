import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { expect } from 'vitest'

/** The partner contract as its clients know it, apart from our own schemas: what they rely on is checked by it alone. */
interface Contract {
  paths: Record<string, Record<string, { responses: Record<string, Answer> }>>
  components: {
    schemas: {
      Error: { properties: { errors: { items: { properties: { code: { enum: string[] } } } } } }
    }
  }
}

interface Answer {
  content?: Record<string, { schema: object }>
}

// OpenAPI 3.0 writes "or null" as a member of `anyOf` that is nullable and nothing else; JSON Schema gives it a type.
const document = JSON.parse(
  readFileSync(new URL('../contract/2026-05-27.curie.json', import.meta.url), 'utf8'),
  (key, value: unknown) =>
    key === 'anyOf' && Array.isArray(value)
      ? value.map((one: object) => (onlyNullable(one) ? { type: 'null' } : one))
      : key === 'additionalProperties' && onlyNullable(value)
        ? true
        : value,
) as Contract & object

function onlyNullable(schema: unknown): boolean {
  return JSON.stringify(schema) === '{"nullable":true}'
}

const ajv = new Ajv({ strict: false, allErrors: true })
formats.default(ajv)
ajv.addSchema(document, 'contract')

/** Every code that `errors` may hold. */
export const contractErrorCodes = (): string[] =>
  document.components.schemas.Error.properties.errors.items.properties.code.enum

/** Every path of the contract, as it writes them. */
export const contractPaths = (): string[] => Object.keys(document.paths)

const compiled = new Map<string, ValidateFunction>()

/**
 * Expects an answer to be what the contract says of `method path`, with the path as the contract writes it
 * (`/customers/{id}`): the shape of a success, or the envelope of an error.
 */
export function matchesContract(method: string, path: string, status: number, body: unknown): void {
  const validate = validatorOf(method.toLowerCase(), path, status)
  if (!validate(body)) {
    expect.fail(
      `${method} ${path} answered ${status} with what the contract does not allow:\n${ajv.errorsText(validate.errors, { separator: '\n' })}\n${JSON.stringify(body, null, 1).slice(0, 2000)}`,
    )
  }
}

function validatorOf(method: string, path: string, status: number): ValidateFunction {
  const answers = document.paths[path]?.[method]?.responses
  if (!answers) throw new Error(`The contract has no ${method} ${path}.`)
  const named = answers[status] ? String(status) : 'default'
  const pointer = ['paths', path, method, 'responses', named, 'content', 'application/json', 'schema']
  const reference = `contract#/${pointer.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
  const known = compiled.get(reference) ?? ajv.compile({ $ref: reference })
  compiled.set(reference, known)
  return known
}
