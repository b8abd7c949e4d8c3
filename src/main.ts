import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { createApp } from './app.ts'
import { type Config, ConfigError, loadConfig } from './config.ts'
import { createPool } from './db/database.ts'
import { openDatabase } from './db/open.ts'
import { claimDirectory } from './db/single-server.ts'
import { seedDemo } from './demo/seed-demo.ts'
import { startInbox } from './demo/inbox.ts'
import { createDeps } from './deps.ts'
import { dayAt } from './domain/local-time.ts'
import { ensureSigningKeys } from './features/oauth/signing-keys.ts'
import { MARKET_AREA } from './features/quotes/quote-plan.ts'
import { createLog } from './http/log.ts'
import { startJobs } from './jobs/start-jobs.ts'
import { serve } from './serve.ts'

/** Built files lie beside the built program. */
const DIST = import.meta.dirname
const SIGN_ON_CONNECTIONS = 6

interface Running {
  log: Logger
  /** Closes what was opened, in the opposite order. */
  close: () => Promise<void>
  /** Resolves if the database child dies under us. */
  databaseDied: Promise<void> | undefined
}

async function start(config: Config, log: Logger): Promise<Running> {
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
      if (!claim)
        throw new Error(
          `Another Stromtor is already running on ${config.dataDir}: stop it, or set DATA_DIR to another folder.`,
        )
      closers.push(
        () => embedded.stop(),
        () => claim.release(),
      )
    }
    const pool = createPool({ connectionString, max: config.databasePool })
    const signOnPool = createPool({
      connectionString,
      max: SIGN_ON_CONNECTIONS,
      applicationName: 'stromtor sign-on',
    })
    for (const each of [pool, signOnPool]) {
      each.on('error', (error) => log.warn({ err: error }, 'a database connection was lost'))
      closers.push(() => each.end())
    }
    await ensureSigningKeys(config.signingKeysFile)
    const inbox = config.isDemo ? await startInbox() : undefined
    if (inbox) closers.push(() => inbox.stop())
    const deps = await createDeps({
      config,
      log,
      pool,
      signOnPool,
      smtpUrl: inbox?.smtpUrl ?? config.smtpUrl,
      assets: await readAssets(),
    })
    const { mailer, outbox } = deps
    closers.push(() => outbox.close())
    if (mailer) closers.push(() => mailer.close())
    else log.warn('SMTP_URL is not set: nobody can sign in by code')
    if (config.isDemo) {
      const { partnerUrl } = config
      await seedDemo({
        db: deps.db,
        now: deps.now(),
        dataDir: join(DIST, 'demo-data'),
        marketDataDir: join(DIST, 'market-data'),
        partnerUrl,
        log: (message) => log.info(message),
      })
    }
    const server = await serve(createApp(deps, inbox), { host: config.host, port: config.port })
    log.info(
      { address: `${server.address.address}:${server.address.port}`, publicUrl: config.publicUrl },
      'Stromtor is ready',
    )
    // A year of prices is read once: nobody's quote is to wait for it.
    deps.meanExchangePrice(deps.db, MARKET_AREA, dayAt(deps.now())).catch((error: unknown) => {
      log.warn({ err: error }, 'the mean exchange price could not be reckoned')
    })
    // Both at once: requests and jobs have the same time to finish.
    let stopJobs = () => Promise.resolve()
    closers.push(() => Promise.all([server.stop(), stopJobs()]))
    if (config.runsJobs) {
      const { metrics, now } = deps
      const jobs = await startJobs({
        connectionString,
        log,
        metrics,
        now,
        mailer,
        hosts: config,
        priceFeed: config.priceFeed,
        webhooks: deps.webhooks,
      })
      stopJobs = jobs.stop
    }
    return { log, close, databaseDied: embedded?.died }
  } catch (error) {
    await close()
    throw error
  }
}

async function main(): Promise<void> {
  const config = loadConfig()
  const log = createLog({ level: config.logLevel })
  const starting = start(config, log)
  let stopping = false
  const stop = async (reason: string, exitCode: number) => {
    // Ctrl-C reaches us from the terminal and from the starter: the second one changes nothing.
    if (stopping) return
    stopping = true
    log.info({ reason }, 'stopping: what is under way is finished first')
    try {
      // A start that was interrupted is finished before it is undone, so that no database is left half-made or running.
      await (await starting).close()
    } catch (error) {
      log.error({ err: error }, 'could not stop cleanly')
    }
    log.flush()
    process.exit(exitCode)
  }
  process.on('SIGINT', () => void stop('SIGINT', 0))
  process.on('SIGTERM', () => void stop('SIGTERM', 0))
  const { databaseDied } = await starting
  await databaseDied
  if (databaseDied) await stop('the database server died', 1)
}

async function readAssets() {
  const directory = join(DIST, 'assets')
  return {
    directory,
    manifest: JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8')) as Record<string, string>,
  }
}

main().catch((error: unknown) => {
  // Before there is a log, and for whoever sits at the terminal: one sentence, and the cause where we did not write it.
  const isOurs = error instanceof ConfigError || (error instanceof Error && error.name === 'Error')
  process.stderr.write(
    `${isOurs ? (error as Error).message : String(error instanceof Error ? error.stack : error)}\n`,
  )
  if (isOurs && (error as Error).cause) process.stderr.write(`  ${String((error as Error).cause)}\n`)
  process.exitCode = 1
})
