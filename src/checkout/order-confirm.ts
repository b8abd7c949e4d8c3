import type { Context } from 'hono'
import type { Deps } from '../deps.ts'
import type { OrderPlaced } from '../features/checkouts/place-order.ts'
import { orderMail } from '../mail/order-mail.tsx'
import type { PostedMail } from '../mail/outbox.ts'
import type { PortalEnv } from '../portal/env.ts'
import type { PageContext } from '../ui/page.ts'
import { checkoutOf } from './open-checkout.ts'
import { lastingOrigin, loadDocuments } from './order-load.ts'

/** The mail that confirms what was ordered, to be posted with it. */
export async function confirmationMail(
  deps: Deps,
  c: Context<PortalEnv>,
  page: PageContext,
  { id, number, summary }: OrderPlaced,
): Promise<PostedMail> {
  const { brand, locale } = c.var
  const { customer, plan, startOn, earlySupply } = summary
  const { sections } = await loadDocuments(deps, c, page, summary, number)
  const hasPortal = checkoutOf(c).plan.portalEnabled
  const message = await orderMail({
    brand,
    locale,
    to: customer.email,
    portalOrigin: lastingOrigin(deps, c),
    hasPortal,
    name: `${customer.firstName} ${customer.lastName}`,
    number,
    type: plan.type,
    startOn,
    earlySupply: earlySupply === true,
    sections,
  })
  return { about: id, message }
}
