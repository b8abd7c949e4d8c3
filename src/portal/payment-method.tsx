import { type Context, Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { unbilledPeriods } from '../domain/billing-periods.ts'
import type { OrganizationId } from '../domain/identifiers.ts'
import { addMonths, dayAt, firstDayOf, monthOf } from '../domain/local-time.ts'
import { billedPeriods, listOpenInvoices } from '../features/invoices/queries.ts'
import type { ContractPayment } from '../features/payment-methods/payment-method.ts'
import type { PortalEnv } from './env.ts'
import { pageContext } from './page-context.ts'
import { paymentChangePages } from './payment-method-change.tsx'
import { paymentCodePages } from './payment-method-code.tsx'
import { bankOf, creditorOf, loadPayment, type LoadedPayment, needsMandate } from './payment-method-load.ts'
import { PaymentMethodView } from './payment-method-view.tsx'
import type { PaymentMethodModel } from './payment-method-view-model.ts'
import { whoIsSignedIn } from './session-cookie.ts'

/** How one contract is paid: by a mandate, whose IBAN is masked, or by transfer; and the way to change it. */
export const paymentMethodPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const loaded = await loadPayment(deps, c, c.req.query('subscription'))
      if (loaded === 'no_contract') return c.redirect('/start', 303)
      if (loaded === 'not_found') return c.notFound()
      return showPayment(deps, c, loaded)
    })
    .route('/code', paymentCodePages(deps))
    .route('/', paymentChangePages(deps))

async function showPayment(deps: Deps, c: Context<PortalEnv>, loaded: LoadedPayment): Promise<Response> {
  const { contracts, contract, payment, supplier } = loaded
  const { method } = payment
  const creditor = creditorOf(supplier)
  const isMandate = needsMandate(contract)
  const model: PaymentMethodModel = {
    contracts,
    contract: { id: contract.id, number: contract.number, status: contract.status, kind: contract.type },
    mandate: method && { ...method, isMandate },
    next: await nextPayment(deps, c.get('portal').organizationId, c, loaded),
    creditor,
    canChange: !isMandate || creditor !== null,
    bank: bankOf(supplier),
    receipt: receiptOf(c, payment),
    isMeanwhile: c.req.query('meanwhile') === '1',
    hasMail: deps.mailer !== null,
  }
  return c.html(<PaymentMethodView page={pageContext(deps, c)} model={model} />)
}

/** The address says what was done; it counts only while that is still how the contract is paid. */
function receiptOf(c: Context<PortalEnv>, { method }: ContractPayment): PaymentMethodModel['receipt'] {
  const changed = c.req.query('changed')
  if (method !== null && changed === method.id) return { kind: 'changed', atMs: method.givenAtMs }
  return c.req.query('ended') === '1' && method === null ? { kind: 'ended' } : null
}

/**
 * An issued invoice still to be collected or paid out, else the next instalment, else the day of the next bill, whose amount
 * is not known before it is written.
 */
async function nextPayment(
  { db, now }: Deps,
  organizationId: OrganizationId,
  c: Context<PortalEnv>,
  { contract, payment }: LoadedPayment,
): Promise<PaymentMethodModel['next']> {
  if (payment.method === null) return null
  const today = dayAt(now())
  const [open, billed] = await Promise.all([
    listOpenInvoices(db, organizationId, whoIsSignedIn(c).customer.id),
    billedPeriods(db, organizationId, contract.id),
  ])
  for (const { subscriptionId, collected, dueOn, totalCents } of open) {
    if (subscriptionId !== contract.id || !collected || dueOn === null || dueOn < today) continue
    return { on: dueOn, amountCents: Math.abs(totalCents), means: totalCents < 0 ? 'payout' : 'debit' }
  }
  if (contract.status !== 'active') return null
  const { instalmentCents, startOn, endOn } = payment
  const horizon = firstDayOf(addMonths(monthOf(today > startOn ? today : startOn), 2))
  const term = { startOn, endOn, byInstalments: instalmentCents !== null }
  const period = unbilledPeriods(term, horizon, billed, today)[0]
  if (!period) return null
  return {
    on: period.dueOn,
    amountCents: period.type === 'prepayment' ? instalmentCents : null,
    means: contract.type === 'feed_in' ? 'payout' : 'debit',
  }
}
