import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AddressInfo } from 'node:net'
import { Temporal } from 'temporal-polyfill'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { ConfigError, loadConfig } from './config.ts'
import { createPool } from './db/database.ts'
import { openDatabase } from './db/open.ts'
import { claimDirectory } from './db/single-server.ts'
import { seedDemo } from './demo/seed-demo.ts'
import { startInbox } from './demo/inbox.ts'
import { createDeps } from './deps.ts'
import { ensureSigningKeys } from './features/oauth/signing-keys.ts'
import { createLog } from './http/log.ts'
import { serve } from './serve.ts'

/** Built files lie beside the built program. */
const DIST = import.meta.dirname
const SIGN_ON_CONNECTIONS = 4

async function main(): Promise<void> {
  const config = loadConfig()
  const log = createLog({ level: config.logLevel })
  // What was opened, to be closed in the opposite order.
  const closers: (() => Promise<unknown>)[] = []
  const close = async () => {
    for (const closer of closers.splice(0).toReversed()) await closer()
  }
  try {
    const { connectionString, embedded } = await openDatabase({
      databaseUrl: config.databaseUrl,
      dataDir: config.dataDir,
      migrationsDir: join(DIST, 'migrations'),
      log: (message) => log.info(message),
    })
    if (embedded) {
      const claim = await claimDirectory(connectionString)
      if (!claim) throw new Error(`Another Stromtor is already running on ${config.dataDir}: stop it, or set DATA_DIR to another folder.`)
      closers.push(() => embedded.stop(), () => claim.release())
    }
    const pool = createPool({ connectionString, max: config.databasePool })
    const signOnPool = createPool({ connectionString, max: SIGN_ON_CONNECTIONS, applicationName: 'stromtor sign-on' })
    for (const each of [pool, signOnPool]) {
      each.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'))
      closers.push(() => each.end())
    }
    await ensureSigningKeys(config.signingKeysFile)
    const inbox = config.isDemo ? await startInbox() : undefined
    if (inbox) closers.push(() => inbox.stop())
    const deps = await createDeps({ config, log, pool, signOnPool, assets: await readAssets(), ...(inbox && { inbox }) })
    if (deps.mailer) closers.push(async () => deps.mailer?.close())
    if (config.isDemo) {
      await seedDemo({ db: deps.db, now: Temporal.Now.instant(), dataDir: join(DIST, 'demo-data'), log: (message) => log.info(message) })
    }
    const server = await serve(createApp(deps), { host: config.host, port: config.port })
    closers.push(() => server.stop())
    log.info({ address: describe(server.address), publicUrl: config.publicUrl }, 'Stromtor is ready')
    embedded?.died.then(() => stop('the database server died', 1), () => undefined)
    stopOnSignals(log, stop)

    async function stop(reason: string, exitCode: number): Promise<void> {
      log.info({ reason }, 'stopping: running requests are finished first')
      await close()
      log.flush()
      process.exitCode = exitCode
    }
  } catch (error) {
    await close()
    throw error
  }
}

function stopOnSignals(log: Logger, stop: (reason: string, exitCode: number) => Promise<void>): void {
  let stopping = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // Ctrl-C reaches us from the terminal and from the starter: the second one changes nothing.
      if (stopping) return
      stopping = true
      stop(signal, 0).catch((error: unknown) => {
        log.fatal({ err: error }, 'could not stop cleanly')
        process.exit(1)
      })
    })
  }
}

async function readAssets() {
  const directory = join(DIST, 'assets')
  return { directory, manifest: JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Record<string, string> }
}

const describe = (address: AddressInfo): string => `${address.address}:${address.port}`

main().catch((error: unknown) => {
  // Before there is a log, and for whoever sits at the terminal: one sentence, and the cause where we did not write it.
  const isOurs = error instanceof ConfigError || (error instanceof Error && error.name === 'Error')
  process.stderr.write(`${isOurs ? (error as Error).message : String(error instanceof Error ? error.stack : error)}\n`)
  if (isOurs && (error as Error).cause) process.stderr.write(`  ${String((error as Error).cause)}\n`)
  process.exitCode = 1
})
