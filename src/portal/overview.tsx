import { Hono } from 'hono'
import type { Temporal } from 'temporal-polyfill'
import type { Deps } from '../deps.ts'
import type { OrganizationId } from '../domain/identifiers.ts'
import { addDays, addMonths, type Day, dayAt, firstDayOf, monthOf } from '../domain/local-time.ts'
import type { InvoiceItem } from '../features/invoices/invoice.ts'
import { nextBill } from '../features/invoices/next-bill.ts'
import { findFinalInvoice, listOpenInvoices } from '../features/invoices/queries.ts'
import { priceOutlook } from '../features/prices/price-outlook.ts'
import { cancellableOn, type CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { usageByDay, usageByMonth, usageTotalWh } from '../features/usage/queries.ts'
import { chooseContract, contractChoices } from './choose-contract.ts'
import type { PortalEnv } from './env.ts'
import { OverviewView } from './overview-view.tsx'
import type { OverviewInvoice, OverviewModel, OverviewPrice, OverviewUsage } from './overview-view-model.ts'
import { pageContext } from './page-context.ts'
import { whoIsSignedIn } from './session-cookie.ts'

const USAGE_DAYS = 30

/** Price now, use, the next bill, the contract: for one contract at a time. Without any the visitor goes to the checkout. */
export const overviewPage = (deps: Deps) =>
  new Hono<PortalEnv>().get('/', async (c) => {
    const { organizationId } = c.get('portal')
    const { customer } = whoIsSignedIn(c)
    const { contracts, contract } = await chooseContract(deps, c, c.req.query('subscription'))
    if (contracts.length === 0) return c.redirect('/start', 303)
    if (!contract) return c.notFound()

    const now = deps.now()
    const [price, usage, bill, open, finalInvoice] = await Promise.all([
      loadPrice(deps, organizationId, contract, now),
      loadUsage(deps, organizationId, contract, dayAt(now)),
      contract.status === 'active' ? nextBill(deps.db, organizationId, contract.id, now) : null,
      listOpenInvoices(deps.db, organizationId, customer.id),
      contract.status === 'ended'
        ? findFinalInvoice(deps.db, organizationId, customer.id, contract.id)
        : null,
    ])
    const model: OverviewModel = {
      now: now.epochMilliseconds,
      contracts: contractChoices(contracts),
      contract: toContract(contract, dayAt(now)),
      price,
      usage,
      nextBill: bill,
      openInvoices: open.filter(({ subscriptionId }) => subscriptionId === contract.id).map(toInvoice),
      finalInvoice: finalInvoice && toInvoice(finalInvoice),
    }
    return c.html(<OverviewView page={pageContext(deps, c)} model={model} />)
  })

async function loadPrice(
  { db }: Deps,
  organizationId: OrganizationId,
  contract: CustomerSubscription,
  now: Temporal.Instant,
): Promise<OverviewPrice | null> {
  if (contract.status !== 'active') return null
  const outlook = await priceOutlook(db, organizationId, contract.id, now)
  if (outlook === null || outlook.kind === 'feed_in') return outlook
  return { ...outlook, baseFeeCents: contract.baseFeeCents }
}

/** A smart meter's last 30 days, or an analog one's last twelve months, beside the same time a year ago. */
async function loadUsage(
  { db }: Deps,
  organizationId: OrganizationId,
  contract: CustomerSubscription,
  today: Day,
): Promise<OverviewUsage | null> {
  if (contract.status === 'pending') return null
  const end = contract.lastDay !== null && contract.lastDay < today ? addDays(contract.lastDay, 1) : today
  if (contract.meter.type === 'smart') {
    const start = addDays(end, -USAGE_DAYS)
    const [days, lastYearWh] = await Promise.all([
      usageByDay(db, organizationId, contract.id, start, end),
      usageTotalWh(db, organizationId, contract.id, addDays(start, -365), addDays(end, -365)),
    ])
    return days.length === 0
      ? null
      : { kind: 'days', days: days.map((day) => ({ ...day, status: measured(day.status) })), lastYearWh }
  }
  const start = firstDayOf(addMonths(monthOf(addDays(end, -1)), -11))
  const months = await usageByMonth(db, organizationId, contract.id, start, end)
  return months.length === 0
    ? null
    : {
        kind: 'months',
        months: months.map((month) => ({
          ...month,
          status: month.status === 'estimated' ? 'estimate' : month.status,
        })),
        lastYearWh: null,
      }
}

/** A smart meter's missing day is filled by the operator of the meter, never estimated by us. */
const measured = (status: 'final' | 'preliminary' | 'substitute' | 'estimated') =>
  status === 'estimated' ? 'substitute' : status

function toContract(contract: CustomerSubscription, today: Day): OverviewModel['contract'] {
  const { address } = contract
  return {
    id: contract.id,
    planName: contract.planName,
    kind: contract.type,
    status: contract.status,
    startsOn: contract.startsOn,
    lastDay: contract.lastDay,
    cancellableOn: cancellableOn(contract, today),
    address: `${address.street} ${address.houseNumber}, ${address.zip} ${address.city}`,
    meterNumber: contract.meter.number,
    meterType: contract.meter.type,
  }
}

function toInvoice(invoice: InvoiceItem): OverviewInvoice {
  const { id, number, totalCents, status, dueOn, collected } = invoice
  return { id, number, totalCents, status, dueOn, collected }
}
