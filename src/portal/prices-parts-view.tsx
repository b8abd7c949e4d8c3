import type { GridLevel } from '../domain/grid-fee-windows.ts'
import { isRepeatedHour, QUARTER_MS } from '../domain/local-time.ts'
import type { Format } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import type { T } from '../ui/i18n.ts'
import { percent } from '../ui/chart-price-parts.tsx'
import { Card } from '../ui/parts.tsx'
import { quarterNames, quarterTimes } from './prices-clock.ts'
import { spansOf } from './prices-fixed.ts'
import { problemText } from './prices-problem.ts'
import { barOf, barScale, type PriceRow, priceRows } from './prices-parts.ts'
import { contractField, pricesUrl } from './prices-url.ts'
import type { ShownQuarters } from './prices-view-model.ts'
import type { PartProps } from './prices-view.tsx'

type QuarterProps = PartProps & { shown: ShownQuarters }

/** The parts of one quarter-hour: the present one, the one that was asked for, or with the island the one pointed at. */
export const PricesParts = (props: QuarterProps) => {
  const { t, format, model, shown } = props
  const chosen = shown.chosen === null ? undefined : shown.quarters[shown.chosen]
  if (chosen === undefined) return null
  const all = shown.quarters.map((quarter) => priceRows(quarter).rows)
  const scale = barScale(all)
  const { rows, totalMilliCt } = priceRows(chosen)
  const isFeedIn = model.contract.kind === 'feed_in'
  return (
    <Card title={t('prices.parts.title')} class="price-parts">
      <div class="period-bar" id="parts" data-parts-when="">
        <strong>{whenOf(props, chosen.startsAt)}</strong>
        <QuarterSteps {...props} />
      </div>
      <div
        class="stack"
        data-parts={all.map((each) => each.map(({ milliCt }) => milliCt).join(' ')).join('|')}
        data-low={scale.low}
        data-high={scale.high}
      >
        {!isFeedIn && <Bar t={t} rows={rows} scale={scale} />}
        <PartsTable t={t} format={format} rows={rows} totalMilliCt={totalMilliCt} isFeedIn={isFeedIn} />
      </div>
      {!isFeedIn && <p class="small quiet">{t('prices.parts.exact')}</p>}
      <AtForm {...props} />
    </Card>
  )
}

function whenOf({ t, format, model, shown }: QuarterProps, startsAt: number): string {
  const times = { from: format.time(startsAt), to: format.time(startsAt + QUARTER_MS) }
  const isNow = startsAt <= model.now && model.now < startsAt + QUARTER_MS
  if (isNow && !shown.isAsked) return t('prices.parts.now', times)
  const when = t('prices.parts.when', { day: format.weekday(format.day(startsAt)), ...times })
  return isRepeatedHour(startsAt) ? t('prices.parts.winterTime', { when }) : when
}

const Bar = ({
  t,
  rows,
  scale,
}: {
  t: T
  rows: readonly PriceRow[]
  scale: { low: number; high: number }
}) => (
  <svg class="parts-bar" height="20" role="img" aria-label={t('prices.parts.bar')}>
    {barOf(rows, scale).map(({ group, from, width }) => (
      <rect class={`part ${group}`} data-group={group} x={percent(from)} width={percent(width)} height="20" />
    ))}
    {scale.low < 0 && (
      <line
        class="zero"
        x1={percent(-scale.low / (scale.high - scale.low))}
        x2={percent(-scale.low / (scale.high - scale.low))}
        y1="0"
        y2="20"
      />
    )}
  </svg>
)

