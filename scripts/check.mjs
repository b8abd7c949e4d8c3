// npm run check: everything that reads the code without running it. All of them run, also when one complains.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { availableParallelism } from 'node:os'
import { environment, giveUp, ROOT, setUp } from './setup.mjs'

const bin = (name) => join(ROOT, 'node_modules', '.bin', name)
const CHECKS = [
  ['types', bin('tsc'), '--noEmit', '-p', 'tsconfig.json'],
  ['types of the SDK tests', bin('tsc'), '--noEmit', '-p', 'sdk/test/tsconfig.json'],
  ['types of the example tests', bin('tsc'), '--noEmit', '-p', 'examples/partner-app/test/tsconfig.json'],
  ['lint', bin('oxlint'), '--type-aware', '--deny-warnings'],
  ['format', bin('oxfmt'), '--check'],
  ['unused code', bin('knip')],
]

function check([name, command, ...args]) {
  return new Promise((resolve) => {
    const started = Date.now()
    let output = ''
    const child = spawn(command, args, { cwd: ROOT, env: environment(), stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    const end = (ok) => {
      process.stdout.write(
        `${ok ? 'ok    ' : 'FAILED'}  ${name} (${((Date.now() - started) / 1000).toFixed(1)} s)\n`,
      )
      if (!ok) process.stdout.write(`${output.trim()}\n\n`)
      resolve(ok)
    }
    child.once('error', (error) => {
      output += error.message
      end(false)
    })
    child.once('close', (code) => end(code === 0))
  })
}

try {
  await setUp()
  // The SDK and the example are compiled by their build; others read the types it writes.
  const built = await check([
    'types of the SDK and the example',
    bin('tsc'),
    '--build',
    'sdk',
    'examples/partner-app',
  ])
  const queue = [...CHECKS]
  const results = [built]
  const worker = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) results.push(await check(next))
  }
  await Promise.all(Array.from({ length: availableParallelism() }, worker))
  process.exitCode = results.every(Boolean) ? 0 : 1
} catch (error) {
  giveUp(error)
}
