import { PRICE_CHART, type PriceGeometry } from './chart-price-geometry.ts'
import type { QuarterClock } from './chart-price-clock.ts'
import type { Format } from './format.ts'
import type { T } from './i18n.ts'

export const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`

/** Labels near an edge lean inwards. */
export const anchor = (share: number): 'start' | 'middle' | 'end' =>
  share < 0.2 ? 'start' : share > 0.8 ? 'end' : 'middle'

const { top: TOP, bottom: BOTTOM, height: HEIGHT, hourRow: HOUR_ROW, dayRow: DAY_ROW } = PRICE_CHART

export const Ground = ({ g }: { g: PriceGeometry }) => (
  <>
    {g.ticks.map(({ y }) => (
      <line class={y === g.zeroY ? 'zero' : 'grid'} x1="0" x2="100%" y1={y} y2={y} />
    ))}
  </>
)

/** The only part that is scaled: one unit a quarter-hour. Its colours run along the time. */
export const Curve = ({ g }: { g: PriceGeometry }) => {
  const paint = g.stops.length > 0 ? 'url(#price-levels)' : 'currentColor'
  return (
    <svg width="100%" height={HEIGHT} viewBox={`0 0 ${g.slots} ${HEIGHT}`} preserveAspectRatio="none">
      <defs>
        <linearGradient id="price-levels" gradientUnits="userSpaceOnUse" x1="0" x2={g.slots} y1="0" y2="0">
          {g.stops.map(({ at, level }) => (
            <stop offset={percent(at)} class={`stop ${level}`} />
          ))}
        </linearGradient>
      </defs>
      <path class="price-area" d={g.area} fill={paint} />
      <path class="price-line" d={g.line} stroke={paint} vector-effect="non-scaling-stroke" />
    </svg>
  )
}

/** What is over is pale: a veil of the page's own colour. */
export const Past = ({ g }: { g: PriceGeometry }) =>
  g.nowShare === null ? null : (
    <rect class="past" x="0" y={TOP - 2} width={percent(g.nowShare)} height={BOTTOM - TOP + 1} />
  )

interface HourAxisProps {
  t: T
  format: Format
  clocks: readonly QuarterClock[]
  now: number
}

/** A tick every three hours, every twelve on a narrow screen; under each midnight the day. */
export const HourAxis = ({ t, format, clocks, now }: HourAxisProps) => {
  const today = format.day(now)
  return (
    <>
      {clocks.map(({ day, hour, time }, index) => {
        if (hour % 3 !== 0 || !time.endsWith(':00')) return null
        const x = percent(index / clocks.length)
        const midnight = hour === 0 && index > 0
        return (
          <>
            <line
              class={midnight ? 'midnight' : 'tick'}
              x1={x}
              x2={x}
              y1={midnight ? TOP : BOTTOM}
              y2={BOTTOM + 5}
            />
            <text class={hour % 12 === 0 ? '' : 'wide'} x={x} y={HOUR_ROW} text-anchor="middle">
              {time}
            </text>
            {(hour === 0 || index === 0) && (
              <text x={x} y={DAY_ROW} class="strong">
                <DayName t={t} format={format} day={day} today={today} />
              </text>
            )}
          </>
        )
      })}
    </>
  )
}

const DayName = ({ t, format, day, today }: { t: T; format: Format; day: string; today: string }) => (
  <>
    {day >= today && t(day === today ? 'day.today' : 'day.tomorrow')}
    <tspan class={day >= today ? 'wide' : ''}>{`${day >= today ? ', ' : ''}${format.weekday(day)}`}</tspan>
  </>
)

/** Where the label of a stretch stands: at its side that is away from the nearer edge. */
export function labelPlace({ from, to }: { from: number; to: number }): {
  x: string
  anchor: 'start' | 'middle' | 'end'
} {
  const middle = (from + to) / 2
  const side = anchor(middle)
  return { x: percent({ start: from, middle, end: to }[side]), anchor: side }
}

/** The cheapest hours: a shaded band, a foot on the zero line, its mean beside its name. */
export const Window = ({ g, label }: { g: PriceGeometry; label: string }) => {
  const { from, to } = g.window ?? { from: 0, to: 0 }
  const place = labelPlace({ from, to })
  return (
    <g class="cheapest" visibility={g.window === null ? 'hidden' : undefined}>
      <rect class="window" x={percent(from)} width={percent(to - from)} y="38" height={BOTTOM - 38} />
      <rect
        class="window-foot"
        x={percent(from)}
        width={percent(to - from)}
        y={BOTTOM - 1}
        height="4"
        rx="1"
      />
      <text class="cheap" x={place.x} y="32" text-anchor={place.anchor}>
        {label}
      </text>
    </g>
  )
}

/** A quarter-hour that somebody chose. */
export const Chosen = ({ g, index }: { g: PriceGeometry; index: number }) => {
  const x = percent((index + 0.5) / g.slots)
  const y = g.ys[index] ?? null
  return (
    <>
      <line class="cross-line" x1={x} x2={x} y1={TOP} y2={BOTTOM} />
      {y !== null && <circle class="cross-dot" cx={x} cy={y} r="4.5" />}
    </>
  )
}

/** § 14a module 3: when the grid is cheap or dear, as a band at the foot of the plot. */
export const GridLevels = ({ levels }: { levels: readonly ('low' | 'standard' | 'high')[] }) => (
  <>
    {levels.map((level, index) => {
      if (level === 'standard' || levels[index - 1] === level) return null
      const rest = levels.slice(index)
      const end = rest.findIndex((other) => other !== level)
      const length = end < 0 ? rest.length : end
      return (
        <rect
          class={`grid-level ${level}`}
          x={percent(index / levels.length)}
          width={percent(length / levels.length)}
          y={BOTTOM + 6}
          height="4"
        />
      )
    })}
  </>
)

export const Now = ({ g, label }: { g: PriceGeometry; label: string }) => {
  if (g.nowShare === null) return null
  const x = percent(g.nowShare)
  return (
    <>
      <line class="now-line" x1={x} x2={x} y1="20" y2={BOTTOM} />
      {g.nowY !== null && <circle class="now-dot" cx={x} cy={g.nowY} r="5.5" />}
      <text class="strong" x={x} y="14" text-anchor={anchor(g.nowShare)}>
        {label}
      </text>
    </>
  )
}
