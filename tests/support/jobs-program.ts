import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll } from 'vitest'

const HERE = import.meta.dirname

/** Bundles jobs-process.ts, which Node alone could not run: mails are written in JSX. Gone after this file's tests. */
export async function buildJobsProgram(): Promise<string> {
  const outfile = join(HERE, `../../.cache/jobs-process-${process.pid}.mjs`)
  afterAll(() => rmSync(outfile, { force: true }))
  await build({
    entryPoints: [join(HERE, 'jobs-process.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    target: 'node24',
    format: 'esm',
    logLevel: 'warning',
  })
  return outfile
}