export const PartsTable = ({
  t,
  format,
  rows,
  totalMilliCt,
  isFeedIn,
}: {
  t: T
  format: Format
  rows: readonly PriceRow[]
  totalMilliCt: number
  isFeedIn: boolean
}) => (
  <table class="parts-table">
    <thead>
      <tr>
        <th scope="col">{t('prices.parts.column')}</th>
        <th scope="col">{t('prices.parts.unit')}</th>
      </tr>
    </thead>
    <tbody>
      {!(isFeedIn && rows.length === 1) &&
        rows.map(({ kind, group, milliCt }) => (
          <tr>
            <th scope="row">
              {!isFeedIn && <span class={`shade ${group}`} aria-hidden="true" />}
              {t(`prices.parts.${kind}`)}
            </th>
            <td>{format.number(milliCt / 1000, 3)}</td>
          </tr>
        ))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">{t(isFeedIn ? 'prices.parts.totalFeedIn' : 'prices.parts.total')}</th>
        <td>{format.number(totalMilliCt / 1000, 3)}</td>
      </tr>
    </tfoot>
  </table>
)

/** Another quarter-hour, by its time or by one step: what the crosshair does, without it. */
const AtForm = ({ t, format, model, shown }: QuarterProps) => {
  const { problem, typed } = model
  const wrong = problem?.field === 'at' ? problem : null
  const start = shown.quarters[shown.chosen ?? 0]?.startsAt ?? model.now
  const day = shown.view === 'day' ? shown.day : format.day(start)
  return (
    <form method="get" action="/prices" class="at" novalidate>
      {Object.entries({
        ...contractField(model),
        day,
        ...(shown.hours !== 3 && { hours: String(shown.hours) }),
      }).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="field">
        <label for="at">{t('prices.at.label')}</label>
        <div class="at-line">
          <input
            id="at"
            name="at"
            type={wrong === null ? 'time' : 'text'}
            step="900"
            value={wrong === null ? quarterTimes([start])[0] : typed.at}
            aria-invalid={wrong === null ? undefined : 'true'}
            aria-describedby={wrong === null ? undefined : 'at-error'}
          />
          <button type="submit" class="button plain">
            {t('prices.at.show')}
          </button>
        </div>
        {wrong !== null && (
          <p class="error" id="at-error">
            <Icon name="alert" />
            <span>{problemText(t, format, model, wrong)}</span>
          </p>
        )}
      </div>
    </form>
  )
}

/** The quarter-hours before and after, for those who walk through a day without the crosshair. */
const QuarterSteps = ({ t, format, model, shown }: QuarterProps) => {
  const names = quarterNames(shown.quarters.map(({ startsAt }) => startsAt))
  const chosen = shown.chosen ?? 0
  return (
    <nav class="neighbours" aria-label={t('prices.parts.steps')}>
      {([-1, 1] as const).map((step) => {
        const quarter = shown.quarters[chosen + step]
        if (quarter === undefined) return null
        const place = { day: format.day(quarter.startsAt), at: names[chosen + step], hours: shown.hours }
        return (
          <a
            href={`${pricesUrl(model, place)}#parts`}
            aria-label={t(step < 0 ? 'prices.parts.earlier' : 'prices.parts.later')}
          >
            <Icon name={step < 0 ? 'left' : 'right'} />
          </a>
        )
      })}
    </nav>
  )
}

/** § 14a module 3: when the grid fee is another. */
export const GridFeeTimes = ({ t, levels }: PartProps & { levels: readonly GridLevel[] }) => (
  <Card title={t('prices.levels.title')}>
    <p class="quiet">{t('prices.levels.lead')}</p>
    <dl class="pairs">
      {(['low', 'high'] as const).map((level) => (
        <>
          <dt>
            <span class={`shade grid-level ${level}`} aria-hidden="true" /> {t(`prices.levels.${level}`)}
          </dt>
          <dd>
            {spansOf(levels.slice(0, 96), level)
              .map((span) => t('prices.levels.span', { from: span.from, to: span.to }))
              .join(', ')}
          </dd>
        </>
      ))}
      <dt>{t('prices.levels.standard')}</dt>
      <dd>{t('prices.levels.rest')}</dd>
    </dl>
  </Card>
)
