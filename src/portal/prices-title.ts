import { levelBounds, priceLevel } from '../domain/price-level.ts'
import { priceAt } from '../domain/price-point.ts'
import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { PricesModel, ShownFixed, ShownQuarters } from './prices-view-model.ts'

interface TitleProps {
  t: T
  format: Format
  model: PricesModel
}

interface Title {
  title: string
  lead?: string
}

/** The answer in words, for whatever is shown. */
export function pricesTitle({ t, format, model }: TitleProps): Title {
  const { shown, contract } = model
  const isFeedIn = contract.kind === 'feed_in'
  if (shown.kind === 'fixed') return fixedTitle({ t, format, model }, shown)
  if (shown.kind === 'nothing') {
    const date = format.date(shown.day)
    return { title: t(shown.reason === 'pending' ? 'prices.pending' : 'prices.unpublished', { date }) }
  }
  if (shown.kind === 'month') {
    const month = format.month(shown.month)
    if (shown.meanMicroEurPerKwh === null) return { title: t('prices.monthEmpty', { month }) }
    const price = format.ct(shown.meanMicroEurPerKwh)
    const isRunning = shown.month.slice(0, 7) === format.day(model.now).slice(0, 7)
    const monthKey = isRunning && contract.status === 'active' ? 'monthSoFar' : 'month'
    return {
      title: t(`prices.${monthKey}${isFeedIn ? 'FeedIn' : ''}`, { month, price }),
      lead: t(isFeedIn ? 'prices.monthLeadFeedIn' : 'prices.monthLead'),
    }
  }
  if (shown.view === 'now') return { title: nowTitle({ t, format, model }, shown) }
  const prices = shown.quarters.map(({ microEurPerKwh }) => microEurPerKwh)
  const key = isFeedIn ? 'dayFeedIn' : shown.day > format.day(model.now) ? 'dayAhead' : 'day'
  return {
    title: t(`prices.${key}`, {
      date: format.date(shown.day),
      low: format.ct(Math.min(...prices)),
      high: format.ct(Math.max(...prices)),
    }),
  }
}

/** How it is now, and when to wait it out: the dearest hours ahead. The cheapest stand beside it and can be chosen. */
function nowTitle({ t, format, model }: TitleProps, shown: ShownQuarters): string {
  const current = priceAt(shown.quarters, model.now)
  if (current === null) return t('overview.noPrices')
  if (model.contract.kind === 'feed_in') {
    const { microEurPerKwh } = current
    return microEurPerKwh < 0
      ? t('prices.now.feedInNegative', { price: format.ctPerKwh(-microEurPerKwh) })
      : t('prices.now.feedIn', { price: format.ctPerKwh(microEurPerKwh) })
  }
  const bounds = levelBounds(shown.recent)
  const level = bounds === null ? 'usual' : priceLevel(current.microEurPerKwh, bounds)
  const sentence = current.microEurPerKwh < 0 ? t('overview.negativeNow') : t(`overview.level.${level}`)
  const ahead = shown.quarters.filter(({ startsAt }) => startsAt > model.now)
  const dearest = ahead.reduce<(typeof ahead)[number] | null>(
    (best, quarter) => (best === null || quarter.microEurPerKwh > best.microEurPerKwh ? quarter : best),
    null,
  )
  if (dearest === null || dearest.microEurPerKwh <= current.microEurPerKwh) return sentence
  const isTomorrow = format.day(dearest.startsAt) > format.day(model.now)
  return t('prices.now.dearest', {
    sentence,
    day: t(isTomorrow ? 'day.tomorrow' : 'day.today'),
    time: format.time(dearest.startsAt),
  })
}

function fixedTitle({ t, format, model }: TitleProps, shown: ShownFixed): Title {
  const { contract } = model
  const prices = shown.prices.map(({ microEurPerKwh }) => microEurPerKwh)
  const price = format.ct(prices[0] ?? 0, 2)
  if (contract.kind === 'feed_in')
    return { title: t('prices.fixedFeedIn', { price }), lead: t('prices.fixedFeedInLead') }
  if (contract.status === 'ended')
    return { title: t('prices.fixedUntil', { date: format.date(contract.lastDay ?? shown.day), price }) }
  if (contract.status === 'pending')
    return {
      title: t('prices.fixedFrom', { date: format.date(contract.startsOn), price }),
      lead: t('prices.fixedLead'),
    }
  if (prices.length < 2) return { title: t('prices.fixed', { price }), lead: t('prices.fixedLead') }
  const [low, high] = [Math.min(...prices), Math.max(...prices)]
  return {
    title: t('prices.fixedLevels', { low: format.ct(low, 2), high: format.ct(high, 2) }),
    lead: t('prices.fixedLeadLevels'),
  }
}
