import { usageGeometry, USAGE_CHART } from './chart-usage-geometry.ts'
import { addDays, type Format } from './format.ts'
import { UsageTable } from './chart-usage-table.tsx'
import type { T } from './i18n.ts'

export type BarStatus = 'final' | 'preliminary' | 'substitute' | 'estimate'

/** A bar is a day or a month, named by its first day. */
export interface UsageBar {
  day: string
  wh: number
  status: BarStatus
  costCents: number | null
}

export interface UsageChartProps {
  t: T
  format: Format
  /** Makes the ids inside the drawing unique on the page. */
  id: string
  bars: readonly UsageBar[]
  step: 'day' | 'month'
  direction: 'consumption' | 'feed_in'
  /** To say "yesterday" under the last bar. */
  today: string
  /** Remarks in a line under the drawing. */
  caption?: string | undefined
}

const percent = (share: number): string => `${Math.round(share * 10_000) / 100}%`

/** Energy a day (or month) as bars; what is not final is hatched. */
export const UsageChart = ({ t, format, id, bars, step, direction, today, caption }: UsageChartProps) => {
  const first = bars[0]
  const last = bars.at(-1)
  if (first === undefined || last === undefined) return null
  const g = usageGeometry(bars.map(({ wh }) => wh))
  const name = (bar: UsageBar) => (step === 'day' ? format.weekday(bar.day) : format.month(bar.day))
  const most = bars.reduce((best, bar) => (bar.wh > best.wh ? bar : best))
  const words = {
    from: name(first),
    to: name(last),
    total: format.kwh(bars.reduce((sum, bar) => sum + bar.wh, 0)),
    max: format.kwh(most.wh),
    maxDay: name(most),
  }
  const label =
    step === 'month'
      ? t('usage.chartMonths', words)
      : t(direction === 'feed_in' ? 'usage.chartFeedIn' : 'usage.chart', words)
  const readouts = bars.map((bar) => {
    const cost = bar.costCents === null ? '' : `, ${format.eur(bar.costCents)}`
    return `${name(bar)}: ${format.kwh(bar.wh, 1)}${cost}${bar.status === 'final' ? '' : `, ${t(`usage.${bar.status}`)}`}`
  })
  return (
    <figure class="chart">
      <div
        class="plot bars"
        data-chart={label}
        data-ys={g.bars.map(({ y }) => y).join(',')}
        data-readouts={readouts.join('|')}
        data-y1={USAGE_CHART.top}
        data-y2={USAGE_CHART.bottom}
      >
        <svg class="canvas" height={USAGE_CHART.height} role="img" aria-label={label}>
          <defs>
            <pattern
              id={`hatch-${id}`}
              width="5"
              height="5"
              patternUnits="userSpaceOnUse"
              patternTransform="rotate(45)"
            >
              <rect class="hatch-ground" width="5" height="5" />
              <line class="hatch-line" x1="0" x2="0" y1="0" y2="5" />
            </pattern>
          </defs>
          <line class="grid" x1="0" x2="100%" y1={g.tick.y} y2={g.tick.y} />
          <text x="0" y={g.tick.y - 5}>
            {format.kwh(g.tick.value, 0)}
          </text>
          {bars.map((bar, index) => {
            const shape = g.bars[index]
            if (shape === undefined) return null
            const soft = bar.status === 'preliminary' || bar.status === 'estimate'
            return (
              <rect
                class={soft ? 'bar hatched' : 'bar'}
                x={percent(shape.x)}
                width={percent(shape.width)}
                y={shape.y}
                height={shape.height}
                rx="1.5"
                fill={soft ? `url(#hatch-${id})` : undefined}
              />
            )
          })}
          <line class="zero" x1="0" x2="100%" y1={USAGE_CHART.bottom} y2={USAGE_CHART.bottom} />
          <text x="0" y={USAGE_CHART.axisRow}>
            {step === 'day' ? format.dayShort(first.day) : format.monthShort(first.day)}
          </text>
          <text x="100%" y={USAGE_CHART.axisRow} text-anchor="end">
            {last.day === addDays(today, -1)
              ? t('day.yesterday')
              : step === 'day'
                ? format.dayShort(last.day)
                : format.monthShort(last.day)}
          </text>
        </svg>
        <output class="readout" aria-live="polite"></output>
      </div>
      {caption !== undefined && <figcaption class="small quiet">{caption}</figcaption>}
      <UsageTable t={t} format={format} bars={bars} step={step} direction={direction} />
    </figure>
  )
}
