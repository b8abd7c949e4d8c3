import { scaleLinear } from 'd3-scale'
import { PRICE_CHART } from './chart-price-geometry.ts'
import { percent } from './chart-price-parts.tsx'
import type { Day, Format } from './format.ts'
import type { T } from './i18n.ts'
import { Proof } from './proof.tsx'

interface MonthDay {
  day: Day
  lowMicroEur: number
  meanMicroEur: number
  highMicroEur: number
}

export interface PriceMonthChartProps {
  t: T
  format: Format
  days: readonly MonthDay[]
  hrefOf: (day: Day) => string
  caption: string
}

const { top: TOP, bottom: BOTTOM, hourRow: AXIS_ROW } = PRICE_CHART
const HEIGHT = AXIS_ROW + 8
/** Share of a day's place that its bar fills. */
const FILL = 0.5

/** From the lowest to the highest price of each day, and its mean. The table behind it leads on to each day. */
export const PriceMonthChart = ({ t, format, days, hrefOf, caption }: PriceMonthChartProps) => {
  const scale = scaleLinear()
    .domain([
      Math.min(0, ...days.map(({ lowMicroEur }) => lowMicroEur / 10_000)),
      Math.max(1, ...days.map(({ highMicroEur }) => highMicroEur / 10_000)),
    ])
    .nice(4)
    .range([BOTTOM, TOP - 24])
  const y = (microEur: number) => Math.round(scale(microEur / 10_000) * 10) / 10
  const ticks = scale.ticks(4).map((value) => ({ value, y: y(value * 10_000) }))
  const zeroY = y(0)
  return (
    <figure class="chart">
      <div
        class="plot"
        data-chart={t('price.chartHint')}
        data-start={String(days.length - 1)}
        data-ys={days.map(({ meanMicroEur }) => y(meanMicroEur)).join(',')}
        data-readouts={days.map((day) => readout(t, format, day)).join('|')}
        data-y1={TOP - 24}
        data-y2={BOTTOM}
      >
        <svg height={HEIGHT} aria-hidden="true" focusable="false">
          <text x="0" y="14">
            ct/kWh
          </text>
          {ticks.map(({ value, y: at }) => (
            <text x="78%" y={at + 4} text-anchor="end">
              {format.number(value)}
            </text>
          ))}
        </svg>
        <svg class="canvas" height={HEIGHT} role="img" aria-label={summary(t, format, days)}>
          {ticks.map(({ y: at }) => (
            <line class={at === zeroY ? 'zero' : 'grid'} x1="0" x2="100%" y1={at} y2={at} />
          ))}
          {days.map(({ day, lowMicroEur, meanMicroEur, highMicroEur }, index) => {
            const x = (index + (1 - FILL) / 2) / days.length
            const [high, low, mean] = [y(highMicroEur), y(lowMicroEur), y(meanMicroEur)]
            const number = Number(day.slice(8))
            return (
              <>
                <rect
                  class="range"
                  x={percent(x)}
                  width={percent(FILL / days.length)}
                  y={high}
                  height={Math.max(1, low - high)}
                  rx="2"
                />
                <rect
                  class="range-mean"
                  x={percent(x - 0.1 / days.length)}
                  width={percent((FILL + 0.2) / days.length)}
                  y={mean - 1.25}
                  height="2.5"
                />
                <text
                  class={number % 7 === 1 ? '' : 'wide'}
                  x={percent((index + 0.5) / days.length)}
                  y={AXIS_ROW}
                  text-anchor="middle"
                >
                  {`${number}${format.locale === 'de' ? '.' : ''}`}
                </text>
              </>
            )
          })}
        </svg>
        <output class="readout" aria-live="polite"></output>
      </div>
      <figcaption class="small quiet">{caption}</figcaption>
      <MonthTable t={t} format={format} days={days} hrefOf={hrefOf} />
    </figure>
  )
}

const MonthTable = ({ t, format, days, hrefOf }: Omit<PriceMonthChartProps, 'caption'>) => (
  <Proof t={t}>
    <table class="quarters">
      <caption>{t('prices.monthChart.table')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('prices.monthChart.day')}</th>
          {(['low', 'mean', 'high'] as const).map((column) => (
            <th scope="col">{t(`prices.monthChart.${column}`)}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, lowMicroEur, meanMicroEur, highMicroEur }) => (
          <tr>
            <th scope="row">
              <a class="day-link" href={hrefOf(day)}>
                {format.weekday(day)}
              </a>
            </th>
            <td>{format.ct(lowMicroEur)}</td>
            <td>{format.ct(meanMicroEur)}</td>
            <td>{format.ct(highMicroEur)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </Proof>
)

const readout = (t: T, format: Format, { day, lowMicroEur, meanMicroEur, highMicroEur }: MonthDay): string =>
  `${format.weekday(day)}: ${format.ct(lowMicroEur)} – ${format.ct(highMicroEur)}, ${t('prices.monthChart.mean')} ${format.ctPerKwh(meanMicroEur)}`

function summary(t: T, format: Format, days: readonly MonthDay[]): string {
  const lowest = days.reduce((best, day) => (day.lowMicroEur < best.lowMicroEur ? day : best))
  const highest = days.reduce((best, day) => (day.highMicroEur > best.highMicroEur ? day : best))
  return t('prices.monthChart.label', {
    low: format.ctPerKwh(lowest.lowMicroEur),
    lowDay: format.dayMonth(lowest.day),
    high: format.ctPerKwh(highest.highMicroEur),
    highDay: format.dayMonth(highest.day),
  })
}
