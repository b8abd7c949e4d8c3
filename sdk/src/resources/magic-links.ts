import type { ApiClient } from '../api-client.ts'
import { StromtorError } from '../errors/stromtor-error.ts'
import type { CallOptions } from '../options.ts'
import { ask } from './resource.ts'

/** Whom the link signs in: by Stromtor's id, or by the id your own system gave as `external_id`. Exactly one. */
export type MagicLinkCustomer =
  | { readonly customerId: string; readonly externalCustomerId?: undefined }
  | { readonly externalCustomerId: string; readonly customerId?: undefined }

/** What {@link MagicLinks.create} takes. Only the customer is required. */
export type MagicLinkCreate = MagicLinkCustomer & {
  /**
   * Path of the portal to land on, say `/invoices` or `/invoices/inv_…`. A path, not an address; anything else is
   * answered 400. Default: `/overview`, or the checkout for a customer without a contract.
   */
  readonly next?: string | undefined
  /** Target of the portal's "back to…" link. Its host must be on the organisation's allow-list. */
  readonly returnUrl?: string | undefined
  /** Language of the portal in this session. Default: the customer's own, else the portal's. */
  readonly locale?: 'de' | 'en' | undefined
  /**
   * How the link reaches the customer. `redirect` (default): you redirect at once, and opening it signs in.
   * `message`: it travels by mail, SMS or QR code; opening it shows a button, and only the press of that button
   * uses the link up, so that a mail scanner or a preview does not.
   */
  readonly delivery?: 'redirect' | 'message' | undefined
  /** Shows a single task with the navigation hidden, for a web view inside your own screen. */
  readonly flow?: 'meter_reading' | 'payment_method' | 'invoice' | undefined
}

/** A link that signs one customer in, once. Field names as the API answers them. */
export interface MagicLink {
  readonly object: 'magic_link'
  /** Under 300 characters. Whoever opens it first is signed in: redirect, and do not store, log or cache it. */
  readonly link: string
  /** When it stops working if nobody opens it, ISO 8601 in UTC: 5 minutes ahead, or 1 to 15 as the portal is set. */
  readonly expires_at: string
}

/** Links that take a signed-in customer of yours into the portal. */
export class MagicLinks {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Mints a link. Mint one per click, at the moment of the click, and answer with `303 See Other` and
   * `Cache-Control: no-store`.
   *
   * @param input - the customer, and how and where they should land
   * @param options - a signal and a time limit for this call
   * @returns the link and when it expires
   * @throws {ApiError} `NOT_FOUND` no such customer in your organisation · `UNPROCESSABLE_ENTITY` the customer's plan
   * has no portal configured · `BAD_REQUEST` a field is wrong, see `errors` · `FORBIDDEN` the client lacks `write:*`
   * @throws {AuthenticationError} wrong client id or secret
   * @throws {RateLimitError} too many requests, still after the retries
   * @throws {ConnectionError} Stromtor could not be reached
   * @throws {TimeoutError} no answer within `timeoutMs`
   *
   * @example
   * ```ts
   * const { link } = await stromtor.magicLinks.create({ customerId: user.stromtorCustomerId, next: '/invoices' })
   * response.set('Cache-Control', 'no-store').redirect(303, link)
   * ```
   */
  async create(input: MagicLinkCreate, options?: CallOptions): Promise<MagicLink> {
    if (!input.customerId === !input.externalCustomerId) {
      throw new StromtorError('magicLinks.create needs either customerId or externalCustomerId')
    }
    const { customerId, externalCustomerId, next, returnUrl, locale, delivery, flow } = input
    // Undefined fields drop out of the JSON, so that the plain call stays {"customerId": …}.
    const body = { customerId, externalCustomerId, next, returnUrl, locale, delivery, flow }
    const call = { method: 'POST', path: '/admin/magic_link', body } as const
    return await ask<MagicLink>(this.#api, call, 'link', options)
  }
}
