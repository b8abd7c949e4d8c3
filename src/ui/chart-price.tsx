import { PRICE_CHART, priceGeometry, type PriceGeometry } from './chart-price-geometry.ts'
import { PriceTable } from './chart-price-table.tsx'
import type { Format } from './format.ts'
import type { T } from './i18n.ts'
import { QUARTER_MS, levelBounds, priceLevel, type PricePoint, type PriceWindow } from './price-levels.ts'

export interface PriceChartProps {
  t: T
  format: Format
  /** Consecutive quarter-hours, one Berlin day or two. Days without any price are better left out. */
  points: readonly PricePoint[]
  now: number
  window: PriceWindow | null
  /** The customer's own prices of the last 30 days, micro-EUR per kWh. */
  recent: readonly number[]
}

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`
/** Labels near an edge lean inwards. */
const anchor = (share: number): 'start' | 'middle' | 'end' =>
  share < 0.22 ? 'start' : share > 0.78 ? 'end' : 'middle'

/**
 * Price per quarter-hour as a step line whose colour is the price level. The plot stretches with the page while
 * words and strokes keep their size: x is given in per cent, y in px, and the line alone is scaled.
 */
export const PriceChart = ({ t, format, points, now, window, recent }: PriceChartProps) => {
  const bounds = levelBounds(recent)
  const g = priceGeometry(points, now, window, bounds)
  const days = [...new Set(points.map(({ startsAt }) => format.day(startsAt)))]
  const readouts = points.map(({ startsAt, microEurPerKwh }) => {
    const when = `${format.weekday(format.day(startsAt))}, ${format.time(startsAt)}–${format.time(startsAt + QUARTER_MS)}`
    if (microEurPerKwh === null) return `${when}: ${t('price.unknown')}`
    const level = bounds === null ? '' : `, ${t(`level.${priceLevel(microEurPerKwh, bounds)}`)}`
    return `${when}: ${format.ctPerKwh(microEurPerKwh)}${level}`
  })
  return (
    <figure class="chart">
      <div
        class="plot"
        data-chart={t('price.chartHint')}
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
            <text x="80%" y={y + 4} text-anchor="end">
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
          <HourAxis points={points} format={format} />
          {days.map((day) => (
            <DayLabel day={day} points={points} now={now} format={format} t={t} />
          ))}
          <Curve g={g} />
          {g.nowShare !== null && (
            <rect
              class="past"
              x="0"
              y={PRICE_CHART.top - 2}
              width={percent(g.nowShare)}
              height={PRICE_CHART.bottom - PRICE_CHART.top + 1}
            />
          )}
          {window !== null && g.window !== null && (
            <Window
              g={g}
              label={`${t('price.cheapestMark', { count: hours(window) })} · ${format.ct(window.averageMicroEurPerKwh)}`}
            />
          )}
          <Now g={g} label={nowLabel({ t, format, points, now })} />
        </svg>
        <output class="readout" aria-live="polite"></output>
      </div>
      <PriceTable t={t} format={format} points={points} bounds={bounds} />
    </figure>
  )
}

const hours = (window: PriceWindow): number => Math.round((window.to - window.from) / 3_600_000)

const Ground = ({ g }: { g: PriceGeometry }) => (
  <>
    {g.ticks.map(({ y }) => (
      <line class={y === g.zeroY ? 'zero' : 'grid'} x1="0" x2="100%" y1={y} y2={y} />
    ))}
  </>
)

const Curve = ({ g }: { g: PriceGeometry }) => {
  const paint = g.stops.length > 0 ? 'url(#price-levels)' : 'currentColor'
  return (
    <svg
      width="100%"
      height={PRICE_CHART.height}
      viewBox={`0 0 ${g.slots} ${PRICE_CHART.height}`}
      preserveAspectRatio="none"
    >
      <defs>
        <linearGradient
          id="price-levels"
          gradientUnits="userSpaceOnUse"
          x1="0"
          x2="0"
          y1={PRICE_CHART.top}
          y2={PRICE_CHART.bottom}
        >
          {g.stops.map(({ share, name }) => (
            <stop offset={share} class={`stop-${name}`} />
          ))}
        </linearGradient>
      </defs>
      <path class="price-area" d={g.area} fill={paint} />
      <path class="price-line" d={g.line} stroke={paint} vector-effect="non-scaling-stroke" />
    </svg>
  )
}

const HourAxis = ({ points, format }: { points: readonly PricePoint[]; format: Format }) => (
  <>
    {points.map(({ startsAt }, index) => {
      const hour = format.hour(startsAt)
      if (hour % 3 !== 0 || !format.time(startsAt).endsWith(':00')) return null
      const x = percent(index / points.length)
      return (
        <>
          <line
            class={hour === 0 && index > 0 ? 'midnight' : 'tick'}
            x1={x}
            x2={x}
            y1={hour === 0 && index > 0 ? PRICE_CHART.top : PRICE_CHART.bottom}
            y2={PRICE_CHART.bottom + 5}
          />
          <text
            class={hour % 12 === 0 ? '' : 'wide'}
            x={x}
            y={PRICE_CHART.hourRow}
            text-anchor={index === 0 ? 'start' : 'middle'}
          >
            {format.time(startsAt)}
          </text>
        </>
      )
    })}
  </>
)

const DayLabel = ({
  day,
  points,
  now,
  format,
  t,
}: {
  day: string
  points: readonly PricePoint[]
  now: number
  format: Format
  t: T
}) => {
  const first = points.findIndex(({ startsAt }) => format.day(startsAt) === day)
  const today = format.day(now)
  const word = day === today ? t('day.today') : day > today ? t('day.tomorrow') : null
  return (
    <text x={percent(first / points.length)} y={PRICE_CHART.dayRow} text-anchor="start" class="strong">
      {word === null ? format.weekday(day) : word}
      <tspan class="wide">{word === null ? '' : `, ${format.weekday(day)}`}</tspan>
    </text>
  )
}

const Window = ({ g, label }: { g: PriceGeometry; label: string }) => {
  if (g.window === null) return null
  const { from, to } = g.window
  const middle = (from + to) / 2
  const side = anchor(middle)
  return (
    <>
      <rect
        class="window"
        x={percent(from)}
        width={percent(to - from)}
        y="38"
        height={PRICE_CHART.bottom - 38}
      />
      <rect
        class="window-foot"
        x={percent(from)}
        width={percent(to - from)}
        y={PRICE_CHART.bottom - 1}
        height="4"
        rx="1"
      />
      <text
        class="cheap"
        x={percent(side === 'start' ? from : side === 'end' ? to : middle)}
        y="32"
        text-anchor={side}
      >
        {label}
      </text>
    </>
  )
}

const Now = ({ g, label }: { g: PriceGeometry; label: string }) => {
  if (g.nowShare === null) return null
  const x = percent(g.nowShare)
  return (
    <>
      <line class="now-line" x1={x} x2={x} y1="20" y2={PRICE_CHART.bottom} />
      {g.nowY !== null && <circle class="now-dot" cx={x} cy={g.nowY} r="5.5" />}
      <text class="strong" x={x} y="14" text-anchor={anchor(g.nowShare)}>
        {label}
      </text>
    </>
  )
}

function nowLabel({
  t,
  format,
  points,
  now,
}: Pick<PriceChartProps, 't' | 'format' | 'points' | 'now'>): string {
  const price =
    points.find(({ startsAt }) => startsAt <= now && now < startsAt + QUARTER_MS)?.microEurPerKwh ?? null
  return t('price.nowMark', { price: price === null ? '' : format.ct(price) })
}

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
