import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { type Measured, measured } from './measured.ts'

/** One phase of load over HTTP, as it is handed to the process that makes it. */
export interface LoadJob {
  port: number
  /** The Host header. */
  host: string
  connections: number
  milliseconds: number
  requests:
    | { kind: 'mint'; accessToken: string; customers: number }
    /** Each token is opened once. */
    | { kind: 'redeem'; tokens: string[] }
}

export interface LoadAnswer {
  latenciesMs: Float64Array
  elapsedMs: number
  /** Answers other than the expected one by status, `error` for broken connections. */
  unexpected: Record<string, number>
}

export interface LoadGenerator {
  run: (job: LoadJob) => Promise<Measured>
  close: () => void
}

/** A process of its own, so that making the load and measuring it takes no time from the server's process. */
export function createLoadGenerator(): LoadGenerator {
  const child = fork(join(import.meta.dirname, 'load-generator.ts'), { serialization: 'advanced' })
  const ended = once(child, 'exit').then(() => {
    throw new Error('The load generator ended before its work was done.')
  })
  ended.catch(() => undefined)
  return {
    async run(job) {
      const answered = once(child, 'message') as Promise<[LoadAnswer]>
      child.send(job)
      const [{ latenciesMs, elapsedMs, unexpected }] = await Promise.race([answered, ended])
      if (Object.keys(unexpected).length > 0) {
        throw new Error(
          `Under ${job.requests.kind} load came other answers than expected: ${JSON.stringify(unexpected)}`,
        )
      }
      return measured(latenciesMs, elapsedMs)
    },
    close: () => child.connected && child.disconnect(),
  }
}
