// The running product: the server, and in the demo the partner's app beside it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { environment, NODE, ROOT, say } from './setup.mjs'

/** The young generation of the heap else grows to 128 MB; the Dockerfile starts the server with the same options. */
export const YOUNG_HEAP = '--max-semi-space-size=32'

/** Longer than the server gives its running requests and its database. */
const PATIENCE_MS = 35_000
const PRELOAD = new URL('./served-part.mjs', import.meta.url).href

/**
 * Runs the product until it is told to stop, and answers the exit code: 0 after Ctrl-C or SIGTERM, else that of the part that ended by
 * itself, which takes the other one with it.
 */
export async function serve({ env = process.env, onReady = () => {} } = {}) {
  const isDemo = !env.DATABASE_URL && env.NODE_ENV !== 'production'
  const port = env.PORT || '4000'
  const partnerPort = env.PARTNER_PORT || '4001'
  const parts = []
  let exitCode
  const stop = (code) => {
    exitCode ??= code
    for (const part of parts) part.end()
  }
  const stopWith = async (part, name) => {
    const { code, signal } = await part.ended
    if (exitCode !== undefined) return
    say(`${name} ended (${signal ?? `exit code ${code}`}): stopping.`)
    stop(code || 1)
  }
  const start = (name, file, extra) => {
    const part = startPart(file, { ...env, ...extra })
    parts.push(part)
    void stopWith(part, name)
    return part
  }

  // Parts are not in the terminal's process group: Ctrl-C reaches us alone, and each of them hears of it once, from us.
  const onSignal = () => stop(0)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
  const server = start('The server', 'dist/main.js', {})
  if ((await server.listens(port)) && isDemo && exitCode === undefined) {
    const partner = start('The partner app', 'examples/partner-app/dist/main.js', {
      STROMTOR_URL: `http://localhost:${port}`,
      PARTNER_PORT: partnerPort,
    })
    if ((await partner.listens(partnerPort)) && exitCode === undefined) onReady({ port, partnerPort })
  }
  while (parts.some((part) => part.isRunning())) await Promise.all(parts.map((part) => part.ended))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, onSignal)
  return exitCode ?? 1
}

function startPart(file, env) {
  const child = spawn(NODE, ['--enable-source-maps', YOUNG_HEAP, '--import', PRELOAD, join(ROOT, file)], {
    cwd: ROOT,
    env: { ...environment(), ...env },
    detached: true,
    // By the channel a part tells where it listens, and learns that we are gone when it closes.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  const ports = new Set()
  child.on('message', (message) => ports.add(String(message.port)))
  return {
    isRunning,
    ended,
    /** Waits as long as the part runs: a first start creates the demo world, and says so itself. */
    async listens(port) {
      while (isRunning() && !ports.has(port)) await Promise.race([once(child, 'message'), ended])
      return isRunning()
    },
    end() {
      if (!isRunning()) return
      child.kill('SIGTERM')
      setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref()
    },
  }
}
