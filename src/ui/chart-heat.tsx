import { HEAT_ROW, type HeatDay, heatGeometry, heatMeans } from './chart-heat-geometry.ts'
import { daysBetween, type Format } from './format.ts'
import type { T } from './i18n.ts'
import { Proof } from './proof.tsx'

export interface HeatChartProps {
  t: T
  format: Format
  days: readonly HeatDay[]
  /** The first and the last day that the picture spans, whether they have values or not. */
  first: string
  last: string
  /** What is shown, in a sentence. */
  summary: string
}

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`

const TOP = 22
const HEIGHT = TOP + 24 * HEAT_ROW
const HOURS = [0, 6, 12, 18]

/** A year of hours: days from left to right, hours from top to bottom, the more the darker. */
export const HeatChart = (props: HeatChartProps) => {
  const { t, format, days, first, last, summary } = props
  const width = daysBetween(first, last) + 1
  const offsetOf = offsetsFrom(first)
  const g = heatGeometry(days, offsetOf)
  return (
    <figure class="chart">
      <div
        class="plot"
        data-chart={t('usagePage.chartHint')}
        data-start={String(days.length - 1)}
        data-readouts={readoutsOf(props, width, offsetOf).join('|')}
        data-y1={TOP}
        data-y2={HEIGHT}
      >
        <svg height={HEIGHT} aria-hidden="true" focusable="false">
          {HOURS.map((hour) => (
            <text x="0" y={TOP + hour * HEAT_ROW + 10}>
              {String(hour).padStart(2, '0')}
            </text>
          ))}
        </svg>
        <svg class="canvas" height={HEIGHT} role="img" aria-label={summary}>
          {monthStarts(first, last).map((day, index) => (
            <text
              class={index % 3 === 0 ? undefined : 'wide'}
              x={percent(daysBetween(first, day) / width)}
              y="12"
            >
              {format.monthShort(day)}
            </text>
          ))}
          <svg
            y={TOP}
            width="100%"
            height={24 * HEAT_ROW}
            viewBox={`0 0 ${width} 24`}
            preserveAspectRatio="none"
          >
            <rect class="heat-ground" width={width} height="24" vector-effect="non-scaling-stroke" />
            {g.paths.map((path, step) => path !== '' && <path class={`heat h${step}`} d={path} />)}
          </svg>
        </svg>
        <output class="readout" aria-live="polite"></output>
      </div>
      <figcaption class="legend small">
        <span>{t('usagePage.heatFrom', { low: format.kwh(g.bounds[1] ?? 0, 2) })}</span>
        <svg class="heat-scale" viewBox="0 0 6 1" preserveAspectRatio="none" aria-hidden="true">
          {g.paths.map((_, step) => (
            <path class={`heat h${step}`} d={`M${step} .5h1`} />
          ))}
        </svg>
        <span>{t('usagePage.heatTo', { high: format.kwh(g.bounds.at(-1) ?? 0, 2) })}</span>
      </figcaption>
      <HeatTable {...props} />
    </figure>
  )
}

/** How many days after the first one each is. UTC knows no clock changes. */
function offsetsFrom(first: string): (day: string) => number {
  const start = Date.parse(first)
  return (day) => (Date.parse(day) - start) / 86_400_000
}

/** One for each day of the span: its energy and its strongest hour. The sentence is looked up once, not 365 times. */
function readoutsOf(
  { t, format, days }: HeatChartProps,
  width: number,
  offsetOf: (day: string) => number,
): string[] {
  const unknown = t('usagePage.noValue')
  const sentence = t('usagePage.heatDay', { day: '#0', energy: '#1', from: '#2', to: '#3' })
  const texts = Array.from({ length: width }, () => unknown)
  for (const { day, hours } of days) {
    const energy = hours.reduce<number>((sum, wh) => sum + (wh ?? 0), 0)
    const hour = strongest(hours)
    const values = [format.weekday(day), format.kwh(energy, 1), String(hour), String(hour + 1)]
    texts[offsetOf(day)] = sentence.replace(/#(\d)/g, (_, index: string) => values[Number(index)] ?? '')
  }
  return texts
}

const strongest = (hours: readonly (number | null)[]): number => {
  let best = 0
  for (const [hour, wh] of hours.entries()) if ((wh ?? -1) > (hours[best] ?? -1)) best = hour
  return best
}

function monthStarts(first: string, last: string): string[] {
  const starts: string[] = []
  for (let day = `${first.slice(0, 7)}-01`; day <= last;) {
    if (day >= first) starts.push(day)
    const [year = 0, month = 0] = day.split('-').map(Number)
    day = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  }
  return starts
}

const BLOCK = 4

/** The same by month and time of day: what the picture shows at a glance, to be read. */
const HeatTable = ({ t, format, days, first, last }: HeatChartProps) => {
  const byMonth = Map.groupBy(days, ({ day }) => day.slice(0, 7))
  return (
    <Proof t={t}>
      <table class="quarters">
        <caption>{t('usagePage.heatTable')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('usagePage.column.month')}</th>
            {Array.from({ length: 24 / BLOCK }, (_, block) => (
              <th scope="col">{`${block * BLOCK}–${(block + 1) * BLOCK}`}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {monthStarts(`${first.slice(0, 7)}-01`, last).map((month) => {
            const inside = byMonth.get(month.slice(0, 7))
            return inside === undefined ? null : (
              <tr>
                <th scope="row">{format.monthShort(month)}</th>
                {heatMeans(inside, BLOCK).map((mean) => (
                  <td>{mean === null ? '–' : format.kwhNumber(mean, 1)}</td>
                ))}
              </tr>
            )
          })}
        </tbody>
      </table>
    </Proof>
  )
}

/** The two hours in which most and least was measured, over all days. */
export function extremeHours(days: readonly HeatDay[]): { most: number; least: number } {
  const means = heatMeans(days, 1)
  let [most, least] = [0, 0]
  for (const [hour, mean] of means.entries()) {
    if ((mean ?? -1) > (means[most] ?? -1)) most = hour
    if (mean !== null && mean < (means[least] ?? Number.POSITIVE_INFINITY)) least = hour
  }
  return { most, least }
}
