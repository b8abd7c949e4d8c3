import {
  USAGE_PRICE_CHART,
  usagePriceGeometry,
  type UsagePriceGeometry,
} from './chart-usage-price-geometry.ts'
import { anchor, percent } from './chart-price-parts.tsx'
import { UsageLegend, UsagePatterns } from './chart-usage-patterns.tsx'
import type { Format } from './format.ts'
import type { T } from './i18n.ts'

export type UsageStatus = 'final' | 'preliminary' | 'substitute' | 'estimated'

/** A quarter-hour, hour, day or month; `wh` is null while there is no value. */
export interface UsageColumn {
  /** As the read-out and the table name it. */
  name: string
  wh: number | null
  status: UsageStatus
  costCents: number | null
  microEurPerKwh: number | null
  /** Under the axis; `wide` ones only where there is room. */
  label: { text: string; wide: boolean } | null
  /** Where the table leads from here. */
  href: string | null
}

export interface UsagePriceChartProps {
  t: T
  format: Format
  columns: readonly UsageColumn[]
  /** What the picture shows, in a sentence. */
  summary: string
  /** `Verbrauch, kWh je Tag`. */
  unit: string
  /** What the line shows: the price, or what was paid on average. */
  priceName: string
  /** Above the highest point of the line. */
  lineName: string
  kind: 'consumption' | 'feed_in'
}

const { height: HEIGHT, top: TOP, bottom: BOTTOM, axisRow: AXIS } = USAGE_PRICE_CHART

/** Use as bars and its price as a step line, each with a scale of its own on the same lines. */
export const UsagePriceChart = (props: UsagePriceChartProps) => {
  const { t, format, columns, summary, unit, priceName, lineName } = props
  const g = usagePriceGeometry(columns)
  const statuses = [...new Set(columns.flatMap(({ wh, status }) => (wh === null ? [] : [status])))]
  const words = wordsOf(t)
  const readouts = columns.map((column) => readout(props, words, column))
  const last = columns.findLastIndex(({ wh }) => wh !== null)
  return (
    <figure class="chart">
      <div
        class={g.line === '' ? 'plot' : 'plot dual'}
        data-chart={t('usagePage.chartHint')}
        data-start={String(Math.max(0, last))}
        data-ys={g.bars.map((bar) => bar?.y ?? '').join(',')}
        data-readouts={readouts.join('|')}
        data-y1={TOP}
        data-y2={BOTTOM}
      >
        <svg height={HEIGHT} aria-hidden="true" focusable="false">
          <text x="0" y="14">
            kWh
          </text>
          {g.ticks.map(({ value, y }) => (
            <text x="82%" y={y + 4} text-anchor="end">
              {format.number(value, digitsOf(g.ticks.map((tick) => tick.value)))}
            </text>
          ))}
        </svg>
        <svg class="canvas" height={HEIGHT} role="img" aria-label={summary}>
          <UsagePatterns statuses={statuses} />
          {g.ticks.map(({ y }) => (
            <line class={y === BOTTOM ? 'zero' : 'grid'} x1="0" x2="100%" y1={y} y2={y} />
          ))}
          {g.bars.map((bar, index) => {
            const status = columns[index]?.status ?? 'final'
            return (
              bar && (
                <rect
                  class={status === 'final' ? 'bar' : 'bar hatched'}
                  x={percent(bar.x)}
                  width={percent(bar.width)}
                  y={bar.y}
                  height={bar.height}
                  rx={columns.length > 60 ? undefined : '2'}
                  fill={status === 'final' ? undefined : `url(#usage-${status})`}
                />
              )
            )
          })}
          <PriceLine g={g} slots={columns.length} name={lineName} />
          {columns.map(({ label }, index) =>
            label === null ? null : (
              <text
                class={label.wide ? 'wide' : undefined}
                x={percent((index + 0.5) / columns.length)}
                y={AXIS}
                text-anchor="middle"
              >
                {label.text}
              </text>
            ),
          )}
        </svg>
        {g.line !== '' && (
          <svg height={HEIGHT} aria-hidden="true" focusable="false">
            <text x="100%" y="14" text-anchor="end">
              ct/kWh
            </text>
            {g.priceTicks.map(({ value, y }) => (
              <text x="22%" y={y + 4}>
                {format.number(value, digitsOf(g.priceTicks.map((tick) => tick.value)))}
              </text>
            ))}
          </svg>
        )}
        <output class="readout" aria-live="polite"></output>
      </div>
      <figcaption>
        <UsageLegend t={t} unit={unit} priceName={g.line === '' ? null : priceName} statuses={statuses} />
      </figcaption>
    </figure>
  )
}

/** Above the bars, edged in the colour of the page, so that it is seen on them too. */
const PriceLine = ({ g, slots, name }: { g: UsagePriceGeometry; slots: number; name: string }) =>
  g.peak === null ? null : (
    <>
      {g.priceZeroY !== null && (
        <line class="price-zero" x1="0" x2="100%" y1={g.priceZeroY} y2={g.priceZeroY} />
      )}
      <svg width="100%" height={HEIGHT} viewBox={`0 0 ${slots} ${HEIGHT}`} preserveAspectRatio="none">
        <path class="cost-edge" d={g.line} vector-effect="non-scaling-stroke" />
        <path class="cost-line" d={g.line} vector-effect="non-scaling-stroke" />
      </svg>
      <text
        class="strong line-name"
        x={percent(g.peak.x)}
        y={Math.max(TOP - 4, g.peak.y - 8)}
        text-anchor={anchor(g.peak.x)}
      >
        {name}
      </text>
    </>
  )

/** As few decimals as tell the lines apart. */
const digitsOf = (values: readonly number[]): number =>
  [0, 1, 2].find((digits) =>
    values.every((value) => Math.abs(value * 10 ** digits - Math.round(value * 10 ** digits)) < 1e-6),
  ) ?? 3

type Words = Record<Exclude<UsageStatus, 'final'> | 'none', string>

/** Looked up once: a week has 168 columns. */
export const wordsOf = (t: T): Words => ({
  preliminary: t('usagePage.status.preliminary'),
  substitute: t('usagePage.status.substitute'),
  estimated: t('usagePage.status.estimated'),
  none: t('usagePage.noValue'),
})

function readout({ t, format, kind }: UsagePriceChartProps, words: Words, column: UsageColumn): string {
  const { name, wh, status, costCents, microEurPerKwh } = column
  const price = microEurPerKwh === null ? null : format.ctPerKwh(microEurPerKwh)
  if (wh === null) return [`${name}: ${words.none}`, price].filter(Boolean).join(', ')
  const cost =
    costCents === null
      ? null
      : kind === 'feed_in'
        ? t('usagePage.earned', { amount: format.eur(costCents) })
        : format.eur(costCents)
  const state = status === 'final' ? null : words[status]
  return [`${name}: ${format.kwh(wh, fineDigits(wh))}`, cost, price, state].filter(Boolean).join(', ')
}

/** A quarter-hour of a fridge is 0.03 kWh. */
export const fineDigits = (wh: number): number => (wh < 10_000 ? 2 : 1)
