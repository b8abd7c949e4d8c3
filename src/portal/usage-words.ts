import { addDays, daysBetween, type Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { ShownPeriod, UsageModel } from './usage-view-model.ts'

/** The page in one sentence. */
export function usageTitle(t: T, format: Format, model: UsageModel): string {
  const { contract, sum, empty } = model
  const isFeedIn = contract.kind === 'feed_in'
  if (sum === null) {
    if (empty === 'pending') {
      return t(isFeedIn ? 'usagePage.empty.pendingFeedIn' : 'usagePage.empty.pending', {
        day: format.dayMonth(contract.startsOn),
      })
    }
    return t(`usagePage.empty.${empty ?? 'missing'}`)
  }
  const when = whenOf(t, format, model)
  const energy = format.kwh(sum.energyWh)
  if (sum.cost === null) return t(isFeedIn ? 'usagePage.fedIn' : 'usagePage.usedPlain', { when, energy })
  const cents = sum.cost.energyCents
  if (isFeedIn && cents < 0) return t('usagePage.paidTitle', { when, energy, amount: format.eur(-cents) })
  return t(isFeedIn ? 'usagePage.earnedTitle' : 'usagePage.used', { when, energy, amount: format.eur(cents) })
}

function whenOf(t: T, format: Format, { period, sum, today }: UsageModel): string {
  const { view, first, last } = period
  const soFar = sum?.isPartial === true && last >= today
  // A range of one's own may be a single day, too.
  if (first === last) {
    return first === addDays(today, -1)
      ? t('usagePage.when.yesterday')
      : t('usagePage.when.day', { day: format.dayMonth(first) })
  }
  if (view === 'week') {
    return soFar ? t('usagePage.when.weekSoFar') : t('usagePage.when.week', { day: format.dayMonth(first) })
  }
  if (view === 'month') {
    return t(soFar ? 'usagePage.when.monthSoFar' : 'usagePage.when.month', { month: format.month(first) })
  }
  if (view === 'year') {
    return t(soFar ? 'usagePage.when.yearSoFar' : 'usagePage.when.year', { year: first.slice(0, 4) })
  }
  return t('usagePage.when.range', { count: daysBetween(first, last) + 1 })
}

/** The period as a date: `Donnerstag` is left to the axis, the year never. */
export function periodName(format: Format, { view, first, last }: ShownPeriod): string {
  if (view === 'year') return first.slice(0, 4)
  return view === 'month' ? format.month(first) : format.span(first, last)
}

/** The same in a few letters, for the ways to the neighbours. */
export function periodShort(format: Format, { view, first, last }: ShownPeriod): string {
  if (view === 'year') return first.slice(0, 4)
  if (view === 'month') return format.month(first)
  return view === 'day' ? format.dayShort(first) : format.spanShort(first, last)
}

/** A change below this reads as "the same". */
const SAME = 0.01

/** What there is to say about the sum before the picture: the year before, what is missing, what is estimated. */
export function usageRemarks(t: T, format: Format, { sum, contract, period }: UsageModel): string[] {
  if (sum === null) return []
  const { lastYear, cost } = sum
  const remarks: string[] = []
  if (cost !== null && cost.totalCents !== cost.energyCents) {
    const amount = format.eur(cost.totalCents)
    remarks.push(t(contract.kind === 'feed_in' ? 'usagePage.baseFeedIn' : 'usagePage.base', { amount }))
  }
  if (lastYear !== null && lastYear.energyWh > 0) {
    const change = sum.energyWh / lastYear.energyWh - 1
    const kind = Math.abs(change) < SAME ? 'same' : change < 0 ? 'less' : 'more'
    const percent = format.percent(Math.abs(change))
    const energy = format.kwh(lastYear.energyWh)
    remarks.push(
      lastYear.costCents === null
        ? t(`usagePage.${kind}`, { percent, energy })
        : t(`usagePage.${kind}Cost`, { percent, energy, amount: format.eur(lastYear.costCents) }),
    )
  }
  if (sum.isPartial && contract.status === 'active' && contract.meterType === 'smart') {
    remarks.push(t('usagePage.until', { day: format.dayMonth(sum.until) }))
  }
  if (period.first < contract.startsOn) {
    remarks.push(t('usagePage.begun', { day: format.date(contract.startsOn) }))
  }
  if (contract.status === 'ended' && contract.lastDay !== null) {
    remarks.push(t('usagePage.ended', { day: format.date(contract.lastDay) }))
  }
  if (sum.missingDays > 0) remarks.push(t('usagePage.gaps', { count: sum.missingDays }))
  if (sum.hasEstimates) remarks.push(t('usagePage.estimatedLead'))
  return remarks
}
