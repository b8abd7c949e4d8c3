import { ApiClient } from './api-client.ts'
import { readOptions } from './options.ts'
import type { AccessToken, StromtorOptions } from './options.ts'
import { AuditEvents } from './resources/audit-events.ts'
import { Customers } from './resources/customers.ts'
import { Events } from './resources/events.ts'
import { GridFeeReductions } from './resources/grid-fee-reductions.ts'
import { Invoices } from './resources/invoices.ts'
import { Leads } from './resources/leads.ts'
import { LoadForecasts } from './resources/load-forecasts.ts'
import { MagicLinks } from './resources/magic-links.ts'
import { MarketPartners } from './resources/market-partners.ts'
import { MeterOrders } from './resources/meter-orders.ts'
import { MeterReadings } from './resources/meter-readings.ts'
import { OAuth } from './resources/oauth.ts'
import { Plans } from './resources/plans.ts'
import { Subscriptions } from './resources/subscriptions.ts'
import { WebhookEndpoints } from './resources/webhook-endpoints.ts'
import { systemRuntime } from './runtime.ts'
import type { Runtime } from './runtime.ts'
import { refuseClientSide } from './server-only.ts'

/**
 * The client of the Stromtor partner API. Make one per process and share it: it keeps the access token. It opens
 * nothing and needs no closing. Logged or inspected it shows neither the secret nor the token.
 *
 * @example
 * ```ts
 * const stromtor = new Stromtor({
 *   clientId: process.env.STROMTOR_CLIENT_ID,
 *   clientSecret: process.env.STROMTOR_CLIENT_SECRET,
 *   baseUrl: process.env.STROMTOR_URL,
 * })
 * const { link } = await stromtor.magicLinks.create({ customerId: 'cus_…' })
 * ```
 */
export class Stromtor {
  /** Links that take a signed-in customer into the portal. */
  readonly magicLinks: MagicLinks
  /** What your organisation sells, and what it would cost somebody. */
  readonly plans: Plans
  /** People on their way through the checkout. */
  readonly leads: Leads
  /** Contracts, their use and their prices. */
  readonly subscriptions: Subscriptions
  /** Whom the contracts are with. */
  readonly customers: Customers
  /** What was billed. */
  readonly invoices: Invoices
  /** What registers of analog meters showed. */
  readonly meterReadings: MeterReadings
  /** The way to a smart meter. */
  readonly meterOrders: MeterOrders
  /** § 14a EnWG. */
  readonly gridFeeReductions: GridFeeReductions
  /** Suppliers on the market. */
  readonly marketPartners: MarketPartners
  /** What steered devices mean to draw. */
  readonly loadForecasts: LoadForecasts
  /** What webhooks told of. */
  readonly events: Events
  /** Where events are sent to, and what became of each. */
  readonly webhookEndpoints: WebhookEndpoints
  /** Who did what. */
  readonly auditEvents: AuditEvents
  /** Asking customers for what they let an app read. */
  readonly oauth: OAuth
  readonly #options: StromtorOptions
  readonly #runtime: Partial<Runtime>

  /**
   * @param options - how to reach Stromtor, and as whom
   * @param runtime - clock, randomness and pauses; only a test has a reason to give its own
   * @throws {StromtorError} an option is missing or wrong, or this is a browser
   */
  constructor(options: StromtorOptions, runtime: Partial<Runtime> = {}) {
    refuseClientSide()
    this.#options = options
    this.#runtime = runtime
    const settings = readOptions(options)
    const wholeRuntime = { ...systemRuntime, ...runtime }
    const api = new ApiClient(settings, wholeRuntime)
    this.magicLinks = new MagicLinks(api)
    this.plans = new Plans(api)
    this.leads = new Leads(api)
    this.subscriptions = new Subscriptions(api)
    this.customers = new Customers(api)
    this.invoices = new Invoices(api)
    this.meterReadings = new MeterReadings(api)
    this.meterOrders = new MeterOrders(api)
    this.gridFeeReductions = new GridFeeReductions(api)
    this.marketPartners = new MarketPartners(api)
    this.loadForecasts = new LoadForecasts(api)
    this.events = new Events(api)
    this.webhookEndpoints = new WebhookEndpoints(api)
    this.auditEvents = new AuditEvents(api)
    this.oauth = new OAuth(settings, wholeRuntime)
  }

  /**
   * The same client with the token of one customer: it reads what that customer agreed to, and nothing else.
   *
   * @param accessToken - the token, or what answers the current one; it is asked again when one was refused
   * @returns a client of its own
   *
   * @example
   * ```ts
   * const asAnna = stromtor.withAccessToken(() => store.currentTokenOf(anna))
   * const { items } = await asAnna.invoices.list()
   * ```
   */
  withAccessToken(accessToken: AccessToken): Stromtor {
    return new Stromtor({ ...this.#options, accessToken }, this.#runtime)
  }
}
