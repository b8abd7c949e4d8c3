import { randomBytes } from 'node:crypto'
import { Stromtor } from '@stromtor/sdk'
import { createApp } from './app.ts'
import { readSettings } from './settings.ts'
import type { Settings } from './settings.ts'
import { createUserTable } from './users.ts'

const settings = settingsOrExit()

const app = createApp({
  stromtor: new Stromtor(settings.stromtor),
  users: createUserTable(),
  publicUrl: settings.publicUrl,
  portalSource: settings.portalSource,
  cookieKey: settings.cookieSecret ?? randomBytes(32),
  now: Date.now,
  log: (line) => console.error(line),
})

// Loopback only: the demo accounts' password is public.
const server = app.listen(settings.port, '127.0.0.1', (error) => {
  if (error) {
    console.error(`Sonnwerk cannot listen on port ${settings.port} (PARTNER_PORT): ${error.message}`)
    process.exit(1)
  }
  console.log(`Sonnwerk, the example partner app: ${settings.publicUrl}`)
})

function stop() {
  server.close(() => process.exit(0))
  server.closeIdleConnections()
}
process.once('SIGINT', stop)
process.once('SIGTERM', stop)

function settingsOrExit(): Settings {
  try {
    return readSettings(process.env)
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return process.exit(1)
  }
}
