import { PRICE_CHART, type PriceGeometry } from './chart-price-geometry.ts'
import type { Format } from './format.ts'
import type { T } from './i18n.ts'
import type { PricePoint } from './price-levels.ts'

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`

/** Labels near an edge lean inwards. */
const anchor = (share: number): 'start' | 'middle' | 'end' =>
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
  points: readonly PricePoint[]
  now: number
}

/** A tick every three hours, every twelve on a narrow screen; under each midnight the day. */
export const HourAxis = ({ t, format, points, now }: HourAxisProps) => {
  const today = format.day(now)
  return (
    <>
      {points.map(({ startsAt }, index) => {
        const hour = format.hour(startsAt)
        const time = format.time(startsAt)
        if (hour % 3 !== 0 || !time.endsWith(':00')) return null
        const x = percent(index / points.length)
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
            <text
              class={hour % 12 === 0 ? '' : 'wide'}
              x={x}
              y={HOUR_ROW}
              text-anchor={index === 0 ? 'start' : 'middle'}
            >
              {time}
            </text>
            {(hour === 0 || index === 0) && (
              <text x={x} y={DAY_ROW} class="strong">
                <DayName t={t} format={format} day={format.day(startsAt)} today={today} />
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

/** The cheapest hours: a shaded band, a foot on the zero line, its mean beside its name. */
export const Window = ({ g, label }: { g: PriceGeometry; label: string }) => {
  if (g.window === null) return null
  const { from, to } = g.window
  const middle = (from + to) / 2
  const side = anchor(middle)
  return (
    <>
      <rect class="window" x={percent(from)} width={percent(to - from)} y="38" height={BOTTOM - 38} />
      <rect
        class="window-foot"
        x={percent(from)}
        width={percent(to - from)}
        y={BOTTOM - 1}
        height="4"
        rx="1"
      />
      <text class="cheap" x={percent({ start: from, middle, end: to }[side])} y="32" text-anchor={side}>
        {label}
      </text>
    </>
  )
}

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
