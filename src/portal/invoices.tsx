import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { notFound } from '../domain/failure.ts'
import { isId } from '../domain/identifiers.ts'
import { invoiceTotals } from '../domain/invoice-totals.ts'
import { unbilledPeriods } from '../domain/billing-periods.ts'
import { addDays, addMonths, type Day, dayAt, firstDayOf, monthOf, yearOf } from '../domain/local-time.ts'
import type { InvoiceDetail, InvoiceItem } from '../features/invoices/invoice.ts'
import { getInvoice, listInvoices } from '../features/invoices/queries.ts'
import { listCustomerSubscriptions } from '../features/subscriptions/queries.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { usageTotalWh } from '../features/usage/queries.ts'
import type { PortalEnv } from './env.ts'
import { InvoiceView } from './invoice-view.tsx'
import { InvoicesView } from './invoices-view.tsx'
import type {
  InvoiceItem as ShownInvoice,
  InvoiceLine,
  InvoiceModel,
  InvoicesModel,
} from './invoices-view-model.ts'
import { pageContext } from './page-context.ts'
import { whoIsSignedIn } from './session-cookie.ts'

const YEAR = /^20\d{2}$/

/** Every invoice of the customer over all contracts, a year at a time, and each in detail. */
export const invoicesPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const { organizationId } = c.get('portal')
      const { customer } = whoIsSignedIn(c)
      const asked = c.req.query('year')
      if (asked !== undefined && !YEAR.test(asked)) throw notFound('Year')
      const contracts = await listCustomerSubscriptions(deps.db, organizationId, customer.id)
      if (contracts.length === 0) return c.redirect('/start', 303)
      const invoices = await listInvoices(deps.db, organizationId, customer.id)
      const years = [...new Set(invoices.map(yearOfInvoice))].sort((a, b) => b - a)
      const year = asked === undefined ? (years[0] ?? null) : Number(asked)
      if (asked !== undefined && !years.includes(Number(asked))) throw notFound('Year')
      const today = dayAt(deps.now())
      const model: InvoicesModel = {
        today,
        year,
        years,
        invoices: invoices
          .filter((invoice) => yearOfInvoice(invoice) === year)
          .map((invoice) => toShown(invoice, contracts)),
        open: invoices
          .filter(({ status }) => status === 'open')
          .map(({ id, totalCents, dueOn, collected }) => ({ id, totalCents, dueOn, collected })),
        nextInvoiceOn: nextInvoiceOn(contracts, invoices, today),
      }
      return c.html(<InvoicesView page={pageContext(deps, c)} model={model} />)
    })
    .get('/:id', async (c) => {
      const { organizationId } = c.get('portal')
      const { customer } = whoIsSignedIn(c)
      const id = c.req.param('id')
      if (!isId('invoice', id)) throw notFound('Invoice')
      const invoice = await getInvoice(deps.db, organizationId, customer.id, id)
      const lastYearWh =
        invoice.usageWh === null
          ? null
          : await usageTotalWh(
              deps.db,
              organizationId,
              invoice.subscriptionId,
              addDays(invoice.periodStart, -365),
              addDays(invoice.periodEnd, -364),
            )
      return c.html(
        <InvoiceView page={pageContext(deps, c)} model={toModel(invoice, lastYearWh, dayAt(deps.now()))} />,
      )
    })

/** By the year its period ended in. */
const yearOfInvoice = ({ periodEnd }: InvoiceItem): number => yearOf(periodEnd)

/** The first day on which any running contract is billed again. */
function nextInvoiceOn(
  contracts: readonly CustomerSubscription[],
  invoices: readonly InvoiceItem[],
  today: Day,
): Day | null {
  const days = contracts
    .filter(({ status }) => status === 'active')
    .flatMap(({ contract }) => {
      const billed = invoices
        .filter(({ subscriptionId, type }) => subscriptionId === contract.id && type !== 'void')
        .map(({ type, periodStart, status }) => ({
          type: type === 'prepayment' ? ('prepayment' as const) : ('usage' as const),
          from: periodStart,
          isVoided: status === 'voided',
        }))
      const term = { ...contract, byInstalments: contract.instalmentCents !== null }
      const horizon = firstDayOf(addMonths(monthOf(today), 2))
      return unbilledPeriods(term, horizon, billed, today)
        .slice(0, 1)
        .map(({ issueOn }) => (issueOn > today ? issueOn : today))
    })
  return days.sort()[0] ?? null
}

function toShown(invoice: InvoiceItem, contracts: readonly CustomerSubscription[]): ShownInvoice {
  const contract = contracts.find(({ id }) => id === invoice.subscriptionId)
  return {
    ...invoice,
    isFeedIn: contract?.type === 'feed_in',
    contractLabel: contract && contracts.length > 1 ? tellingName(contracts)(contract) : null,
  }
}

/** What tells the customer's contracts apart: the tariff, the street where two have the same, else the number. */
function tellingName(contracts: readonly CustomerSubscription[]) {
  const number = (contract: CustomerSubscription) => contract.number
  const names = [
    ({ planName }: CustomerSubscription) => planName,
    ({ address }: CustomerSubscription) => `${address.street} ${address.houseNumber}`,
  ]
  return names.find((name) => new Set(contracts.map(name)).size === contracts.length) ?? number
}

function toModel(
  invoice: InvoiceDetail,
  lastYearWh: number | null,
  today: InvoiceModel['today'],
): InvoiceModel {
  return {
    today,
    invoice: {
      ...invoice,
      isFeedIn: invoice.lines.some(({ kind }) => kind === 'feed_in'),
      contractLabel: null,
    },
    contract: `${invoice.planName}, ${invoice.subscriptionNumber}`,
    paidOn: invoice.paidOn,
    collected: invoice.collected,
    lines: invoice.lines.map((line) => toLine(line, invoice)),
    netCents: invoice.netCents,
    vat: invoice.vat.map(({ percent, vatCents }) => ({ rate: percent / 100, amountCents: vatCents })),
    usageWh: invoice.usageWh,
    lastYearWh,
    valueSource: invoice.valueSource,
    estimatedDays: invoice.estimatedDays,
    related: invoice.related,
    corrects: invoice.corrects,
    correctedBy: invoice.correctedBy,
    usageCents: invoiceTotals(invoice.lines.filter(({ kind }) => kind !== 'instalments_paid')).totalCents,
  }
}

function toLine(line: InvoiceDetail['lines'][number], { periodStart, periodEnd }: InvoiceItem): InvoiceLine {
  const isEnergy = line.unit === 'Wh'
  const last = addDays(line.to, -1)
  const isWhole = line.from === periodStart && last === periodEnd
  return {
    label: line.kind,
    quantity: isEnergy ? line.quantity / 1000 : line.quantity,
    unit: line.unit === 'Wh' ? 'kwh' : line.unit,
    unitPriceMicroEur: line.unitPriceMicroEur,
    unitPriceIsAverage: line.unitPriceIsMean,
    amountCents: line.netCents,
    days: isWhole ? null : { first: line.from, last },
  }
}
