import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import { contractPaths, matchesContract } from './contract.ts'
import type { FuzzOperation } from './fuzz-document.ts'
import type { Draft } from './fuzz-draft.ts'
import { type FuzzWorld, namesIn } from './fuzz-world.ts'

const STATUS: Record<string, number> = {
  BAD_REQUEST: 400,
  UNAUTHORIZED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  METHOD_NOT_ALLOWED: 405,
  CONFLICT: 409,
  UNPROCESSABLE_ENTITY: 422,
}
const REDIRECTS = ['/invoices/{id}/file', '/oauth/authorize']

/** Says what is wrong with an answer, whatever was asked; nothing if it is as it should be. */
export function createJudge(world: FuzzWorld) {
  const { publicUrl } = world.testApp.config
  const known = new Set(contractPaths())
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema(world.document, 'ours')
  const compiled = new Map<string, ValidateFunction>()

  /** Against the partner contract where it knows the operation, against our own document otherwise. */
  function matches(method: string, path: string, status: number, body: unknown): string | undefined {
    const ours = world.document.paths[path]?.[method.toLowerCase()]
    // A method that the path does not have has the envelope of any other failure.
    if (!ours) return matches('GET', '/plans', status, body)
    if (known.has(path) && !isBeyond(body))
      return complaintOf(() => matchesContract(method, path, status, body))
    const named = ours.responses[status] ? String(status) : 'default'
    const parts = [
      'paths',
      path,
      method.toLowerCase(),
      'responses',
      named,
      'content',
      'application/json',
      'schema',
    ]
    const pointer = `ours#/${parts.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`
    const validate = compiled.get(pointer) ?? ajv.compile({ $ref: pointer })
    compiled.set(pointer, validate)
    return validate(body) ? undefined : ajv.errorsText(validate.errors)
  }

  function shapeOf(
    operation: FuzzOperation,
    draft: Draft,
    answer: Response,
    text: string,
  ): string | undefined {
    const { status, headers } = answer
    if (draft.method === 'HEAD') return text === '' ? undefined : 'HEAD with a body'
    if (status === 302) return REDIRECTS.includes(operation.path) ? undefined : 'a redirect'
    if (status === 204 && operation.path === '/oauth/authorize') return undefined
    const type = headers.get('content-type') ?? ''
    if (type.startsWith('text/html') && draft.headers['accept'] === 'text/html') return undefined
    if (!type.startsWith('application/json')) return `${status} is ${type}`
    const body = JSON.parse(text) as { code?: string; requestId?: string; docs?: string }
    if (status >= 400) {
      if (STATUS[body.code ?? ''] !== status) return `code ${body.code}`
      if (body.requestId !== headers.get('x-request-id')) return 'another request id in the header'
      if (!body.docs?.startsWith(`${publicUrl}/docs/errors/`)) return `docs ${body.docs}`
      if (status === 401 && !headers.has('www-authenticate')) return 'no WWW-Authenticate'
      if (status === 405 && !headers.has('allow')) return 'no Allow'
    }
    return matches(draft.method, operation.path, status, body)
  }

  return async (
    operation: FuzzOperation,
    draft: Draft,
    request: Request,
    answer: Response,
  ): Promise<string | undefined> => {
    const text = await answer.text()
    const { status } = answer
    if (status >= 500) return `${status}: ${world.causeOf(answer)}`
    if (status === 429) return 'too many requests'
    const sent =
      decodeURI(encodeURI(request.url)) + JSON.stringify(draft.body ?? '') + JSON.stringify(draft.query)
    const headers = JSON.stringify([...answer.headers])
    const leaked = namesIn(text + headers).filter(
      (name) => world.callers[draft.caller].hidden.has(name) && !sent.includes(name),
    )
    if (leaked.length > 0) return `names what is another's: ${leaked.slice(0, 3).join(', ')}`
    return rightsOf(operation, draft, status) ?? shapeOf(operation, draft, answer, text)
  }
}

/** Events that only who asks for them gets are none of the contract's. */
const isBeyond = (body: unknown): boolean => /^(test|portal)\./.test((body as { topic?: string }).topic ?? '')

/** Whoever may not, never succeeds. */
function rightsOf(
  { needsToken }: FuzzOperation,
  { caller, method }: Draft,
  status: number,
): string | undefined {
  if (!needsToken) return undefined
  // The version, the size of the body and the method are looked at before the token.
  if (['nobody', 'expired'].includes(caller))
    return [400, 401, 405].includes(status) ? undefined : `${status} for ${caller}`
  const isWrite = !['GET', 'HEAD'].includes(method)
  if (caller === 'reader' && isWrite && ![400, 403, 405].includes(status))
    return `${status} for a token that reads only`
  if (caller === 'customer' && isWrite && status < 400) return `${status} for a customer’s token`
  return undefined
}

function complaintOf(check: () => void): string | undefined {
  try {
    check()
    return undefined
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
