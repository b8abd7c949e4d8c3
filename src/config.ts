import { resolve } from 'node:path'
import { z } from 'zod'

/** A switch or a number in the environment is text; an empty one counts as not set. */
const text = z.string().trim().min(1)
const wholeNumber = (min: number, max: number) => z.coerce.number().int().min(min).max(max)
const port = wholeNumber(1, 65_535)
const domain = text
  .toLowerCase()
  .regex(/^([a-z0-9-]+\.)*[a-z0-9-]+(:\d{1,5})?$/, 'a domain like portal.example.com')

const environment = z.object({
  NODE_ENV: text.optional(),
  DATABASE_URL: text
    .regex(/^postgres(ql)?:\/\//, 'an address like postgres://user:password@host:5432/name')
    .optional(),
  DATA_DIR: text.default('./data'),
  HOST: text.default('127.0.0.1'),
  PORT: port.default(4000),
  PARTNER_PORT: port.default(4001),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  PORTAL_DOMAIN: domain.optional(),
  CHECKOUT_DOMAIN: domain.optional(),
  SIGNING_KEYS_FILE: text.optional(),
  SMTP_URL: text.regex(/^smtps?:\/\//, 'an address like smtps://user:password@mail.example.com').optional(),
  MAIL_FROM: z.email().optional(),
  TRUSTED_PROXIES: wholeNumber(0, 10).default(0),
  METRICS_TOKEN: text.min(16).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
  DATABASE_POOL: wholeNumber(2, 200).default(10),
  JOBS: z.enum(['on', 'off']).default('on'),
  PRICE_SOURCE: z.enum(['energy_charts', 'smard', 'awattar', 'entsoe']).optional(),
  PRICE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PRICE_AREA: text.default('DE-LU'),
})

/** Everything the process is told from outside, checked once. */
export interface Config {
  /** No DATABASE_URL and not in production: the demo world with its public credentials, on loopback alone. */
  isDemo: boolean
  /** Absent: a PostgreSQL of our own in `dataDir`. */
  databaseUrl: string | undefined
  databasePool: number
  dataDir: string
  host: string
  port: number
  /** Where the demo's partner app is, which the demo's portals lead back to. */
  partnerUrl: string
  /** Origin of the partner API, without a trailing slash; it also tells whether the world reaches us by https. */
  publicUrl: string
  /** Hosts that the API answers on. */
  apiHosts: readonly string[]
  isHttps: boolean
  /** `{slug}.` in front of it makes a portal's host; with port where the visitor needs one. */
  portalDomain: string
  checkoutDomain: string
  signingKeysFile: string
  smtpUrl: string | undefined
  mailFrom: string | undefined
  trustedProxies: number
  metricsToken: string | undefined
  logLevel: string
  /** Whether this process takes part in scheduled work: fetching prices, issuing invoices, cleaning up. */
  runsJobs: boolean
  /** Where day-ahead prices are fetched from; absent: they are imported from files. */
  priceFeed:
    | { source: 'energy_charts' | 'smard' | 'awattar' | 'entsoe'; url: string; area: string }
    | undefined
}

/**
 * The only reader of the environment.
 *
 * @throws Error naming every variable that is missing or wrong, one a line.
 */
export function loadConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()))
  const parsed = environment.safeParse(given)
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const values = parsed.data
  const isDemo = values.DATABASE_URL === undefined && values.NODE_ENV !== 'production'
  const publicUrl = new URL(values.PUBLIC_URL ?? `http://localhost:${values.PORT}`)
  const problems: string[] = []
  if (isDemo && !isLoopback(values.HOST)) {
    problems.push(
      'HOST: the demo world has public credentials and listens on loopback only; set NODE_ENV=production or DATABASE_URL to serve others',
    )
  }
  if (!isDemo && !values.PUBLIC_URL)
    problems.push(
      'PUBLIC_URL: needed outside the demo, the address partners call, like https://api.example.com',
    )
  if (!isDemo && !values.PORTAL_DOMAIN)
    problems.push(
      'PORTAL_DOMAIN: needed outside the demo, like portal.example.com for {plan}.portal.example.com',
    )
  if ((values.PRICE_URL === undefined) !== (values.PRICE_SOURCE === undefined))
    problems.push(
      'PRICE_URL: is set together with PRICE_SOURCE, which says in which shape its answer comes, or not at all',
    )
  if (problems.length > 0) throw new ConfigError(problems)

  const withPort = (name: string) =>
    publicUrl.port && !name.includes(':') ? `${name}:${publicUrl.port}` : name
  const dataDir = resolve(values.DATA_DIR)
  return {
    isDemo,
    databaseUrl: values.DATABASE_URL,
    databasePool: values.DATABASE_POOL,
    dataDir,
    host: values.HOST,
    port: values.PORT,
    partnerUrl: `http://localhost:${values.PARTNER_PORT}`,
    publicUrl: publicUrl.origin,
    apiHosts: isDemo
      ? [publicUrl.host, `localhost:${values.PORT}`, `127.0.0.1:${values.PORT}`]
      : [publicUrl.host],
    isHttps: publicUrl.protocol === 'https:',
    portalDomain: withPort(values.PORTAL_DOMAIN ?? 'localhost'),
    checkoutDomain: withPort(values.CHECKOUT_DOMAIN ?? `checkout.${values.PORTAL_DOMAIN ?? 'localhost'}`),
    signingKeysFile: values.SIGNING_KEYS_FILE
      ? resolve(values.SIGNING_KEYS_FILE)
      : resolve(dataDir, 'signing-keys.json'),
    smtpUrl: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    trustedProxies: values.TRUSTED_PROXIES,
    metricsToken: values.METRICS_TOKEN,
    logLevel: values.LOG_LEVEL,
    runsJobs: values.JOBS === 'on',
    priceFeed:
      values.PRICE_SOURCE && values.PRICE_URL
        ? { source: values.PRICE_SOURCE, url: values.PRICE_URL, area: values.PRICE_AREA }
        : undefined,
  }
}

export class ConfigError extends Error {
  override readonly name = 'ConfigError'

  constructor(problems: readonly string[]) {
    super(`The configuration is not complete:\n${problems.map((problem) => `  ${problem}`).join('\n')}`)
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)
}
