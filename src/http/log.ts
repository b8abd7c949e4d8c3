import { destination, pino, type Logger } from 'pino'

/** Fields that could hold a secret or a person; a line that names them keeps the name and loses the value. */
const SECRET_FIELDS = new Set([
  'authorization',
  'cookie',
  'token',
  'token_hash',
  'access_token',
  'refresh_token',
  'client_secret',
  'password',
  'code',
  'link',
  'iban',
  'email',
])

/** Deep enough for what we log: the fields of a line, an object among them, and one more within. */
const DEPTH = 3

/** Lines are gathered to writes of 8 KB or of a quarter of a second, whichever comes first. */
const OUTPUT = { dest: 1, sync: false, minLength: 8192, periodicFlush: 250 }

/** Values that betray themselves by their form, wherever in a message or an error they stand. */
const PATTERNS: [RegExp, string][] = [
  [/(token_hash=)[^&\s"']+/g, '$1[redacted]'],
  [/\bBearer\s+[\w.~+/-]+=*/gi, 'Bearer [redacted]'],
  [/\bBasic\s+[\w+/-]+=*/gi, 'Basic [redacted]'],
  [/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b/g, '[iban]'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '[email]'],
]

export function redact(text: string): string {
  return PATTERNS.reduce((redacted, [pattern, replacement]) => redacted.replace(pattern, replacement), text)
}

export interface LogOptions {
  level: string
  /** Where lines go; standard output unless a test listens. */
  stream?: { write: (line: string) => void }
}

/** JSON lines without tokens, IBANs and e-mail addresses. */
export function createLog({ level, stream = destination(OUTPUT) }: LogOptions): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // pino's own `redact` copies every line for each of its paths: a tenth of a request's time.
      formatters: { log: (fields) => withoutSecrets(fields, DEPTH) },
      serializers: { err: serializeError },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((arg) => (typeof arg === 'string' ? redact(arg) : arg)) as typeof args)
        },
      },
    },
    stream,
  )
}

/** An error's own message may quote a row: it is redacted, and a database error's `detail` is left out. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return redact(String(error))
  return {
    type: error.name,
    message: redact(error.message),
    stack: error.stack && redact(error.stack),
    ...('code' in error && { sqlState: error.code }),
    ...(error.cause !== undefined && { cause: serializeError(error.cause) }),
  }
}

function withoutSecrets(fields: Record<string, unknown>, depth: number): Record<string, unknown> {
  let safe = fields
  for (const [name, value] of Object.entries(fields)) {
    let kept = value
    if (SECRET_FIELDS.has(name)) kept = '[redacted]'
    else if (depth > 1 && isPlainObject(value)) kept = withoutSecrets(value, depth - 1)
    if (kept !== value) safe = { ...safe, [name]: kept }
  }
  return safe
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
