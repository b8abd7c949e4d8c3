import type { OperatorDeps } from './deps.ts'
import { EXIT, outcomeOf } from './exit-codes.ts'
import { createProgram } from './program.ts'

/** Runs one command (the arguments without node and script) and answers the code to exit with. */
export async function run(args: readonly string[], deps: OperatorDeps): Promise<number> {
  try {
    await createProgram(deps).parseAsync(args, { from: 'user' })
    return EXIT.ok
  } catch (error) {
    const { exitCode, lines } = outcomeOf(error)
    for (const line of lines) deps.err(`${line}\n`)
    return exitCode
  }
}
