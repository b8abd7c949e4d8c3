import type { PriceWindow } from '../domain/cheapest-window.ts'
import { QUARTER_MS } from '../domain/local-time.ts'
import { levelBounds, priceLevel } from '../domain/price-level.ts'
import { priceAt } from '../domain/price-point.ts'
import { PriceChart, windowLabel } from '../ui/chart-price.tsx'
import { labelPlace, percent } from '../ui/chart-price-parts.tsx'
import { Figure, Notice } from '../ui/parts.tsx'
import { PriceNow } from './price-now-view.tsx'
import { PricesHours } from './prices-hours-view.tsx'
import type { ShownQuarters } from './prices-view-model.ts'
import type { PartProps } from './prices-view.tsx'

type NowProps = PartProps & { shown: ShownQuarters }

/** The price now, the cheapest hours, and the picture of both. */
export const PricesNow = (props: NowProps) => {
  const { t, format, model, shown } = props
  const { contract, now } = model
  const isFeedIn = contract.kind === 'feed_in'
  const window = shown.windows[shown.hours - 1] ?? null
  return (
    <>
      <div class="hero-line">
        <Now {...props} />
        {!isFeedIn && <Best {...props} window={window} />}
      </div>
      <div class="window-chart" data-price-windows={isFeedIn ? undefined : windowsData(props)}>
        <PriceChart
          t={t}
          format={format}
          points={shown.quarters}
          now={now}
          window={window}
          recent={shown.recent}
          chosen={shown.isAsked ? (shown.chosen ?? undefined) : undefined}
          levels={shown.levels ?? undefined}
          caption={[
            isFeedIn ? '' : t('price.allIn', { amount: format.eur(model.baseFeeCents) }),
            shown.isDemo ? t('price.demo') : '',
          ]
            .join(' ')
            .trim()}
        />
        {!isFeedIn && <PricesHours {...props} />}
      </div>
      {shown.view === 'now' && shown.tomorrow !== 'known' && contract.lastDay !== format.day(now) && (
        <Notice tone="warn">
          {t(shown.tomorrow === 'pending' ? 'price.tomorrowPending' : 'price.tomorrowLate')}
        </Notice>
      )}
    </>
  )
}

/** The present price, or of another day its mean. */
const Now = ({ t, format, model, shown }: NowProps) => {
  const current = priceAt(shown.quarters, model.now)
  if (current === null) {
    const prices = shown.quarters.map(({ microEurPerKwh }) => microEurPerKwh)
    const mean = prices.reduce((sum, price) => sum + price, 0) / (prices.length || 1)
    return <Figure value={format.ct(mean)} unit="ct/kWh" note={t('prices.dayMean')} />
  }
  const bounds = levelBounds(shown.recent)
  const level = bounds === null ? null : priceLevel(current.microEurPerKwh, bounds)
  return <PriceNow t={t} format={format} current={current} level={level} />
}

const Best = (props: NowProps & { window: PriceWindow | null }) => {
  const { name, when, mean } = bestTexts(props, props.shown.hours, props.window)
  return (
    <p class="best" data-best="">
      <span class="small quiet">{name}</span>
      <strong>{when}</strong>
      <span class="small quiet">{mean}</span>
    </p>
  )
}

/** What is said of a window, beside the price and, without a page of its own, by the slider. */
function bestTexts({ t, format, model, shown }: NowProps, hours: number, window: PriceWindow | null) {
  const isOver = (shown.quarters.at(-1)?.startsAt ?? 0) + QUARTER_MS <= model.now
  const name = t(isOver ? 'prices.cheapestWas' : 'price.cheapest', { count: hours })
  if (window === null) return { name, when: t('prices.hoursNone'), mean: '' }
  const times = { from: format.time(window.from), to: format.time(window.to) }
  const [day, today] = [format.day(window.from), format.day(model.now)]
  return {
    name,
    when:
      shown.view === 'day'
        ? t('prices.windowOn', times)
        : t('price.window', { day: t(day > today ? 'day.tomorrow' : 'day.today'), ...times }),
    mean: t('price.average', { price: format.ctPerKwh(window.averageMicroEurPerKwh) }),
  }
}

/** All windows of the slider, placed and put into words: the island only has to choose. */
function windowsData(props: NowProps): string {
  const { t, format, shown } = props
  const start = shown.quarters[0]?.startsAt ?? 0
  const length = shown.quarters.length * QUARTER_MS
  return JSON.stringify(
    shown.windows.map((window, index) => {
      const { name, when, mean } = bestTexts(props, index + 1, window)
      const texts = [t('prices.hoursValue', { count: index + 1 }), name, when, mean]
      if (window === null) return { texts }
      const place = { from: (window.from - start) / length, to: (window.to - start) / length }
      const label = labelPlace(place)
      return {
        texts,
        x: percent(place.from),
        width: percent(place.to - place.from),
        label: windowLabel(t, format, window),
        labelX: label.x,
        anchor: label.anchor,
      }
    }),
  )
}
