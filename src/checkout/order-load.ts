import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import { type OrderSummary, summaryOf } from '../features/checkouts/order-summary.ts'
import type { Order } from '../features/checkouts/read-order.ts'
import { findSupplier } from '../features/organizations/supplier-profile.ts'
import { checkoutOrigin } from '../features/plans/checkout-origin.ts'
import { portalOrigin } from '../features/plans/portal-origin.ts'
import type { PortalEnv } from '../portal/env.ts'
import type { PageContext } from '../ui/page.ts'
import { checkoutOf } from './open-checkout.ts'
import { type OrderDocuments, orderDocuments } from './order-documents.ts'
import type { Words } from './order-words.ts'

/**
 * Where the brand's own pages are for as long as a contract is kept: the portal's host, since a checkout may be closed any day;
 * the checkout's only where the plan has no portal.
 */
export function lastingOrigin({ config }: Pick<Deps, 'config'>, c: Context<PortalEnv>): string {
  return checkoutOf(c).plan.portalEnabled
    ? portalOrigin(config, c.get('portal'))
    : checkoutOrigin(config, c.get('portal'))
}

/** What is agreed, in the words and with the documents of this brand. */
export async function loadDocuments(
  deps: Pick<Deps, 'db' | 'config'>,
  c: Context<PortalEnv>,
  words: Words,
  summary: OrderSummary,
  number: string | null,
): Promise<OrderDocuments> {
  const supplier = await findSupplier(deps.db, c.get('portal').organizationId)
  const brand = c.get('brand')
  const places = {
    origin: lastingOrigin(deps, c),
    offersUrl: `${checkoutOrigin(deps.config, c.get('portal'))}/`,
  }
  return orderDocuments(words, { summary, supplier, brand, number, ...places })
}

export interface LoadedOrder {
  order: Order
  /** As it is for who does not tick the box. */
  summary: OrderSummary
  documents: OrderDocuments
}

export async function loadOrder(
  deps: Pick<Deps, 'db' | 'config'>,
  c: Context<PortalEnv>,
  page: Pick<PageContext, 't' | 'format'>,
  order: Order,
): Promise<LoadedOrder> {
  const summary = summaryOf(checkoutOf(c).plan, order, false)
  return { order, summary, documents: await loadDocuments(deps, c, page, summary, null) }
}
