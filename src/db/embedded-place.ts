import { createHash, randomBytes } from 'node:crypto'
import { chmod, mkdir, readFile, readdir, realpath, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { canEnter, serverAccount, type Account } from './embedded-account.ts'
import { errorCode } from './error-code.ts'

/** Where cluster and programs go when the account PostgreSQL runs under can't enter the data directory. */
export const SYSTEM_DIRECTORY = '/var/lib/stromtor'

export interface Place {
  /** Ours alone: password, lock, and the note that says where the cluster is. */
  home: string
  /** The folder that holds the cluster, `home` if that is possible. */
  directory: string
  /** PostgreSQL's data directory. */
  cluster: string
  account: Account | undefined
}

/** The folder of `dataDir` that is ours. A server needs to pass through it, nobody needs to list it. */
export async function openHome(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true })
  const home = join(await realpath(dataDir), 'postgres')
  // chmod beside the mode, which a strict umask narrows.
  if (await mkdir(home, { recursive: true })) await chmod(home, 0o711)
  return home
}

/**
 * Decides where the cluster is and which account runs it. Once decided, a note in `home` keeps it: a folder whose rights change
 * later must not make the data seem gone.
 *
 * @throws in one sentence if the account can't get at a cluster that exists.
 */
export async function findPlace(home: string, log: (message: string) => void): Promise<Place> {
  const note = join(home, 'location')
  const noted = (await readFile(note, 'utf8').catch(() => '')).trim()
  const directory = noted || home
  if (noted) log(`The database lives in ${directory}, where its account can enter`)
  const cluster = join(directory, 'cluster')
  const account = await serverAccount(cluster)
  const exists = await present(cluster)
  if (account === undefined) {
    await checkOwner(cluster)
    return { home, directory, cluster, account }
  }
  if (canEnter(account, directory)) return { home, directory, cluster, account }
  if (exists) {
    throw new Error(
      `The database is in ${cluster}, and its account ${account.name} can't enter that folder any more: give the folders above it mode 711.`,
    )
  }

  const key = createHash('sha256').update(home).digest('hex').slice(0, 12)
  await reportLeftovers(key, log)
  // Not the hash alone: whoever deletes the data directory and starts afresh expects an empty database.
  const elsewhere = join(SYSTEM_DIRECTORY, `${key}-${randomBytes(3).toString('hex')}`)
  await mkdir(elsewhere, { recursive: true })
  await chmod(SYSTEM_DIRECTORY, 0o755)
  await chmod(elsewhere, 0o711)
  if (!canEnter(account, elsewhere)) {
    throw new Error(
      `The account ${account.name}, which runs PostgreSQL, can enter neither ${home} nor ${elsewhere}: set DATA_DIR to a folder that every account can enter.`,
    )
  }
  await writeFile(note, `${elsewhere}\n`)
  log(
    `The account ${account.name}, which runs PostgreSQL, may not enter ${home}: the database lives in ${elsewhere}`,
  )
  return { home, directory: elsewhere, cluster: join(elsewhere, 'cluster'), account }
}

async function present(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}

/** PostgreSQL insists on owning its data directory, and says so less clearly. */
async function checkOwner(cluster: string): Promise<void> {
  const found = await stat(cluster).catch((error: unknown) => errorCode(error) ?? 'unknown')
  const other = typeof found === 'string' ? found === 'EACCES' : found.uid !== process.getuid?.()
  if (other) {
    throw new Error(
      `The database in ${cluster} belongs to another account: start Stromtor as that account or as root, or set DATA_DIR to another folder.`,
    )
  }
}

async function reportLeftovers(key: string, log: (message: string) => void): Promise<void> {
  const names = await readdir(SYSTEM_DIRECTORY).catch(() => [])
  for (const name of names.filter((entry) => basename(entry).startsWith(`${key}-`))) {
    log(
      `${join(SYSTEM_DIRECTORY, name)} holds the database of a data directory that was deleted; remove it if nobody needs it`,
    )
  }
}
