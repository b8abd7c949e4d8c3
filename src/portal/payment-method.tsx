import { Hono } from 'hono'
import type { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'
import type { CustomerId, OrganizationId } from '../domain/identifiers.ts'
import { dayAt } from '../domain/local-time.ts'
import { nextBill } from '../features/invoices/next-bill.ts'
import { listOpenInvoices } from '../features/invoices/queries.ts'
import { findMandate } from '../features/subscriptions/queries.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { chooseContract, contractChoices } from './choose-contract.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { type PaymentMethodModel, PaymentMethodView } from './payment-method-view.tsx'
import { whoIsSignedIn } from './session-cookie.ts'

/** How one contract is paid: by a mandate, whose IBAN is masked, or by transfer. */
export const paymentMethodPage = (deps: Deps) =>
  new Hono<PortalEnv>().get('/', async (c) => {
    const { organizationId } = c.get('portal')
    const { customer } = whoIsSignedIn(c)
    const { contracts, contract } = await chooseContract(deps, c, c.req.query('subscription'))
    if (contracts.length === 0) return c.redirect('/start', 303)
    if (!contract) return c.notFound()
    const [mandate, next] = await Promise.all([
      findMandate(deps.db, organizationId, contract.id),
      nextPayment(deps, organizationId, customer.id, contract, deps.now()),
    ])
    const model: PaymentMethodModel = {
      contracts: contractChoices(contracts),
      contract: {
        id: contract.id,
        number: contract.number,
        status: contract.status,
        kind: contract.type,
      },
      mandate,
      next,
    }
    return c.html(<PaymentMethodView page={pageContext(deps, c)} model={model} />)
  })

/** An issued invoice still to be collected or paid out, else the next bill as far as it can be foreseen. */
async function nextPayment(
  { db }: Deps,
  organizationId: OrganizationId,
  customerId: CustomerId,
  contract: CustomerSubscription,
  now: Temporal.Instant,
): Promise<PaymentMethodModel['next']> {
  const today = dayAt(now)
  for (const { subscriptionId, collected, dueOn, totalCents } of await listOpenInvoices(
    db,
    organizationId,
    customerId,
  )) {
    if (subscriptionId !== contract.id || !collected || dueOn === null || dueOn < today) continue
    const means = totalCents < 0 ? 'payout' : 'debit'
    return { on: dueOn, amountCents: Math.abs(totalCents), isEstimate: false, means }
  }
  if (contract.status !== 'active') return null
  const bill = await nextBill(db, organizationId, contract.id, now)
  if (bill === null || bill.amountCents === null || bill.onMeans === 'issue') return null
  return { on: bill.on, amountCents: bill.amountCents, isEstimate: bill.isEstimate, means: bill.onMeans }
}
