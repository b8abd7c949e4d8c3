// npm run stromtor -- …: the command line. It prints nothing of its own on standard output, so that --json stays clean.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { ensureBuilt } from './build.mjs'
import { environment, giveUp, NODE, ROOT, setUp } from './setup.mjs'

try {
  await setUp()
  await ensureBuilt()
  // A small young generation: a long import is no slower with it and holds a hundred megabytes less.
  const child = spawn(
    NODE,
    [
      '--enable-source-maps',
      '--max-semi-space-size=8',
      join(ROOT, 'dist', 'stromtor.js'),
      ...process.argv.slice(2),
    ],
    {
      stdio: 'inherit',
      env: environment(),
    },
  )
  // From the terminal it hears of Ctrl-C itself; what is sent to us alone we hand on.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.once('exit', (code, signal) => (process.exitCode = signal ? 1 : (code ?? 1)))
} catch (error) {
  giveUp(error)
}
