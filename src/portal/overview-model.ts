import type { Temporal } from 'temporal-polyfill'
import { unbilledPeriods } from '../domain/billing-periods.ts'
import { addDays, type Day, dayAt, daysBetween, firstDayOf, monthOf } from '../domain/local-time.ts'
import { aggregate } from '../domain/resolution.ts'
import type { InvoiceItem } from '../features/invoices/invoice.ts'
import { nextBillIn } from '../features/invoices/next-bill.ts'
import { billedBy, finalInvoiceOf } from '../features/invoices/queries.ts'
import { outlookIn } from '../features/prices/price-outlook.ts'
import { cancellableOn, type CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { pricedDaysIn } from '../features/usage/queries.ts'
import { type OverviewFigures, within } from './overview-figures.ts'
import type {
  OverviewInvoice,
  OverviewModel,
  OverviewPrice,
  OverviewRecent,
  OverviewUsage,
} from './overview-view-model.ts'

type Reckoned = ReturnType<typeof pricedDaysIn>

/** What the overview shows of a contract, each figure by the arithmetic of the page that it leads to. */
export function overviewModel(
  figures: OverviewFigures,
  contract: CustomerSubscription,
  now: Temporal.Instant,
): Omit<OverviewModel, 'contracts'> {
  const isActive = contract.status === 'active'
  const days = contract.status === 'pending' ? [] : pricedDaysIn(figures, figures.values)
  const bill = isActive ? nextBillIn(figures, figures.values, billedBy(figures.invoices), now) : null
  const final = contract.status === 'ended' ? finalInvoiceOf(figures.invoices) : null
  return {
    now: now.epochMilliseconds,
    contract: toContract(contract, dayAt(now)),
    price: isActive ? priceOf(figures, contract, now) : null,
    usage: usageOf(figures, days),
    recent: isActive ? recentOf(days, contract, dayAt(now)) : null,
    nextBill: bill,
    readingDueOn: isActive ? readingDueOn(figures, dayAt(now)) : null,
    openInvoices: figures.invoices.filter(({ status }) => status === 'open').map(toInvoice),
    finalInvoice: final && toInvoice(final),
  }
}

function priceOf(
  figures: OverviewFigures,
  contract: CustomerSubscription,
  now: Temporal.Instant,
): OverviewPrice | null {
  const outlook = outlookIn(figures, now)
  if (outlook === null || outlook.kind === 'feed_in') return outlook
  return { ...outlook, baseFeeCents: contract.baseFeeCents }
}

function usageOf({ contract, shown, lastYear }: OverviewFigures, days: Reckoned): OverviewUsage | null {
  const drawn = within(days, shown)
  if (drawn.length === 0) return null
  if (contract.meterType === 'smart') {
    const before = lastYear ? within(days, lastYear) : []
    // A comparison with less than all of the days would mislead.
    const isWhole = lastYear !== null && before.length === daysBetween(lastYear.from, lastYear.to)
    return {
      kind: 'days',
      days: drawn.map(({ day, energyWh, status, costCents }) => ({
        day,
        wh: energyWh,
        status: measured(status),
        costCents,
      })),
      lastYearWh: isWhole ? before.reduce((sum, { energyWh }) => sum + energyWh, 0) : null,
    }
  }
  return {
    kind: 'months',
    months: aggregate(drawn, { ...shown, resolution: 'month' }).map(({ period, energyWh, status }) => ({
      month: period,
      wh: energyWh,
      status: status === 'estimated' ? 'estimate' : status,
    })),
    lastYearWh: null,
  }
}

/**
 * The latest measured day and the month so far, on its first day the one just over: values come a day late. An analog meter
 * measures neither.
 */
function recentOf(days: Reckoned, { meter }: CustomerSubscription, today: Day): OverviewRecent | null {
  const first = firstDayOf(monthOf(addDays(today, -1)))
  const month = within(days, { from: first, to: today })
  const latest = within(days, { from: addDays(today, -7), to: today }).at(-1)
  if (meter.type !== 'smart' || !latest) return null
  const costs = month.flatMap(({ costCents }) => costCents ?? [])
  return {
    latest: { day: latest.day, wh: latest.energyWh, costCents: latest.costCents },
    month: {
      day: first,
      wh: month.reduce((sum, { energyWh }) => sum + energyWh, 0),
      costCents:
        costs.length === 0 || costs.length < month.length
          ? null
          : costs.reduce((sum, cents) => sum + cents, 0),
    },
  }
}

/** So long before and after the end of a contract's year a reading is taken for it. */
const READING_DAYS = 21

/**
 * The last day of the year that an analog meter is billed for, once it is near or just over and nobody has read the meter
 * around it: without a reading the year's use is estimated (§ 40a (2) EnWG).
 */
function readingDueOn({ contract, invoices, readOn }: OverviewFigures, today: Day): Day | null {
  if (contract.meterType === 'smart' || contract.instalmentCents === null) return null
  const until = addDays(today, READING_DAYS)
  const settlement = unbilledPeriods(
    { ...contract, byInstalments: true },
    until,
    billedBy(invoices),
    today,
  ).find(({ type }) => type === 'usage')
  if (!settlement || settlement.to > until) return null
  const since = addDays(settlement.to, -READING_DAYS)
  return readOn.some((day) => day >= since) ? null : addDays(settlement.to, -1)
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
    isConfirmed: contract.isConfirmed,
    previousSupplier: contract.previousSupplier,
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
