import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdir, open, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { accountOptions } from './embedded-account.ts'
import type { Binaries } from './embedded-binaries.ts'
import type { Place } from './embedded-place.ts'
import { errorCode } from './error-code.ts'

/** The database's own superuser, and the product's database; no account of the system has this name. */
export const ROLE = 'stromtor'

export function serverAddress(port: number, password: string, database = ROLE): string {
  return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`
}

/**
 * Sees to it that the place holds a finished cluster of our version. A new one is made beside and then renamed, so that a cluster
 * is whole or not there: what a killed start left behind is deleted and made again.
 *
 * @throws in one sentence if the cluster is of another major version, or can't be made.
 */
export async function ensureCluster(
  place: Place,
  binaries: Binaries,
  options: { password: string; durable: boolean; log: (message: string) => void },
): Promise<void> {
  const made = await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch(() => '')
  const ours = binaries.version.split('.')[0] ?? ''
  if (made.trim() === ours) return
  if (made !== '') {
    throw new Error(
      `The database in ${place.cluster} was made by PostgreSQL ${made.trim()} and this version of Stromtor brings PostgreSQL ${ours}: dump it with the earlier version of Stromtor and restore it here, or set DATA_DIR to another folder.`,
    )
  }
  await setAside(place, options.log)
  options.log(`Creating the database in ${place.directory}`)
  await createCluster(place, binaries, options)
}

/** A cluster without PG_VERSION is none of ours, but whatever it is, it isn't ours to delete. */
async function setAside({ cluster }: Place, log: (message: string) => void): Promise<void> {
  const entries = await readdir(cluster).catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  })
  if (entries === undefined) return
  if (entries.length === 0) return rm(cluster, { recursive: true })
  const aside = `${cluster}.unfinished-${Date.now()}`
  await rename(cluster, aside)
  log(`What was in ${cluster} is no finished database and is now in ${aside}`)
}

async function createCluster(
  { directory, cluster, account }: Place,
  binaries: Binaries,
  { password, durable }: { password: string; durable: boolean },
): Promise<void> {
  await removeUnfinished(directory)
  const unfinished = `${cluster}.new-${randomBytes(4).toString('hex')}`
  const passwordFile = `${unfinished}.password`
  await mkdir(unfinished, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600, flag: 'wx' })
  try {
    if (account !== undefined) {
      await chown(unfinished, account.uid, account.gid)
      await chown(passwordFile, account.uid, account.gid)
    }
    // The built-in C.UTF-8 sorts and folds case the same on every machine and never changes with a system update.
    const args = [
      `--pgdata=${unfinished}`,
      `--username=${ROLE}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
    ]
    args.push('--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions')
    if (!durable) args.push('--no-sync')
    await runInitdb(join(binaries.directory, 'bin', 'initdb'), args, accountOptions(account))
    await rename(unfinished, cluster)
    if (durable) await syncDirectory(directory)
  } finally {
    await rm(passwordFile, { force: true })
  }
}

/** An initdb whose start was killed may still be writing into its folder: it fails for that, or its folder goes the next time. */
async function removeUnfinished(directory: string): Promise<void> {
  const names = (await readdir(directory)).filter((name) => name.startsWith('cluster.new-'))
  for (const name of names)
    await rm(join(directory, name), { recursive: true, force: true }).catch(() => undefined)
}

function runInitdb(
  program: string,
  args: string[],
  options: ReturnType<typeof accountOptions>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] })
    let complaints = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => (complaints += text))
    child.on('error', reject)
    child.on('close', (code, signal) => {
      const reason =
        complaints.split('\n').find((line) => /error|fatal|could not|cannot/i.test(line)) ?? complaints.trim()
      if (code === 0) resolve()
      else
        reject(
          new Error(`The database could not be created (initdb ended with ${signal ?? code}): ${reason}`),
        )
    })
  })
}

async function syncDirectory(path: string): Promise<void> {
  const handle = await open(path, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** The generated password, in a file that only we can read, written before the cluster that it opens. */
export async function readPassword(home: string): Promise<string> {
  const path = join(home, 'password')
  const kept = await readFile(path, 'utf8').catch((error: unknown) => {
    if (errorCode(error) === 'ENOENT') return ''
    throw error
  })
  if (kept !== '') return kept.trim()
  const password = randomBytes(24).toString('base64url')
  const fresh = `${path}.new`
  await rm(fresh, { force: true })
  await writeFile(fresh, `${password}\n`, { mode: 0o600, flag: 'wx', flush: true })
  await rename(fresh, path)
  return password
}
