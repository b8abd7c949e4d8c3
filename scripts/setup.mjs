// Runs on whatever Node (20 or newer) the machine has, before anything is installed: only Node's own modules here.
import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** The Node that everything but these scripts runs on: pinned as the npm package `node`. */
export const NODE = join(ROOT, 'node_modules', '.bin', 'node')
const NODE_MAJOR = 24

/** Whoever starts a script finds the installed programs, and Node 24 as `node`. */
export function environment(extra = {}) {
  return { ...process.env, PATH: `${join(ROOT, 'node_modules', '.bin')}:${process.env.PATH ?? ''}`, ...extra }
}

/** Says something to the person who waits. On standard error, so that a command's own output stays clean. */
export function say(message) {
  process.stderr.write(`${message}\n`)
}

/** Ends the process with one sentence instead of a stack trace. */
export function giveUp(error) {
  say(error instanceof Error ? error.message : String(error))
  process.exit(1)
}

/** Installs from the lockfile if node_modules is missing or no longer what the lockfile says. */
export async function setUp() {
  if (isInstalled() && hasNode()) return
  await withLock('setup', 'Another set-up is running: waiting for it.', async () => {
    // It may have been done while we waited.
    if (!isInstalled() || !hasNode()) await install()
  })
  if (!hasNode()) {
    throw new Error(
      `The npm package "node" did not bring Node ${NODE_MAJOR} for ${process.platform} on ${process.arch}: delete node_modules and try again with npm 10 or newer, install scripts allowed.`,
    )
  }
}

/** npm writes node_modules/.package-lock.json as its last step; what it lists must be what our lockfile wants. */
function isInstalled() {
  let wanted, found
  try {
    wanted = readPackages('package-lock.json')
    found = readPackages(join('node_modules', '.package-lock.json'))
  } catch {
    return false
  }
  return Object.entries(wanted).every(([path, pack]) => {
    // '' is this project itself, a path outside node_modules one of its workspaces.
    if (!path.includes('node_modules/')) return true
    const entry = found[path]
    if (entry === undefined) return pack.optional === true && !isForThisMachine(pack)
    return entry.link === pack.link && entry.version === pack.version && entry.integrity === pack.integrity
  })
}

/** npm leaves out what is for other systems, and says nothing if it failed to fetch what is for this one. */
function isForThisMachine({ os, cpu, libc }) {
  return os?.includes(process.platform) === true && cpu?.includes(process.arch) === true && libc === undefined
}

function readPackages(path) {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8')).packages
}

function hasNode() {
  try {
    const version = execFileSync(NODE, ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return version.startsWith(`v${NODE_MAJOR}.`)
  } catch {
    return false
  }
}

async function install() {
  say('Installing what package-lock.json lists (npm ci); this takes a minute or two the first time.')
  const started = Date.now()
  const ticker = setInterval(
    () => say(`  still installing, ${Math.round((Date.now() - started) / 1000)} s`),
    10_000,
  )
  try {
    // Build tools are needed to start, so development packages come along even where NODE_ENV is production.
    await run('npm', [
      'ci',
      '--include=dev',
      '--include=optional',
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
    ])
  } catch (error) {
    throw new Error(
      `The installation failed (${error.message}): see npm's words above, then run the same command again.`,
      { cause: error },
    )
  } finally {
    clearInterval(ticker)
  }
  say(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`)
}

/** Runs a program to its end, its output going to standard error. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2], env: environment(), ...options })
    child.once('error', (error) => reject(new Error(`${command}: ${error.message}`)))
    child.once('close', (code, signal) => {
      if (code === 0) resolve()
      else reject(new Error(`${command} ended with ${signal ?? code}`))
    })
  })
}

/** Two commands started at once must not install or build into each other's folders. A killed one's lock is taken over. */
export async function withLock(name, waiting, work) {
  const lock = join(ROOT, '.cache', `${name}-lock`)
  mkdirSync(join(ROOT, '.cache'), { recursive: true })
  for (let waited = false; !take(lock); waited = true) {
    if (!waited) say(waiting)
    await delay(200)
  }
  try {
    return await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  if (!isHeld(lock)) rmSync(lock, { force: true })
  return false
}

function isHeld(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'))
    if (pid > 0) process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  setUp().catch(giveUp)
}
