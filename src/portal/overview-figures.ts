import type { Temporal } from 'temporal-polyfill'
import type { Db } from '../db/database.ts'
import type { OrganizationId } from '../domain/identifiers.ts'
import { addDays, addMonths, type Day, dayAt, firstDayOf, monthOf } from '../domain/local-time.ts'
import { nextBillBasis } from '../features/invoices/next-bill.ts'
import { billedBy, listContractInvoices } from '../features/invoices/queries.ts'
import type { InvoiceItem } from '../features/invoices/invoice.ts'
import { listMeterReadings } from '../features/meter-readings/queries.ts'
import { RECENT_DAYS } from '../features/prices/price-outlook.ts'
import { loadPricing, type Pricing } from '../features/prices/queries.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { type ContractDay, contractValues } from '../features/usage/contract-values.ts'

/** A smart meter shows its last 30 days, an analog one its last twelve months. */
const USAGE_DAYS = 30
const USAGE_MONTHS = 12
const A_YEAR = 365

/** Everything the overview says about a contract is reckoned from these: four statements, each read once. */
export interface OverviewFigures extends Pricing {
  invoices: InvoiceItem[]
  /** When an analog meter was read, or said to be; the latest first. */
  readOn: Day[]
  values: ContractDay[]
  /** The days whose use is drawn: `[from, to)`. */
  shown: Span
  /** The same days a year before; null where nobody compares. */
  lastYear: Span | null
}

interface Span {
  from: Day
  to: Day
}

export async function loadFigures(
  db: Db,
  organizationId: OrganizationId,
  { contract }: CustomerSubscription,
  now: Temporal.Instant,
): Promise<OverviewFigures> {
  const today = dayAt(now)
  const invoices = await listContractInvoices(db, organizationId, contract.customerId, contract.id)
  const shown = shownDays(contract, today)
  const isSmart = contract.meterType === 'smart'
  const lastYear = isSmart ? { from: addDays(shown.from, -A_YEAR), to: addDays(shown.to, -A_YEAR) } : null
  const spans = [shown]
  if (contract.status === 'active') {
    const basis = nextBillBasis(contract, billedBy(invoices), now)
    spans.push({ from: firstDayOf(monthOf(addDays(today, -1))), to: today }, ...(basis ? [basis] : []))
  }
  const values = around(spans)
  if (contract.status === 'active') spans.push({ from: addDays(today, -RECENT_DAYS), to: addDays(today, 2) })
  const prices = around(spans)
  const isRead = !isSmart && contract.status === 'active'
  const [pricing, days, readings] = await Promise.all([
    loadPricing(db, contract, prices.from, prices.to),
    contractValues(db, organizationId, contract, values.from, values.to, lastYear),
    isRead ? listMeterReadings(db, organizationId, contract.id) : [],
  ])
  const readOn = readings.filter(({ type }) => type !== 'grid_estimation').map((reading) => reading.readOn)
  return { ...pricing, invoices, readOn, values: days, shown, lastYear }
}

function shownDays({ endOn, meterType }: CustomerSubscription['contract'], today: Day): Span {
  const to = endOn !== null && endOn < today ? endOn : today
  if (meterType === 'smart') return { from: addDays(to, -USAGE_DAYS), to }
  return { from: firstDayOf(addMonths(monthOf(addDays(to, -1)), 1 - USAGE_MONTHS)), to }
}

/** From the first day of any to the last of any. */
function around(spans: readonly Span[]): Span {
  const [first] = spans.map(({ from }) => from).toSorted()
  const last = spans
    .map(({ to }) => to)
    .toSorted()
    .at(-1)
  if (!first || !last) throw new RangeError('No span')
  return { from: first, to: last }
}

/** The values of `[from, to)`. */
export const within = <Value extends { day: Day }>(values: readonly Value[], { from, to }: Span): Value[] =>
  values.filter(({ day }) => day >= from && day < to)
