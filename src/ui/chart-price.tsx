import type { Child } from 'hono/jsx'
import type { PriceWindow } from '../domain/cheapest-window.ts'
import { QUARTER_MS } from '../domain/local-time.ts'
import { levelBounds, priceLevel } from '../domain/price-level.ts'
import { priceAt, type PricePoint } from '../domain/price-point.ts'
import { quarterClocks } from './chart-price-clock.ts'
import { Chosen, Curve, GridLevels, Ground, HourAxis, Now, Past, Window } from './chart-price-parts.tsx'
import { PRICE_CHART, priceGeometry } from './chart-price-geometry.ts'
import { PriceTable } from './chart-price-table.tsx'
import type { Format } from './format.ts'
import type { T } from './i18n.ts'

export interface PriceChartProps {
  t: T
  format: Format
  /** Consecutive quarter-hours, one Berlin day or two. Days without any price are better left out. */
  points: readonly PricePoint[]
  now: number
  window: PriceWindow | null
  /** The customer's own prices of the last 30 days, micro-EUR per kWh. */
  recent: readonly number[]
  /** What the price contains, in a line under the drawing. */
  caption?: Child
  /** Which quarter-hour is looked at, when it is not the present one. */
  chosen?: number | undefined
  /** § 14a module 3: the level of the grid fee in each quarter-hour. */
  levels?: readonly GridLevel[] | undefined
}

type GridLevel = 'low' | 'standard' | 'high'

/**
 * Price per quarter-hour as a step line whose colour is the price level. The plot stretches with the page while
 * words and strokes keep their size: x is given in per cent, y in px, and the line alone is scaled.
 */
export const PriceChart = (props: PriceChartProps) => {
  const { t, format, points, now, window, recent, caption, chosen, levels } = props
  const bounds = levelBounds(recent)
  const g = priceGeometry(points, now, window, bounds)
  const current = priceAt(points, now)
  const starts = points.map(({ startsAt }) => startsAt)
  const clocks = quarterClocks(starts, format)
  const ends = quarterClocks(
    starts.map((start) => start + QUARTER_MS),
    format,
  )
  const weekdays = new Map(
    [...new Set(clocks.map(({ day }) => day))].map((day) => [day, format.weekdayShort(day)]),
  )
  const readouts = points.map(({ microEurPerKwh }, index) => {
    const { day = '', time = '' } = clocks[index] ?? {}
    const when = `${weekdays.get(day) ?? ''} ${time}–${ends[index]?.time ?? ''}`
    if (microEurPerKwh === null) return `${when}: ${t('price.unknown')}`
    const level = bounds === null ? '' : `, ${t(`level.${priceLevel(microEurPerKwh, bounds)}`)}`
    return `${when}: ${format.ctPerKwh(microEurPerKwh)}${level}`
  })
  return (
    <figure class="chart">
      <div
        class="plot"
        data-chart={t('price.chartHint')}
        data-start={String(chosen ?? (g.nowShare === null ? 0 : Math.floor(g.nowShare * g.slots)))}
        data-ys={g.ys.join(',')}
        data-readouts={readouts.join('|')}
        data-y1={PRICE_CHART.top}
        data-y2={PRICE_CHART.bottom}
      >
        <svg height={PRICE_CHART.height} aria-hidden="true" focusable="false">
          <text x="0" y="14">
            ct/kWh
          </text>
          {g.ticks.map(({ value, y }) => (
            <text x="78%" y={y + 4} text-anchor="end">
              {format.number(value)}
            </text>
          ))}
        </svg>
        <svg
          class="canvas"
          height={PRICE_CHART.height}
          role="img"
          aria-label={summary({ t, format, points })}
        >
          <Ground g={g} />
          <HourAxis t={t} format={format} clocks={clocks} now={now} />
          {levels !== undefined && <GridLevels levels={levels} />}
          <Curve g={g} />
          <Past g={g} />
          <Now
            g={g}
            label={t('price.nowMark', { price: current === null ? '' : format.ct(current.microEurPerKwh) })}
          />
          <Window g={g} label={window === null ? '' : windowLabel(t, format, window)} />
          {chosen !== undefined && <Chosen g={g} index={chosen} />}
        </svg>
        <output class="readout" aria-live="polite"></output>
      </div>
      {caption !== undefined && <figcaption class="small quiet">{caption}</figcaption>}
      <PriceTable t={t} format={format} points={points} bounds={bounds} />
    </figure>
  )
}

/** `günstigste 3 Std. · 21,4`. */
export const windowLabel = (t: T, format: Format, window: PriceWindow): string =>
  `${t('price.cheapestMark', { count: Math.round((window.to - window.from) / 3_600_000) })} · ${format.ct(window.averageMicroEurPerKwh)}`

/** The chart in one sentence, for those who do not see it. */
function summary({ t, format, points }: Pick<PriceChartProps, 't' | 'format' | 'points'>): string {
  const known = points.flatMap(({ startsAt, microEurPerKwh }) =>
    microEurPerKwh === null ? [] : [{ startsAt, price: microEurPerKwh }],
  )
  const first = known[0]
  const last = known.at(-1)
  if (first === undefined || last === undefined) return t('price.unknown')
  const low = known.reduce((best, point) => (point.price < best.price ? point : best))
  const high = known.reduce((best, point) => (point.price > best.price ? point : best))
  const at = (epochMs: number) => `${format.weekday(format.day(epochMs))}, ${format.time(epochMs)}`
  return t('price.chart', {
    from: at(first.startsAt),
    to: at(last.startsAt + QUARTER_MS),
    low: format.ctPerKwh(low.price),
    lowAt: at(low.startsAt),
    high: format.ctPerKwh(high.price),
    highAt: at(high.startsAt),
  })
}
