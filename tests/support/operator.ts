import { Temporal } from 'temporal-polyfill'
import { createDatabase, type Db } from '../../src/db/database.ts'
import type { OperatorDeps } from '../../src/operator/deps.ts'
import { run } from '../../src/operator/run.ts'
import { testDatabase } from './database.ts'

export interface Ran {
  exitCode: number
  out: string
  err: string
}

/** The command line in this process, on the test file's own database, with what it writes caught. */
export async function createOperator(overrides: Partial<OperatorDeps> = {}) {
  const { pool } = await testDatabase()
  const db: Db = createDatabase(pool)

  async function operator(...args: string[]): Promise<Ran> {
    const written = { out: '', err: '' }
    const exitCode = await run(args, {
      database: () => Promise.resolve(db),
      config: () => ({
        isHttps: true,
        portalDomain: 'portal.example.com',
        checkoutDomain: 'checkout.example.com',
        signingKeysFile: '/nowhere/keys.json',
        smtpUrl: 'smtp://mail.example.com',
      }),
      version: '1.2.3',
      now: () => Temporal.Now.instant(),
      out: (text) => (written.out += text),
      err: (text) => (written.err += text),
      ...overrides,
    })
    return { exitCode, ...written }
  }

  /** Runs with --json, expects success and answers the value. */
  async function json(...args: string[]): Promise<unknown> {
    const { exitCode, out, err } = await operator(...args, '--json')
    if (exitCode !== 0) throw new Error(`${args.join(' ')} exited with ${exitCode}: ${err}`)
    return JSON.parse(out)
  }

  return { operator, json, db, pool }
}

/** The id of what a command made. */
export function idOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'id' in value && typeof value.id === 'string')
    return value.id
  throw new Error(`No id in ${JSON.stringify(value)}`)
}

/** A command line as a person types it; double quotes keep words together. */
export const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '')
