import { Failure } from '../../domain/failure.ts'

/** A file that cannot be read as a whole; whoever knows its name puts it in front. Lines count from 1. */
export function fileRefused(message: string, line?: number): Failure {
  return new Failure('UNPROCESSABLE_ENTITY', line === undefined ? message : `line ${line}: ${message}`)
}
