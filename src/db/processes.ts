import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { errorCode } from './error-code.ts'

const run = promisify(execFile)

/** Whether a process of this id runs. A zombie does not: it only waits for a parent that may never ask. */
export async function isAlive(pid: number): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it runs, under another account.
    if (errorCode(error) !== 'EPERM') return false
  }
  const state = (await statFields(pid))?.[0]
  // Where there is /proc, who is not in it any more has gone since the first question.
  if (state === undefined) return process.platform !== 'linux'
  return state !== 'Z' && state !== 'X'
}

/**
 * When the process started, in the system's own notation, or undefined if it doesn't run. Process ids are used again,
 * and only the id with the start time names one process for good.
 */
export async function startTime(pid: number): Promise<string | undefined> {
  const fields = await statFields(pid)
  return fields?.[19] ?? ps(pid, 'lstart=')
}

/** The arguments a process was started with, joined by spaces; empty if it doesn't run or hides them. */
export async function commandLine(pid: number): Promise<string> {
  try {
    return (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim()
  } catch {
    return (await ps(pid, 'command=')) ?? ''
  }
}

/** Linux: the fields of /proc/<pid>/stat from the state on. The program's name before them may hold spaces and brackets. */
async function statFields(pid: number): Promise<string[] | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return undefined
  }
}

async function ps(pid: number, column: string): Promise<string | undefined> {
  if (process.platform === 'linux') return undefined
  try {
    return (await run('ps', ['-o', column, '-p', String(pid)])).stdout.trim() || undefined
  } catch {
    return undefined
  }
}
