import type { AddressInfo } from 'node:net'
import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import type { App } from './app.ts'

/** How long a running request may take to finish once we were told to stop. */
const GRACE_MS = 15_000

export interface Listening {
  address: AddressInfo
  /** Takes no new connection, lets running requests finish, then resolves. */
  stop: () => Promise<void>
}

/** @throws in one sentence when the port is taken. */
export async function serve(app: App, { host, port }: { host: string; port: number }): Promise<Listening> {
  const server = createAdaptorServer({ fetch: app.fetch }) as Server
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken: stop what uses it, or set PORT to another one.`)
          : error,
      )
    })
    server.listen(port, host, resolve)
  })
  return {
    address: server.address() as AddressInfo,
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()))
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), GRACE_MS).unref()
      }),
  }
}
