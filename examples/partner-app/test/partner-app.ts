import { createServer } from 'node:http'
import { Stromtor } from '@stromtor/sdk'
import { createApp } from '../src/app.ts'
import { createUserTable } from '../src/users.ts'
import { close, listen, startFakeStromtor } from './fake-stromtor.ts'
import { Visitor } from './visitor.ts'

/** The app on a free port, before a fake Stromtor. `clock.now` may be moved; `log` is what it said. */
export async function startPartnerApp() {
  const stromtor = await startFakeStromtor()
  const server = createServer()
  const publicUrl = await listen(server)
  const clock = { now: Date.UTC(2026, 10, 23, 9, 0) }
  const log: string[] = []
  const credentials = { clientId: 'demo', clientSecret: 'demo-secret', baseUrl: stromtor.baseUrl }
  const app = createApp({
    stromtor: new Stromtor({ ...credentials, timeoutMs: 2000 }, { sleep: async () => {} }),
    users: createUserTable(),
    publicUrl,
    portalSource: 'http://*.localhost:4000',
    cookieKey: 'a key for tests',
    now: () => clock.now,
    log: (line) => log.push(line),
  })
  server.on('request', app)
  return {
    publicUrl,
    stromtor,
    clock,
    log,
    visitor: () => new Visitor(publicUrl),
    stop: async () => {
      await close(server)
      await stromtor.stop()
    },
  }
}

export type PartnerApp = Awaited<ReturnType<typeof startPartnerApp>>
