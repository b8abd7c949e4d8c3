import { readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { readPassword, serverAddress } from './embedded-cluster.ts'
import { findPlace, openHome } from './embedded-place.ts'
import { findServer, stopServer } from './embedded-server.ts'
import { holdLock } from './lock-file.ts'
import { claimDirectory } from './single-server.ts'

/**
 * Deletes the embedded database of a data directory, wherever it lives, and answers the folder that it was in. A database
 * server that a killed process left behind is stopped.
 *
 * @throws in one sentence, with nothing deleted, while a process serves from it.
 */
export async function removeEmbedded(dataDir: string): Promise<string> {
  const home = await openHome(dataDir)
  const unlock = await holdLock(join(home, 'lock'), { timeoutMs: 5_000 })
  try {
    const { directory, cluster } = await findPlace(home, () => undefined)
    const server = await findServer(cluster)
    if (server !== undefined) {
      const claim = await claimDirectory(serverAddress(server.port, await readPassword(home)))
      if (claim === null) throw new Error(`Stromtor is running on ${dataDir}: stop it first.`)
      await claim.release()
      await stopServer(server)
    }
    // Renamed first: a deletion that is interrupted leaves what the next start deletes, and no half of a database.
    await rename(cluster, `${cluster}.new-removed`).catch(() => undefined)
    if (directory !== home) await rm(directory, { recursive: true, force: true })
    for (const name of await readdir(home)) {
      if (!name.startsWith('lock')) await rm(join(home, name), { recursive: true, force: true })
    }
    return directory
  } finally {
    await unlock()
    await rmdir(home).catch(() => undefined)
  }
}
