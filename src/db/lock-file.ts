import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { isAlive, startTime } from './processes.ts'
import { z } from 'zod'
import { errorCode } from './error-code.ts'

const holderShape = z.object({ pid: z.number(), startTime: z.string().optional() })
type Holder = z.infer<typeof holderShape>

export interface LockOptions {
  /** How long to wait for another process that holds it. */
  timeoutMs: number
  /** Called once if it has to wait. */
  onWait?: () => void
}

/**
 * Holds a lock that is a file naming its process, and answers how to let go. What a killed process left behind is taken over,
 * also when its process id meanwhile belongs to another program.
 *
 * @throws if another running process keeps it longer than the timeout.
 */
export async function holdLock(
  path: string,
  { timeoutMs, onWait }: LockOptions,
): Promise<() => Promise<void>> {
  const deadline = Date.now() + timeoutMs
  const own = `${path}.${randomUUID()}`
  const holder = { pid: process.pid, startTime: await startTime(process.pid) }
  await writeFile(own, JSON.stringify(holder), { flag: 'wx', mode: 0o600 })
  let waited = false
  try {
    for (;;) {
      // A link is made whole or not at all: nobody ever reads a lock without its holder.
      if (await linked(own, path)) return () => rm(path, { force: true })
      const seen = await readLock(path)
      if (seen === undefined || (await isStale(seen))) {
        if (seen !== undefined) await takeAway(path, seen)
        continue
      }
      if (Date.now() > deadline) {
        throw new Error(`Another process (${parse(seen)?.pid}) has held ${path} for too long.`)
      }
      if (!waited) onWait?.()
      waited = true
      await delay(50)
    }
  } finally {
    await rm(own, { force: true })
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

async function readLock(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

function parse(text: string): Holder | undefined {
  try {
    return holderShape.parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

async function isStale(text: string): Promise<boolean> {
  const holder = parse(text)
  if (holder === undefined || !(await isAlive(holder.pid))) return true
  return (await startTime(holder.pid)) !== holder.startTime
}

/** Of two processes that found the same stale lock, the slower one may get hold of the faster one's fresh lock: it goes back. */
async function takeAway(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return
    throw error
  }
  if ((await readFile(aside, 'utf8')) !== stale) await linked(aside, path)
  await rm(aside)
}
