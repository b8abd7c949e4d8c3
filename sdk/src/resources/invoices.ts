import type { ApiClient } from '../api-client.ts'
import type { InvoiceUnion as Invoice, InvoiceUnionFilter as InvoiceFilter } from '../generated/api-types.ts'
import type { ListQuery } from '../list-query.ts'
import type { CallOptions } from '../options.ts'
import type { List } from '../page.ts'
import { ask, listOf, pathOf } from './resource.ts'

/** What was billed: by use, in advance, and what was taken back. */
export class Invoices {
  readonly #api: ApiClient

  constructor(api: ApiClient) {
    this.#api = api
  }

  /**
   * Lists invoices, newest first.
   *
   * @param query - page size, cursor and filter
   * @param options - a signal and a time limit, for this page and those that iterating fetches
   * @returns the first page; iterate over it, or over what the call gives back, for all of them
   * @throws {ApiError} `BAD_REQUEST` a wrong filter value, or a cursor made with another filter or limit
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const filter = { subscription: { eq: 'sub_…' }, status: { eq: 'open' } } as const
   * for await (const invoice of stromtor.invoices.list({ filter })) console.log(invoice.total)
   * ```
   */
  list(query: ListQuery<InvoiceFilter> = {}, options?: CallOptions): List<Invoice> {
    return listOf<Invoice>(this.#api, '/invoices', query, options)
  }

  /**
   * Fetches one invoice with its lines. `type` says which of the three kinds it is.
   *
   * @param id - `inv_…`
   * @param options - a signal and a time limit for this call
   * @returns the invoice
   * @throws {ApiError} `NOT_FOUND` when there is none, or it belongs to another organisation
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * const invoice = await stromtor.invoices.retrieve('inv_…')
   * if (invoice.type === 'usage') console.log(invoice.usage, 'kWh')
   * ```
   */
  async retrieve(id: string, options?: CallOptions): Promise<Invoice> {
    return await ask<Invoice>(this.#api, { method: 'GET', path: pathOf('invoices', id) }, 'id', options)
  }

  /**
   * Where the PDF of an invoice is, for some minutes. The address needs no token: send the customer there, and do not store it.
   *
   * @param id - `inv_…`
   * @param options - a signal and a time limit for this call
   * @returns the address of the PDF
   * @throws {ApiError} `NOT_FOUND` no such invoice
   * @throws {AuthenticationError | RateLimitError | ConnectionError | TimeoutError}
   *
   * @example
   * ```ts
   * response.redirect(302, await stromtor.invoices.file('inv_…'))
   * ```
   */
  async file(id: string, options?: CallOptions): Promise<string> {
    const call = { method: 'GET', path: pathOf('invoices', id, '/file'), wantsLocation: true } as const
    const { location } = await ask<{ location: string }>(this.#api, call, 'location', options)
    return location
  }
}
