import type { Temporal } from 'temporal-polyfill'
import type { Db, Tx } from '../../db/database.ts'
import { type BilledPeriod, type BillingPeriod, unbilledPeriods } from '../../domain/billing-periods.ts'
import type { OrganizationId, SubscriptionId } from '../../domain/identifiers.ts'
import { invoiceTotals } from '../../domain/invoice-totals.ts'
import {
  addDays,
  addMonths,
  type Day,
  dayAt,
  daysInRange,
  firstDayOf,
  monthOf,
} from '../../domain/local-time.ts'
import { type PricedDay, projectDays } from '../../domain/projection.ts'
import type { Pricing } from '../prices/queries.ts'
import { getContract } from '../subscriptions/queries.ts'
import type { Contract } from '../subscriptions/subscription.ts'
import type { ContractDay } from '../usage/contract-values.ts'
import { measured, type MeasuredPeriod, measurePeriod, periodLines } from './bill-usage.ts'
import { billedPeriods } from './queries.ts'

export interface NextBill {
  /** Both days inclusive. */
  periodStart: Day
  periodEnd: Day
  /** Expected total, gross; what is paid out for feed-in is positive too. Null when there is nothing to reckon with. */
  amountCents: number | null
  /** The bill if the period ended with `measuredUntil`; null without values. */
  soFarCents: number | null
  /** The last day that values are there for. */
  measuredUntil: Day | null
  /**
   * What the amount rests on: the agreed instalment, values of the whole period, or values so far with the remaining
   * days taken like the last 30 measured ones (their use by the household profile, their mean price).
   */
  basis: 'instalment' | 'values' | 'values_and_projection'
  /** When it is written. */
  issueOn: Day
  /** When it is collected or paid out; without a mandate, when it is issued. */
  on: Day
  onMeans: 'debit' | 'payout' | 'issue'
}

const BASIS_DAYS = 30

/** The first bill of a contract that is not issued yet; null when the contract has ended and everything is billed. */
export async function nextBill(
  db: Db | Tx,
  organizationId: OrganizationId,
  subscriptionId: SubscriptionId,
  now: Temporal.Instant,
): Promise<NextBill | null> {
  const contract = await getContract(db, organizationId, subscriptionId)
  const period = nextPeriod(contract, await billedPeriods(db, organizationId, contract.id), dayAt(now))
  if (!period) return null
  if (period.type === 'prepayment') return billOf(contract, period, null)
  const { from, to } = basisOf(period)
  return billOf(contract, period, await measurePeriod(db, organizationId, contract, from, to))
}

/** The days that a bill's estimate rests on. */
const basisOf = ({ from, to }: BillingPeriod) => ({ from: addDays(from, -BASIS_DAYS), to })

/** The days that a contract's next bill rests on; null where it rests on none. */
export function nextBillBasis(
  contract: Contract,
  billed: readonly BilledPeriod[],
  now: Temporal.Instant,
): { from: Day; to: Day } | null {
  const period = nextPeriod(contract, billed, dayAt(now))
  return period?.type === 'usage' ? basisOf(period) : null
}

/** The same bill from what was read before; `values` may be of more days than it rests on. */
export function nextBillIn(
  pricing: Pricing,
  values: readonly ContractDay[],
  billed: readonly BilledPeriod[],
  now: Temporal.Instant,
): NextBill | null {
  const { contract } = pricing
  const period = nextPeriod(contract, billed, dayAt(now))
  if (!period) return null
  const { from, to } = basisOf(period)
  const inside = values.filter(({ day }) => day >= from && day < to)
  return billOf(contract, period, measured(pricing, inside))
}

function billOf(contract: Contract, period: BillingPeriod, measurement: MeasuredPeriod | null): NextBill {
  const common = {
    periodStart: period.from,
    periodEnd: addDays(period.to, -1),
    issueOn: period.issueOn,
    on: contract.hasMandate ? period.dueOn : period.issueOn,
    onMeans: contract.hasMandate ? ('debit' as const) : ('issue' as const),
  }
  if (period.type === 'prepayment' || !measurement) {
    const amountCents = contract.instalmentCents
    return {
      ...common,
      amountCents,
      soFarCents: null,
      measuredUntil: null,
      basis: 'instalment',
    }
  }
  const { totalCents, soFarCents, measuredUntil } = reckon(contract, period, measurement)
  const sign = contract.terms.type === 'feed_in' ? -1 : 1
  const whole = measuredUntil === common.periodEnd
  return {
    ...common,
    amountCents: totalCents === null ? null : totalCents * sign,
    soFarCents: soFarCents === null ? null : soFarCents * sign,
    measuredUntil,
    basis: whole ? 'values' : 'values_and_projection',
    onMeans: sign < 0 && contract.hasMandate ? 'payout' : common.onMeans,
  }
}

function nextPeriod(contract: Contract, billed: readonly BilledPeriod[], today: Day): BillingPeriod | null {
  const term = { ...contract, byInstalments: contract.instalmentCents !== null }
  const horizon = firstDayOf(addMonths(monthOf(today > contract.startOn ? today : contract.startOn), 2))
  return unbilledPeriods(term, horizon, billed, today)[0] ?? null
}

function reckon(
  contract: Contract,
  { from, to }: BillingPeriod,
  { book, values, exchangeNano }: MeasuredPeriod,
) {
  const priced = values.flatMap(({ day, energyWh, quarters }) => {
    const nanoEur = exchangeNano.get(day)
    return nanoEur === undefined ? [] : [{ day, energyWh, nanoEur, quarters }]
  })
  const inPeriod = priced.filter(({ day }) => day >= from)
  const measuredUntil = inPeriod.at(-1)?.day ?? null
  const known = new Set(inPeriod.map(({ day }) => day))
  const missing = daysInRange(from, to).filter((day) => !known.has(day))
  const projected = projectDays(priced.slice(-BASIS_DAYS), missing, contract.terms.type)
  const total = (days: readonly PricedDay[], end: Day) =>
    invoiceTotals(periodLines(contract, book, days, from, end)).totalCents
  return {
    measuredUntil,
    soFarCents: measuredUntil && total(inPeriod, addDays(measuredUntil, 1)),
    totalCents: projected && total([...inPeriod, ...projected], to),
  }
}
