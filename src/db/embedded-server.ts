import { spawn, type ChildProcess } from 'node:child_process'
import { open, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { accountOptions } from './embedded-account.ts'
import type { Binaries } from './embedded-binaries.ts'
import type { Place } from './embedded-place.ts'
import { commandLine, isAlive } from './processes.ts'
import { errorCode } from './error-code.ts'

/** A running PostgreSQL server, our child or one that an earlier process of ours left behind. */
export interface Server {
  pid: number
  port: number
  /** Whether it ended already. */
  isRunning: () => Promise<boolean>
}

const LARGEST_LOG_BYTES = 10_000_000

/**
 * The server that already runs on the cluster. The process named in postmaster.pid counts only if its command line
 * says so too: after a crash that id may belong to any other program.
 */
export async function findServer(cluster: string): Promise<Server | undefined> {
  const found = await readPidFile(cluster)
  if (found === undefined || !(await isServerOf(found.pid, cluster))) return undefined
  const isRunning = () => isServerOf(found.pid, cluster)
  while (await isRunning()) {
    const now = await readPidFile(cluster)
    if (now?.ready) return { pid: now.pid, port: now.port, isRunning }
    await delay(20)
  }
  return undefined
}

interface PidFile {
  pid: number
  port: number
  ready: boolean
}

/** The lines of postmaster.pid: process, data directory, start time, port, socket directory, address, shared memory, status. */
async function readPidFile(cluster: string): Promise<PidFile | undefined> {
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n')
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 0) return undefined
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
}

async function isServerOf(pid: number, cluster: string): Promise<boolean> {
  return (await isAlive(pid)) && `${await commandLine(pid)} `.includes(` -D ${cluster} `)
}

/**
 * Starts the server on a free port of the loopback address and waits until it accepts connections.
 *
 * @throws with the server's own reason if it ends before that.
 */
export async function startServer(
  place: Place,
  binaries: Binaries,
  settings: Record<string, string>,
): Promise<Server> {
  await disownPidFile(place.cluster)
  const logFile = join(place.directory, 'server.log')
  await turnLog(logFile)
  const deadline = Date.now() + 30_000
  for (;;) {
    const port = await freePort()
    const start = await sizeOf(logFile)
    const child = await launch(place, binaries, logFile, { ...settings, port: String(port) })
    const server = await untilReady(child, place.cluster, port)
    if (server !== undefined) return server
    const said = (await readFile(logFile, 'utf8')).slice(start)
    // Someone else took the port in between, or backends of a killed server are still finishing: both pass.
    const passes =
      /Address already in use|pre-existing shared memory block|lock file "postmaster.pid" already exists/i.test(
        said,
      )
    if (!passes || Date.now() > deadline)
      throw new Error(`PostgreSQL did not start: ${reason(said)} (see ${logFile})`)
    await delay(100)
  }
}

async function launch(
  { cluster, account }: Place,
  binaries: Binaries,
  logFile: string,
  settings: Record<string, string>,
): Promise<ChildProcess> {
  const all: Record<string, string> = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    cluster_name: 'stromtor',
    // The detail of an error holds the values of the row, which have no place in a log.
    log_error_verbosity: 'terse',
    ...settings,
  }
  const args = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const log = await open(logFile, 'a', 0o600)
  try {
    // Detached: Ctrl-C in the terminal reaches us alone, and we stop it when our last request is answered.
    const child = spawn(join(binaries.directory, 'bin', 'postgres'), ['-D', cluster, ...args], {
      ...accountOptions(account),
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    await new Promise((resolve, reject) => child.once('spawn', () => resolve(child)).once('error', reject))
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

async function untilReady(child: ChildProcess, cluster: string, port: number): Promise<Server | undefined> {
  const pid = child.pid ?? 0
  const isRunning = async () => child.exitCode === null && child.signalCode === null
  while (await isRunning()) {
    const file = await readPidFile(cluster)
    if (file?.pid === pid && file.ready) return { pid, port, isRunning }
    await delay(20)
  }
  return undefined
}

/**
 * A postmaster.pid whose process id now belongs to another program of the same account, or to a zombie, would keep the server from
 * starting. It ignores an id that is its own parent's, so we put ours in. The file itself must stay: its line about the shared
 * memory keeps a second server off the data while backends of a killed one are still writing.
 */
async function disownPidFile(cluster: string): Promise<void> {
  const path = join(cluster, 'postmaster.pid')
  const text = await readFile(path, 'utf8').catch(() => '')
  if (text !== '') await writeFile(path, text.replace(/^-?\d+/, String(process.pid)))
}

/** Ends the server: open transactions are rolled back, nothing that was committed is lost. Harsher if that takes too long. */
export async function stopServer(server: Server, patienceMs = 10_000): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!(await server.isRunning())) return
    try {
      process.kill(server.pid, signal)
    } catch (error) {
      if (errorCode(error) !== 'ESRCH') throw error
    }
    const deadline = Date.now() + patienceMs
    while (Date.now() < deadline) {
      if (!(await server.isRunning())) return
      await delay(20)
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}

async function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    (found) => found.size,
    () => 0,
  )
}

async function turnLog(path: string): Promise<void> {
  if ((await sizeOf(path)) > LARGEST_LOG_BYTES) await rename(path, `${path}.1`)
}

function reason(log: string): string {
  const lines = log.trim().split('\n')
  return (lines.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? '').replace(
    /^.*?(FATAL|PANIC|ERROR): +/,
    '',
  )
}
