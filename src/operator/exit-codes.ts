import { CommanderError } from 'commander'
import { ZodError } from 'zod'
import { ConfigError } from '../config.ts'
import { errorCode } from '../db/error-code.ts'
import { Failure, type FailureCode } from '../domain/failure.ts'
import { flagOf, InvalidInput, type Problem } from './input.ts'

export const EXIT = { ok: 0, unexpected: 1, usage: 2, notFound: 3, conflict: 4 } as const

export const EXIT_CODES_HELP = `
Exit codes:
  0  done
  1  unexpected: the database cannot be reached, a file cannot be written, a fault of ours
  2  usage: an unknown command or option, or invalid input; every bad field is named
  3  not found: an organisation, plan, client or file of keys that does not exist
  4  conflict: a slug, domain, client id, e-mail or external id that is taken, or something done before
`

const OF_FAILURE: Partial<Record<FailureCode, number>> = {
  BAD_REQUEST: EXIT.usage,
  UNPROCESSABLE_ENTITY: EXIT.usage,
  NOT_FOUND: EXIT.notFound,
  CONFLICT: EXIT.conflict,
}

/** What a person is told about a failed command, and the code it exits with. */
export interface Outcome {
  exitCode: number
  lines: string[]
}

export function outcomeOf(error: unknown): Outcome {
  // Commander has written its own message, or the help that was asked for.
  if (error instanceof CommanderError)
    return { exitCode: error.exitCode === 0 ? EXIT.ok : EXIT.usage, lines: [] }
  if (error instanceof ConfigError) return { exitCode: EXIT.usage, lines: [error.message] }
  if (error instanceof InvalidInput) return { exitCode: EXIT.usage, lines: told(error.problems) }
  if (error instanceof Failure) {
    const exitCode = OF_FAILURE[error.code] ?? EXIT.unexpected
    const problems = (error.errors ?? []).map(({ field, message }) => ({ flag: flagOf(field), message }))
    return {
      exitCode,
      lines: problems.length > 0 ? told(problems) : [`Not done: ${error.message}`],
    }
  }
  if (error instanceof ZodError) {
    const problems = error.issues.map(({ path, message }) => ({ flag: flagOf(path.join('.')), message }))
    return { exitCode: EXIT.usage, lines: told(problems) }
  }
  if (isUniqueViolation(error)) {
    return {
      exitCode: EXIT.conflict,
      lines: ['Not done: something of that name was made at the same moment.'],
    }
  }
  return { exitCode: EXIT.unexpected, lines: unexpected(error) }
}

function told(problems: readonly Problem[]): string[] {
  const lines = problems.map(({ flag, message }) => `${flag}: ${message}`)
  return lines.length === 1 ? [`Not done: ${lines[0]}`] : ['Not done:', ...lines.map((line) => `  ${line}`)]
}

/** PostgreSQL's unique_violation: two commands raced for one name, and this one lost. */
const isUniqueViolation = (error: unknown): boolean => errorCode(error) === '23505'

/** The operator is the one person to whom the inner cause is of use. */
function unexpected(error: unknown): string[] {
  const lines: string[] = []
  for (let cause = error; cause !== undefined; cause = cause instanceof Error ? cause.cause : undefined) {
    lines.push(`${lines.length === 0 ? 'Failed' : '  because'}: ${messageOf(cause)}`)
  }
  return lines
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return error.errors.map(messageOf).join('; ')
  if (error instanceof Error) return error.message || error.name
  return String(error)
}
