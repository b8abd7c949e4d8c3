import type { Db } from '../db/database.ts'
import type { OrganizationId } from '../domain/identifiers.ts'
import { addDays, type Day, daysBetween } from '../domain/local-time.ts'
import {
  lastYearOf,
  periodResolution,
  shiftPeriod,
  usagePeriod,
  type UsagePeriod,
} from '../domain/usage-period.ts'
import { hoursOfDays } from '../domain/usage-hours.ts'
import type { CustomerSubscription } from '../features/subscriptions/subscription.ts'
import { type UsageDetail, usageDetail, type UsageDetailDay } from '../features/usage/usage-export-days.ts'
import { energyCost, periodCost } from './usage-costs.ts'
import { latestDay, type UsageAsked } from './usage-request.ts'
import { usageSlots } from './usage-slots.ts'
import type { EmptyReason, ShownPeriod, ShownStep, UsageModel } from './usage-view-model.ts'

/** Beyond, last year's cost and the price of each quarter-hour are left out: nobody sees them in a picture of months. */
const DETAIL_DAYS = 92
const A_YEAR = 366

interface UsageLoad {
  subscription: CustomerSubscription
  asked: UsageAsked
  today: Day
  /** The query that keeps the contract, `subscription=sub_…`, or nothing. */
  keep: string
}

/** What the page shows of one contract and period: three statements, whatever the length. */
export async function loadUsage(
  db: Db,
  organizationId: OrganizationId,
  { subscription, asked, today, keep }: UsageLoad,
): Promise<Omit<UsageModel, 'contracts'>> {
  const { contract } = subscription
  const { period } = asked
  const isLong = daysBetween(period.from, period.to) > DETAIL_DAYS
  const comparable = daysBetween(period.from, period.to) <= A_YEAR && contract.meterType === 'smart'
  const detail = await usageDetail(db, organizationId, contract, {
    from: period.from,
    to: period.to < today ? period.to : today,
    earlier: comparable ? { ...lastYearOf(period), totalsOnly: isLong } : null,
    withPrices: !isLong,
  })
  const { days } = detail
  const step = periodResolution(period, contract.meterType) as ShownStep
  const shown = shownPeriod(keep)
  const latest = latestDay(contract, today)
  const isSmart = contract.meterType === 'smart'
  const until = days.at(-1)?.day
  return {
    today,
    contract: {
      id: contract.id,
      kind: contract.terms.type,
      status: subscription.status,
      meterType: contract.meterType,
      startsOn: contract.startOn,
      lastDay: subscription.lastDay,
    },
    period: shown(period),
    views: viewsOf(period, isSmart, latest).map(shown),
    previous: period.from > contract.startOn ? shown(shiftPeriod(period, -1)) : null,
    next: hasNext(period, subscription, today) ? shown(shiftPeriod(period, 1)) : null,
    latest: subscription.status === 'pending' ? null : shown(usagePeriod(isSmart ? 'day' : 'year', latest)),
    step,
    slots: until === undefined ? [] : usageSlots(days, period, step),
    sum: until === undefined ? null : sumOf(subscription, period, { ...detail, isLong, until }),
    empty: until === undefined ? emptyReason(subscription, period, today) : null,
    heat: isSmart && isLong && daysBetween(period.from, period.to) <= A_YEAR ? hoursOfDays(days) : null,
    heatHref: isSmart && !isLong && until !== undefined ? shown(usagePeriod('year', until)).href : null,
    downloads: isSmart && until !== undefined ? downloadsOf(contract.id, period, until) : null,
    form: asked.form,
    isDemo: days.some(({ isDemo }) => isDemo),
  }
}

const shownPeriod =
  (keep: string) =>
  ({ view, from, to }: UsagePeriod): ShownPeriod => {
    const last = addDays(to, -1)
    const query = view === 'range' ? `from=${from}&to=${last}` : `view=${view}&on=${from}`
    return { view, first: from, last, href: `/usage?${query}${keep === '' ? '' : `&${keep}`}` }
  }

/** The same time as a day, week, month and year: of a longer period its last day that can have values. */
function viewsOf(period: UsagePeriod, isSmart: boolean, latest: Day): UsagePeriod[] {
  const last = addDays(period.to, -1)
  const on = last < latest ? last : latest > period.from ? latest : period.from
  const views = isSmart ? (['day', 'week', 'month', 'year'] as const) : (['year'] as const)
  return views.map((view) => usagePeriod(view, on))
}

/** Today may be looked at, to be told that its values come tomorrow. */
const hasNext = ({ view, to }: UsagePeriod, { contract }: CustomerSubscription, today: Day): boolean =>
  (view === 'day' ? to <= today : to < today) && (contract.endOn === null || to < contract.endOn)

function emptyReason(
  { contract, status, lastDay }: CustomerSubscription,
  { from, to }: UsagePeriod,
  today: Day,
): EmptyReason {
  if (status === 'pending' || contract.startOn > today) return 'pending'
  if (to <= contract.startOn) return 'before'
  if (lastDay !== null && from > lastDay) return 'after'
  if (from > today) return 'future'
  return from === today ? 'today' : 'missing'
}

function sumOf(
  { contract }: CustomerSubscription,
  period: UsagePeriod,
  { book, days, earlier, isLong, until }: UsageDetail & { isLong: boolean; until: Day },
): NonNullable<UsageModel['sum']> {
  const from = period.from > contract.startOn ? period.from : contract.startOn
  const to = addDays(until, 1)
  const ends = contract.endOn !== null && contract.endOn < period.to ? contract.endOn : period.to
  const missingDays = daysBetween(from, to) - days.length
  const isComparable = missingDays === 0 && from === period.from && days.every(isMeasured)
  const before = lastYearOf({ ...period, from, to })
  const lastYear = earlier.filter(({ day }) => day >= before.from && day < before.to)
  const isWhole = isComparable && lastYear.length === daysBetween(before.from, before.to)
  return {
    energyWh: total(days),
    until,
    isPartial: to < ends,
    missingDays,
    hasEstimates: !days.every(isMeasured),
    cost: periodCost(contract, book, days, { from, to }),
    lastYear: isWhole
      ? {
          energyWh: total(lastYear),
          costCents: isLong ? null : energyCost(lastYear),
        }
      : null,
  }
}

const isMeasured = ({ status }: UsageDetailDay): boolean => status !== 'estimated'
const total = (days: readonly UsageDetailDay[]): number => days.reduce((sum, day) => sum + day.energyWh, 0)

function downloadsOf(id: string, { from }: UsagePeriod, until: Day): NonNullable<UsageModel['downloads']> {
  const query = `subscription=${id}&from=${from}&to=${until}`
  return {
    excel: `/usage/quarter-hours.csv?${query}&style=excel`,
    csv: `/usage/quarter-hours.csv?${query}`,
    greenButton: `/usage/green-button.xml?${query}`,
  }
}
