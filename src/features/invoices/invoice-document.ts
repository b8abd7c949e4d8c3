import { Temporal } from 'temporal-polyfill'
import { mergeBrand } from '../../brand/brand.ts'
import type { Db } from '../../db/database.ts'
import type { InvoiceDocument, Payment } from '../../documents/invoice-model.ts'
import type { Supplier } from '../../documents/supplier.ts'
import { Failure } from '../../domain/failure.ts'
import type { CustomerId, InvoiceId, OrganizationId } from '../../domain/identifiers.ts'
import { addDays, type Day, dayAt } from '../../domain/local-time.ts'
import type { ContractTerms } from '../../domain/tariff.ts'
import { findPartnerName } from '../market-partners/queries.ts'
import { findSupplier } from '../organizations/supplier-profile.ts'
import { getContract } from '../subscriptions/queries.ts'
import { meterValues, usageOf, yearlyUsage } from './invoice-document-meter.ts'
import { invoiceParties, type Parties } from './invoice-document-parties.ts'
import type { InvoiceDetail } from './invoice.ts'
import { getInvoice } from './queries.ts'

/**
 * All that an invoice says on paper (§ 40 EnWG, § 14 (4) UStG), as it was issued: whether it has been paid since is not
 * part of it.
 *
 * @throws Failure NOT_FOUND, also for another customer's; UNPROCESSABLE_ENTITY while the organisation has no supplier profile.
 */
export async function invoiceDocument(
  db: Db,
  organizationId: OrganizationId,
  customerId: CustomerId,
  invoiceId: InvoiceId,
): Promise<InvoiceDocument> {
  const invoice = await getInvoice(db, organizationId, customerId, invoiceId)
  const supplier = await findSupplier(db, organizationId)
  if (!supplier) throw new Failure('UNPROCESSABLE_ENTITY', NO_SUPPLIER)
  const contract = await getContract(db, organizationId, invoice.subscriptionId)
  const parties = await invoiceParties(db, organizationId, invoice.subscriptionId)
  const { terms } = contract
  const end = addDays(invoice.periodEnd, 1)
  const meter = invoice.usageWh === null ? null : await meterValues(db, organizationId, contract, invoice)
  const isHousehold = parties.customer.kind === 'person' && terms.type === 'consumption'
  return {
    brand: mergeBrand(parties.brand, parties.planBrand),
    supplier,
    number: invoice.number,
    type: invoice.type,
    isFinal: invoice.isFinal,
    issuedOn: invoice.issuedOn,
    dueOn: invoice.dueOn,
    periodStart: invoice.periodStart,
    periodEnd: invoice.periodEnd,
    customer: parties.customer,
    contract: {
      number: contract.number,
      planName: invoice.planName,
      kind: terms.type,
      tariff: terms.tariff,
      startOn: contract.startOn,
      ...endOfContract(parties, contract.startOn, contract.endOn, invoice),
      noticeDays: parties.noticeDays,
      energyMicroEurPerKwh: energyPrice(terms),
      baseFeeCents: terms.baseFeeCents,
    },
    supply: {
      address: parties.supplyAddress,
      ...parties.meter,
      ...(await partners(db, terms.gridOperatorCode, parties.meteringOperatorCode)),
    },
    lines: invoice.lines,
    totals: {
      netCents: invoice.netCents,
      vatCents: invoice.vatCents,
      totalCents: invoice.totalCents,
      vat: invoice.vat,
    },
    payment: paymentOf(invoice, supplier, parties),
    meter,
    lastYearWh:
      meter === null
        ? null
        : await usageOf(db, organizationId, contract, yearBefore(invoice.periodStart), yearBefore(end)),
    yearlyUse: meter === null || !isHousehold ? null : await yearlyUsage(db, organizationId, contract, end),
    earlier: await earlierInvoice(db, organizationId, invoice),
  }
}

const NO_SUPPLIER =
  'An invoice must say who issues it: set the supplier profile first (stromtor suppliers set --organization … --file supplier.json).'

const yearBefore = (day: Day): Day => Temporal.PlainDate.from(day).subtract({ years: 1 }).toString() as Day

/** As it stood when the invoice was issued: notice given later is not known to it. */
function endOfContract(
  parties: Parties,
  startOn: Day,
  endOn: Day | null,
  { issuedOn, isFinal }: InvoiceDetail,
) {
  const isKnown = endOn !== null && (isFinal || (parties.terminatedOn ?? issuedOn) <= issuedOn)
  if (isKnown) return { lastDay: addDays(endOn, -1), nextEnd: null }
  const earliest = addDays(issuedOn, parties.noticeDays)
  return { lastDay: null, nextEnd: earliest > startOn ? earliest : startOn }
}

function energyPrice(terms: ContractTerms): number {
  if (terms.tariff === 'dynamic') return terms.markupMicroEurPerKwh
  return (terms.type === 'feed_in' ? terms.feedInMicroEurPerKwh : terms.workingPriceMicroEurPerKwh) ?? 0
}

async function partners(db: Db, gridOperatorCode: string, meteringCode: string | null) {
  const gridOperator = {
    code: gridOperatorCode,
    name: await findPartnerName(db, 'grid_operator', gridOperatorCode),
  }
  // Where nobody else was asked, the grid operator measures (§ 3 MsbG).
  if (meteringCode === null) return { gridOperator, meteringOperator: gridOperator }
  const name = await findPartnerName(db, 'metering_operator', meteringCode)
  return { gridOperator, meteringOperator: { code: meteringCode, name } }
}

function paymentOf(invoice: InvoiceDetail, supplier: Supplier, { mandate }: Parties): Payment {
  const { totalCents, dueOn } = invoice
  // The void of an invoice that was never paid has nothing to settle, and no due day.
  if (totalCents === 0 || dueOn === null) return { kind: 'none' }
  if (totalCents < 0) return { kind: 'payout', iban: mandate?.iban ?? null, by: dueOn }
  // A mandate collects invoices; what a cancellation leaves to be paid back is none.
  if (invoice.type === 'void' || mandate === null || supplier.creditorId === null)
    return { kind: 'transfer', by: dueOn }
  return { kind: 'debit', on: dueOn, creditorId: supplier.creditorId, ...mandate }
}

async function earlierInvoice(
  db: Db,
  organizationId: OrganizationId,
  invoice: InvoiceDetail,
): Promise<InvoiceDocument['earlier']> {
  const earlier = invoice.type === 'void' ? invoice.related : invoice.corrects
  if (earlier === null) return null
  const { issued_at: issuedAt } = await db
    .selectFrom('invoices')
    .select('issued_at')
    .where('organization_id', '=', organizationId)
    .where('id', '=', earlier.id)
    .executeTakeFirstOrThrow()
  const relation = invoice.type === 'void' ? 'voids' : 'corrects'
  return { relation, number: earlier.number, issuedOn: dayAt(issuedAt) }
}
