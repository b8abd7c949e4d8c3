import { type LevelBounds, priceLevel } from '../domain/price-level.ts'
import type { PricePoint } from '../domain/price-point.ts'
import { type QuarterClock, quarterClocks } from './chart-price-clock.ts'
import type { Format } from './format.ts'
import type { T } from './i18n.ts'
import { Proof } from './proof.tsx'

interface PriceTableProps {
  t: T
  format: Format
  points: readonly PricePoint[]
  bounds: LevelBounds | null
}

/** Every price behind the chart: a table a day, an hour a row, a quarter-hour a column. */
export const PriceTable = ({ t, format, points, bounds }: PriceTableProps) => {
  const clocks = quarterClocks(
    points.map(({ startsAt }) => startsAt),
    format,
  )
  const quarters = points.map((point, index): Quarter => ({ ...point, clock: clocks[index] }))
  const days = [...new Set(clocks.map(({ day }) => day))]
  return (
    <Proof t={t} pair={days.length > 1} legend={bounds === null ? null : t('price.legend')}>
      {days.map((day) => (
        <DayTable
          t={t}
          format={format}
          bounds={bounds}
          day={day}
          quarters={quarters.filter(({ clock }) => clock?.day === day)}
        />
      ))}
    </Proof>
  )
}

const MINUTES = ['00', '15', '30', '45'] as const

interface Quarter extends PricePoint {
  clock: QuarterClock | undefined
}

type DayTableProps = Omit<PriceTableProps, 'points'> & { quarters: readonly Quarter[]; day: string }

const DayTable = ({ t, format, quarters, bounds, day }: DayTableProps) => (
  <table class="quarters">
    <caption>{t('price.table', { day: format.weekday(day) })}</caption>
    <thead>
      <tr>
        <th scope="col">{t('price.hour')}</th>
        {MINUTES.map((minute) => (
          <th scope="col">
            <span aria-hidden="true">{`:${minute}`}</span>
            <span class="hidden">{t('price.quarter', { minute })}</span>
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {hoursOf(quarters).map((hour) => (
        <tr>
          <th scope="row">{hour.label}</th>
          {hour.quarters.map((point) => (
            <Cell t={t} format={format} bounds={bounds} price={point.microEurPerKwh} />
          ))}
        </tr>
      ))}
    </tbody>
  </table>
)

const Cell = ({
  t,
  format,
  price,
  bounds,
}: {
  t: T
  format: Format
  price: number | null
  bounds: LevelBounds | null
}) => {
  if (price === null) return <td>–</td>
  const level = priceLevel(price, bounds)
  if (level === 'usual') return <td>{format.ct(price)}</td>
  const cheap = level === 'low' || level === 'very-low'
  return (
    <td>
      <span class={cheap ? 'mark l' : 'mark h'} aria-hidden="true">
        {cheap ? '▼' : '▲'}
      </span>
      {format.ct(price)}
      <span class="hidden"> {t(`level.${level}`)}</span>
    </td>
  )
}

interface Hour {
  quarters: readonly PricePoint[]
  label: string
}

/** Four at a time: Berlin's offset is always whole hours, so an hour never breaks apart, also on days of 23 and 25. */
function hoursOf(quarters: readonly Quarter[]): Hour[] {
  const times = quarters.filter((_, index) => index % 4 === 0).map(({ clock }) => clock?.time ?? '')
  return times.map((time, row) => {
    // The hour that comes twice in October is written 02A and 02B, as grid operators write it.
    const isTwin = times.indexOf(time) !== times.lastIndexOf(time)
    const twin = times.indexOf(time) === row ? 'A' : 'B'
    return { quarters: quarters.slice(row * 4, row * 4 + 4), label: isTwin ? time + twin : time }
  })
}
