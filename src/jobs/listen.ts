import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import type { Logger } from 'pino'

interface Listen {
  connectionString: string
  channel: string
  /** Called for each notice, and whenever the connection was made anew: some may have been missed. */
  onNotice: () => void
  log: Logger
}

const RECONNECT_MS = 5000
const CONNECT_MS = 10_000

/** Hears what PostgreSQL announces on a channel, over a connection of its own that is made anew when it breaks. */
export function listen({ connectionString, channel, onNotice, log }: Listen): { close: () => Promise<void> } {
  const closing = new AbortController()
  /** Once it is connected: a client that is ended before that never says that it has ended. */
  let client: Client | undefined

  async function hear(): Promise<void> {
    while (!closing.signal.aborted) {
      try {
        await untilItBreaks()
      } catch (error) {
        log.warn({ err: error }, 'notices of the database are not heard for now')
      }
      await delay(RECONNECT_MS, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
  }

  async function untilItBreaks(): Promise<void> {
    const connecting = new Client({
      connectionString,
      application_name: 'stromtor notices',
      keepAlive: true,
      connectionTimeoutMillis: CONNECT_MS,
    })
    const ended = new Promise<void>((resolve, reject) => {
      connecting.once('end', resolve)
      connecting.on('error', reject)
    })
    // Heard by whoever waits for it; before that, connecting itself tells.
    ended.catch(() => undefined)
    connecting.on('notification', onNotice)
    await connecting.connect()
    if (closing.signal.aborted) return connecting.end()
    client = connecting
    await connecting.query(`listen ${connecting.escapeIdentifier(channel)}`)
    onNotice()
    await ended
  }

  const hearing = hear()
  return {
    async close() {
      closing.abort()
      await client?.end().catch(() => undefined)
      await hearing
    },
  }
}
