import { ApiClient } from './api-client.ts'
import { Customers } from './customers.ts'
import { MagicLinks } from './magic-links.ts'
import { readOptions } from './options.ts'
import type { StromtorOptions } from './options.ts'
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
  /** Looking up the customers of your organisation. */
  readonly customers: Customers

  /**
   * @param options - how to reach Stromtor, and as whom
   * @param runtime - clock, randomness and pauses; only a test has a reason to give its own
   * @throws {StromtorError} an option is missing or wrong, or this is a browser
   */
  constructor(options: StromtorOptions, runtime: Partial<Runtime> = {}) {
    refuseClientSide()
    const api = new ApiClient(readOptions(options), { ...systemRuntime, ...runtime })
    this.magicLinks = new MagicLinks(api)
    this.customers = new Customers(api)
  }
}
