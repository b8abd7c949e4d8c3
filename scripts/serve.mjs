// The running product: the server, and in the demo the partner's app beside it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { environment, NODE, ROOT, say } from './setup.mjs'

/** Longer than the server gives its running requests and its database. */
const PATIENCE_MS = 35_000
const FOLLOW = new URL('./follow-starter.mjs', import.meta.url).href

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
  const start = (name, file, extra) => {
    const part = startPart(file, { ...env, ...extra })
    parts.push(part)
    void part.ended.then(({ code, signal }) => {
      if (exitCode !== undefined) return
      say(`${name} ended (${signal ?? `exit code ${code}`}): stopping.`)
      stop(code || 1)
    })
    return part
  }

  // Parts are not in the terminal's process group: Ctrl-C reaches us alone, and each of them hears of it once, from us.
  const onSignal = () => stop(0)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal)
  const server = start('The server', 'dist/main.js', {})
  if (isDemo && (await answers(server, `http://127.0.0.1:${port}/ready`)) && exitCode === undefined) {
    const partner = start('The partner app', 'examples/partner-app/dist/main.js', {
      STROMTOR_URL: `http://localhost:${port}`,
      PARTNER_PORT: partnerPort,
    })
    if ((await answers(partner, `http://127.0.0.1:${partnerPort}/`)) && exitCode === undefined)
      onReady({ port, partnerPort })
  }
  while (parts.some((part) => part.isRunning())) await Promise.all(parts.map((part) => part.ended))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, onSignal)
  return exitCode ?? 1
}

function startPart(file, env) {
  const child = spawn(NODE, ['--enable-source-maps', '--import', FOLLOW, join(ROOT, file)], {
    cwd: ROOT,
    env: { ...environment(), ...env },
    detached: true,
    // The channel carries no messages: that it closes tells the part that we are gone.
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  const isRunning = () => child.exitCode === null && child.signalCode === null
  const ended = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
  const end = () => {
    if (!isRunning()) return
    child.kill('SIGTERM')
    setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS).unref()
  }
  return { isRunning, ended, end }
}

/** Waits as long as the part runs: a first start creates the demo world, and says so itself. */
async function answers(part, url) {
  while (part.isRunning()) {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    await response?.body?.cancel()
    if (response?.ok) return true
    await delay(50)
  }
  return false
}
