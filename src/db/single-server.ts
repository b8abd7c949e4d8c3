import { Client } from 'pg'
import { setTimeout as delay } from 'node:timers/promises'

/** Any fixed number: it names the lock of the one process that serves from this database. */
const SERVING_LOCK = 0x5374_7274

export interface Claim {
  release(): Promise<void>
}

/**
 * Claims an embedded database for this process, for as long as the process lives: the lock belongs to a connection of its own, so that
 * `kill -9` frees it too. Answers null if another process is serving from it.
 */
export async function claimDirectory(connectionString: string): Promise<Claim | null> {
  const client = new Client({
    connectionString,
    application_name: 'stromtor claim',
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
  })
  // A lost connection is the server's end, which the pool reports in better words.
  client.on('error', () => undefined)
  await client.connect()
  // The server notices the death of the last holder within moments, which a quick restart may not give it.
  const deadline = Date.now() + 1_000
  for (;;) {
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [
      SERVING_LOCK,
    ])
    if (rows[0]?.held) return { release: () => client.end() }
    if (Date.now() > deadline) {
      await client.end()
      return null
    }
    await delay(50)
  }
}
