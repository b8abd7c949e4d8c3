import { spawnSync } from 'node:child_process'
import { stat } from 'node:fs/promises'

/** An account to run PostgreSQL under, when it can't be our own. */
export interface Account {
  uid: number
  gid: number
  name: string
}

/**
 * The account PostgreSQL must run under: undefined for our own, unless we are root, which PostgreSQL refuses. Then it is the
 * owner of the existing cluster, and `nobody` for a new one. A made-up uid would be more private, but initdb wants a
 * name for its uid, and no account is created for this. On a machine where other services run as `nobody`, start Stromtor
 * under an account of its own.
 */
export async function serverAccount(cluster: string): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(cluster).catch(() => undefined)
  if (owner !== undefined && owner.uid !== 0)
    return { uid: owner.uid, gid: owner.gid, name: id('-un', owner.uid) ?? String(owner.uid) }
  const uid = Number(id('-u', 'nobody'))
  const gid = Number(id('-g', 'nobody'))
  if (uid > 0 && gid > 0) return { uid, gid, name: 'nobody' }
  throw new Error(
    'PostgreSQL does not run as root and this machine has no account `nobody`: start Stromtor as an ordinary user, or set DATABASE_URL.',
  )
}

function id(flag: string, account: string | number): string | undefined {
  const { status, stdout } = spawnSync('id', [flag, String(account)], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : undefined
}

/** Options for starting a process under the account, in a folder that every account can enter and with a bare environment. */
export function accountOptions(account: Account | undefined) {
  return {
    ...(account && { uid: account.uid, gid: account.gid }),
    cwd: '/',
    // No PG* variable of the caller reaches it, and its messages are in the language that we look for.
    env: { PATH: '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' },
  }
}

/** Whether the account can enter the folder: asked of the system, since modes are not all that decides. */
export function canEnter(account: Account, directory: string): boolean {
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], accountOptions(account)).status === 0
}
