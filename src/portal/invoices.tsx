import { Hono } from 'hono'
import type { Deps } from '../deps.ts'
import { notFound } from '../domain/failure.ts'
import { isId } from '../domain/identifiers.ts'
import { invoiceTotals } from '../domain/invoice-totals.ts'
import { addDays, dayAt } from '../domain/local-time.ts'
import type { InvoiceDetail, InvoiceItem } from '../features/invoices/invoice.ts'
import { nextBill } from '../features/invoices/next-bill.ts'
import { getInvoice, listInvoices, listOpenInvoices } from '../features/invoices/queries.ts'
import { listCustomerSubscriptions } from '../features/subscriptions/queries.ts'
import { usageTotalWh } from '../features/usage/queries.ts'
import type { PortalEnv } from './env.ts'
import { InvoiceView } from './invoice-view.tsx'
import { InvoicesView } from './invoices-view.tsx'
import type { InvoiceItem as ShownInvoice, InvoiceLine, InvoiceModel } from './invoices-view-model.ts'
import { pageContext } from './page-context.ts'
import { whoIsSignedIn } from './session-cookie.ts'

const PAGE_SIZE = 24
const PAGE = /^[1-9]\d{0,3}$/

/** Every invoice of the customer over all contracts, and each in detail. */
export const invoicesPage = (deps: Deps) =>
  new Hono<PortalEnv>()
    .get('/', async (c) => {
      const { organizationId } = c.get('portal')
      const { customer } = whoIsSignedIn(c)
      const asked = c.req.query('page') ?? '1'
      if (!PAGE.test(asked)) throw notFound('Page')
      const page = Number(asked)
      const contracts = await listCustomerSubscriptions(deps.db, organizationId, customer.id)
      if (contracts.length === 0) return c.redirect('/start', 303)
      const running = contracts.filter(({ status }) => status === 'active')
      const [{ items, total }, open, ...bills] = await Promise.all([
        listInvoices(deps.db, organizationId, customer.id, {
          limit: PAGE_SIZE,
          offset: (page - 1) * PAGE_SIZE,
        }),
        listOpenInvoices(deps.db, organizationId, customer.id),
        ...running.map(({ id }) => nextBill(deps.db, organizationId, id, deps.now())),
      ])
      if (items.length === 0 && page > 1) throw notFound('Page')
      const nextInvoices = bills.flatMap((bill) => (bill ? [bill.issueOn] : [])).toSorted()
      return c.html(
        <InvoicesView
          page={pageContext(deps, c)}
          model={{
            today: dayAt(deps.now()),
            invoices: items.map((item) => toShown(item, contracts.length > 1)),
            open: open.map(({ id, totalCents, dueOn, collected }) => ({ id, totalCents, dueOn, collected })),
            nextInvoiceOn: nextInvoices[0] ?? null,
            newerUrl: page > 1 ? `/invoices?page=${page - 1}` : null,
            olderUrl: total > page * PAGE_SIZE ? `/invoices?page=${page + 1}` : null,
          }}
        />,
      )
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

function toShown(invoice: InvoiceItem, namesContract: boolean): ShownInvoice {
  const { id, number, type, periodStart, periodEnd, status, totalCents, dueOn, issuedOn, planName } = invoice
  const contractLabel = namesContract ? planName : null
  return { id, number, type, periodStart, periodEnd, status, totalCents, dueOn, issuedOn, contractLabel }
}

function toModel(
  invoice: InvoiceDetail,
  lastYearWh: number | null,
  today: InvoiceModel['today'],
): InvoiceModel {
  return {
    today,
    invoice: toShown(invoice, false),
    paidOn: invoice.paidOn,
    collected: invoice.collected,
    lines: invoice.lines.map(toLine),
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

function toLine(line: InvoiceDetail['lines'][number]): InvoiceLine {
  const isEnergy = line.unit === 'Wh'
  return {
    label: line.kind,
    quantity: isEnergy ? line.quantity / 1000 : line.quantity,
    unit: line.unit === 'Wh' ? 'kwh' : line.unit,
    unitPriceMicroEur: line.unitPriceMicroEur,
    unitPriceIsAverage: line.unitPriceIsMean,
    amountCents: line.netCents,
  }
}
