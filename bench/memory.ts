import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

const MEBIBYTE = 1024 * 1024

/** Resident memory of a process in MB: on Linux the most it ever had (VmHWM), elsewhere what it has now. */
export async function residentMb(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]
  const kibibytes = peak ?? (await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)])).stdout.trim()
  return (Number(kibibytes) * 1024) / MEBIBYTE
}
