import type { Child } from 'hono/jsx'
import { PriceChart } from '../ui/chart-price.tsx'
import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Icon } from '../ui/icons.tsx'
import { Figure } from '../ui/parts.tsx'
import type { PriceOutlook } from './overview-outlook.ts'
import type { OverviewPrice } from './overview-view-model.ts'
import { PriceNow } from './price-now-view.tsx'

interface PartProps {
  t: T
  format: Format
}

type Dynamic = Extract<OverviewPrice, { kind: 'dynamic' }>

/** The price now, the cheapest hours ahead, and the picture that explains both. */
export const DynamicPrice = ({
  t,
  format,
  price,
  outlook,
  now,
  children,
}: PartProps & { price: Dynamic; outlook: PriceOutlook; now: number; children?: Child }) => {
  const { current, level, window } = outlook
  return (
    <>
      <div class="hero-line">
        {current !== null && <PriceNow t={t} format={format} current={current} level={level} />}
        {window !== null && (
          <p class="best">
            <span class="small quiet">
              {t('price.cheapest', { count: Math.round((window.to - window.from) / 3_600_000) })}
            </span>
            <strong>
              {t('price.window', {
                day: t(outlook.windowIsTomorrow ? 'day.tomorrow' : 'day.today'),
                from: format.time(window.from),
                to: format.time(window.to),
              })}
            </strong>
            <span class="small quiet">
              {t('price.average', { price: format.ctPerKwh(window.averageMicroEurPerKwh) })}
            </span>
          </p>
        )}
      </div>
      {children}
      {outlook.drawn.length > 0 && (
        <PriceChart
          t={t}
          format={format}
          points={outlook.drawn}
          now={now}
          window={window}
          recent={price.recent}
          caption={[
            t('price.allIn', { amount: format.eur(price.baseFeeCents) }),
            price.isDemo === true ? t('price.demo') : '',
          ]
            .join(' ')
            .trim()}
        />
      )}
    </>
  )
}

/** When the rest of the picture comes; nothing once it is there. */
export const TomorrowNote = ({ t, outlook }: { t: T; outlook: PriceOutlook }) =>
  outlook.tomorrow === 'known' || outlook.drawn.length === 0 ? null : (
    <p class="awaited">
      <Icon name="clock" />
      <span>{t(outlook.tomorrow === 'pending' ? 'price.tomorrowPending' : 'price.tomorrowLate')}</span>
    </p>
  )

/** Feeding in at exchange prices: a high price is good, so nothing is called cheap or expensive. */
export const DynamicFeedIn = ({
  t,
  format,
  outlook,
  now,
  children,
}: PartProps & { outlook: PriceOutlook; now: number; children?: Child }) => (
  <>
    {outlook.current !== null && (
      <FeedInPrice
        t={t}
        format={format}
        price={{ kind: 'feed_in', microEurPerKwh: outlook.current.microEurPerKwh }}
        note={t(
          outlook.current.microEurPerKwh < 0 ? 'overview.feedInNoteNegative' : 'overview.feedInNoteNow',
        )}
      />
    )}
    {children}
    {outlook.drawn.length > 0 && (
      <PriceChart t={t} format={format} points={outlook.drawn} now={now} window={null} recent={[]} />
    )}
  </>
)

export const FixedPrice = ({
  t,
  format,
  price,
}: PartProps & { price: Extract<OverviewPrice, { kind: 'fixed' }> }) => (
  <div class="hero-line">
    <div class="price-now">
      <Figure value={format.ct(price.microEurPerKwh, 2)} unit="ct/kWh" />
      <p class="small quiet">{t('overview.fixedNote')}</p>
    </div>
    <p class="best flat">
      <span class="small quiet">{t('overview.baseFee')}</span>
      <strong>{t('overview.perMonth', { amount: format.eur(price.baseFeeCents) })}</strong>
    </p>
  </div>
)

export const FeedInPrice = ({
  t,
  format,
  price,
  note = t('overview.feedInNote'),
}: PartProps & { price: Extract<OverviewPrice, { kind: 'feed_in' }>; note?: string }) => (
  <div class="price-now">
    <p class="figure-label">{t('overview.feedInFigure')}</p>
    <Figure value={format.ct(price.microEurPerKwh, 2)} unit="ct/kWh" />
    <p class="small quiet">{note}</p>
  </div>
)
