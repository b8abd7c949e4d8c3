import type pg from 'pg'
import type { Logger } from 'pino'
import { Temporal } from 'temporal-polyfill'
import type { Config } from './config.ts'
import { createDatabase, type Db } from './db/database.ts'
import { createMint, type Mint } from './features/magic-links/mint.ts'
import { createRedeem, type Redeem } from './features/magic-links/redeem.ts'
import { type AccessTokens, createAccessTokens } from './features/oauth/access-token.ts'
import { type Authenticate, createAuthenticate } from './features/oauth/authenticate.ts'
import { createClientRate } from './features/oauth/client-rate.ts'
import { createSigningKeys } from './features/oauth/signing-keys.ts'
import { createFindPortal, type FindPortal } from './features/plans/find-portal.ts'
import { createMeanExchangePrice, type FindMeanExchangePrice } from './features/quotes/mean-exchange-price.ts'
import { webhookSettings } from './features/webhooks/settings.ts'
import type { WebhookSettings } from './features/webhooks/webhook-endpoint.ts'
import { createMetrics, type Metrics } from './http/metrics.ts'
import type { ClientLimitDeps } from './http/client-limit.ts'
import { createAllowance, createLimit, type Limit } from './http/rate-limit.ts'
import { createMailer, type Mailer } from './mail/mailer.ts'
import { createOutbox, type Outbox } from './mail/outbox.ts'
import { type AssetManifest, type Assets, createAssets } from './ui/assets.ts'
import { createI18n } from './ui/i18n.ts'

/** What the faces of the product are built on. Made once by main.ts, and once by each test that needs an app. */
export interface Deps {
  config: Config
  log: Logger
  metrics: Metrics
  db: Db
  findPortal: FindPortal
  mint: Mint
  redeem: Redeem
  /** What quotes of dynamic tariffs rest on: the same for everyone, and kept. */
  meanExchangePrice: FindMeanExchangePrice
  accessTokens: AccessTokens
  authenticate: Authenticate
  /** Signs list cursors; the same on every process of an installation. */
  cursorKey: Buffer
  /** Signs the hidden field of forms. */
  formKey: Buffer
  /** Seals the answers that a repeated request gets again. */
  idempotencyKey: Buffer
  /** Keys the hashes of six-digit codes. */
  loginCodeKey: Buffer
  /** What each client of the API may ask a second, and what all processes have let through of it. */
  clientRequests: ClientLimitDeps
  limits: { clientAuthentication: Limit; loginByAddress: Limit; loginByVisitor: Limit; downloads: Limit }
  /** Null when no SMTP server is configured: then nobody signs in by code. */
  mailer: Mailer | null
  /** What seals the secrets of webhooks, and where they may go. */
  webhooks: WebhookSettings
  /** For mails that must arrive. */
  outbox: Outbox
  assets: Assets
  /** The folder of built files behind /assets; null where nothing was built. */
  assetsDir: string | null
  i18n: ReturnType<typeof createI18n>
  now: () => Temporal.Instant
}

export interface CreateDeps {
  config: Config
  log: Logger
  pool: pg.Pool
  /** Connections kept for minting and redeeming, so that a slow report never makes a customer wait at the door. */
  signOnPool: pg.Pool
  /** Where mail goes instead of the configured server: the demo's own inbox, or a test's. */
  smtpUrl?: string | undefined
  assets?: { directory: string; manifest: AssetManifest }
  now?: () => Temporal.Instant
}

export async function createDeps({
  config,
  log,
  pool,
  signOnPool,
  smtpUrl = config.smtpUrl,
  assets,
  now = Temporal.Now.instant,
}: CreateDeps): Promise<Deps> {
  const db = createDatabase(pool)
  const keys = createSigningKeys(config.signingKeysFile)
  const mailFrom = config.mailFrom ?? `no-reply@${new URL(config.publicUrl).hostname}`
  const mailer = smtpUrl === undefined ? null : createMailer({ smtpUrl, from: mailFrom, log })
  const accessTokens = createAccessTokens(keys, config.publicUrl)
  return {
    config,
    log,
    metrics: createMetrics(),
    db,
    findPortal: createFindPortal({ db, domain: config.portalDomain, face: 'portal' }),
    mint: createMint({ pool: signOnPool, isHttps: config.isHttps, portalDomain: config.portalDomain }),
    redeem: createRedeem({ pool: signOnPool }),
    meanExchangePrice: createMeanExchangePrice(),
    accessTokens,
    authenticate: createAuthenticate({ db, accessTokens }),
    cursorKey: await keys.derive('list cursors'),
    formKey: await keys.derive('form tokens'),
    idempotencyKey: await keys.derive('idempotent answers'),
    loginCodeKey: await keys.derive('login codes'),
    clientRequests: {
      rateOf: createClientRate(db),
      allowance: createAllowance({ pool, name: 'api', seconds: 1 }),
    },
    limits: {
      clientAuthentication: createLimit({ pool, name: 'client', points: 30, seconds: 60 }),
      // Eight codes of five tries each: an address is guessed at 40 times an hour at most, out of a million.
      loginByAddress: createLimit({ pool, name: 'login_address', points: 8, seconds: 3600 }),
      loginByVisitor: createLimit({ pool, name: 'login_visitor', points: 30, seconds: 3600 }),
      downloads: createLimit({ pool, name: 'download', points: 60, seconds: 600 }),
    },
    mailer,
    webhooks: await webhookSettings(keys, config),
    outbox: createOutbox({ db, mailer, log }),
    assets: createAssets(assets?.manifest),
    assetsDir: assets?.directory ?? null,
    i18n: createI18n(),
    now,
  }
}
