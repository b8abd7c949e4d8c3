import { extremeHours, HeatChart } from '../ui/chart-heat.tsx'
import type { HeatDay } from '../ui/chart-heat-geometry.ts'
import { ErrorSummary } from '../ui/form-parts.tsx'
import type { Format } from '../ui/format.ts'
import { Icon } from '../ui/icons.tsx'
import type { T } from '../ui/i18n.ts'
import { Card, Pairs } from '../ui/parts.tsx'
import type { UsageModel } from './usage-view-model.ts'
import { periodName, periodShort } from './usage-words.ts'

interface PartProps {
  t: T
  format: Format
  model: UsageModel
}

/** Day, week, month, year; and the ways to the neighbours. */
export const PeriodBar = ({ t, format, model: { views, period, previous, next } }: PartProps) => (
  <div class="period-bar">
    {/* A meter that is read once a year has one view: a choice only for those who left it. */}
    {(views.length > 1 || views[0]?.view !== period.view) && (
      <nav aria-label={t('usagePage.views')}>
        <ul class="view-switch">
          {views.map(({ view, href }) => (
            <li>
              <a href={href} aria-current={view === period.view ? 'true' : undefined}>
                {t(`usagePage.view.${view}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    )}
    <nav class="neighbours" aria-label={t('usagePage.step')}>
      {previous !== null && (
        <a
          href={previous.href}
          rel="prev"
          aria-label={t('usagePage.previous', { period: periodShort(format, previous) })}
        >
          <Icon name="left" />
          <span>{periodShort(format, previous)}</span>
        </a>
      )}
      {next !== null && (
        <a
          href={next.href}
          rel="next"
          aria-label={t('usagePage.next', { period: periodShort(format, next) })}
        >
          <span>{periodShort(format, next)}</span>
          <Icon name="right" />
        </a>
      )}
    </nav>
  </div>
)

/** With and without base price, by the rules of the bill. */
export const CostCard = ({ t, format, model: { sum, contract } }: PartProps) => {
  if (sum === null) return null
  const isFeedIn = contract.kind === 'feed_in'
  const title = t(isFeedIn ? 'usagePage.sumFeedIn' : 'usagePage.sum')
  const { cost } = sum
  if (cost === null) {
    return (
      <Card title={title}>
        <p class="quiet">
          {t(contract.meterType === 'analog' ? 'usagePage.noCostAnalog' : 'usagePage.noCost')}
        </p>
      </Card>
    )
  }
  const { meanMicroEurPerKwh: mean, timingMicroEurPerKwh: timing } = cost
  const isPlain = isFeedIn && cost.totalCents === cost.energyCents && cost.baseCents === 0
  return (
    <Card title={title} class="cost">
      <Pairs
        pairs={[
          [t(isFeedIn ? 'usagePage.earnedPlain' : 'usagePage.withoutBase'), format.eur(cost.energyCents)],
          [
            t(isFeedIn ? 'usagePage.baseFee' : 'usagePage.basePrice'),
            isPlain ? null : format.eur(cost.baseCents),
          ],
          [t('usagePage.module1'), cost.reductionCents === 0 ? null : format.eur(cost.reductionCents)],
          [t('usagePage.rounding'), cost.roundingCents === 0 ? null : format.eur(cost.roundingCents)],
          [
            t(isFeedIn ? 'usagePage.paidOut' : 'usagePage.withBase'),
            isPlain ? null : <strong>{format.eur(cost.totalCents)}</strong>,
          ],
          [
            t(isFeedIn ? 'usagePage.averageFeedIn' : 'usagePage.average'),
            mean === null ? null : format.ctPerKwh(mean),
          ],
        ]}
      />
      {!isFeedIn && timing !== null && Math.abs(timing) >= NOTEWORTHY && (
        <p>
          {t(timing < 0 ? 'usagePage.timed.less' : 'usagePage.timed.more', {
            difference: `${format.ct(Math.abs(timing))}\u00a0ct`,
          })}
        </p>
      )}
      {!isPlain && <p class="small quiet">{t('usagePage.rule')}</p>}
    </Card>
  )
}

/** Half a cent per kWh: less is chance. */
const NOTEWORTHY = 5000

export const HeatCard = ({ t, format, model, days }: PartProps & { days: readonly HeatDay[] }) => {
  const { most, least } = extremeHours(days)
  const period = periodName(format, model.period)
  const isFeedIn = model.contract.kind === 'feed_in'
  return (
    <Card title={t('usagePage.heat')}>
      <HeatChart
        t={t}
        format={format}
        days={days}
        first={model.period.first}
        last={model.period.last}
        summary={t(isFeedIn ? 'usagePage.heatSummaryFeedIn' : 'usagePage.heatSummary', {
          period,
          from: most,
          to: most + 1,
          lowFrom: least,
          lowTo: least + 1,
        })}
      />
    </Card>
  )
}

/** Any days: both inclusive, as people say them. A GET, so that the address can be kept. */
export const RangeCard = ({ t, model }: PartProps) => {
  const { form, contract, contracts } = model
  const problems = [
    { id: 'usage-from', message: form.fromProblem && t(`usagePage.problem.${form.fromProblem}`) },
    { id: 'usage-to', message: form.toProblem && t(`usagePage.problem.${form.toProblem}`) },
  ].flatMap(({ id, message }) => (message === null ? [] : [{ id, message }]))
  const messageOf = (id: string) => problems.find((problem) => problem.id === id)?.message
  return (
    <Card title={t('usagePage.range')} class="screen-only">
      <ErrorSummary t={t} errors={problems} />
      <form method="get" action="/usage" class="form range-form" novalidate>
        {contracts.length > 1 && <input type="hidden" name="subscription" value={contract.id} />}
        <DateField
          id="usage-from"
          name="from"
          label={t('usagePage.from')}
          value={form.from}
          error={messageOf('usage-from')}
        />
        <DateField
          id="usage-to"
          name="to"
          label={t('usagePage.to')}
          value={form.to}
          error={messageOf('usage-to')}
        />
        <button type="submit" class="button plain">
          {t('usagePage.show')}
        </button>
      </form>
    </Card>
  )
}

const DateField = ({
  id,
  name,
  label,
  value,
  error,
}: {
  id: string
  name: string
  label: string
  value: string
  error: string | undefined
}) => (
  <div class="field">
    <label for={id}>{label}</label>
    <input
      id={id}
      name={name}
      type="date"
      value={value}
      required
      aria-invalid={error === undefined ? undefined : 'true'}
      aria-describedby={error === undefined ? undefined : `${id}-error`}
    />
    {error !== undefined && (
      <p class="error" id={`${id}-error`}>
        <Icon name="alert" />
        <span>{error}</span>
      </p>
    )}
  </div>
)

export const DataCard = ({ t, format, model: { downloads, period } }: PartProps) =>
  downloads === null ? null : (
    <Card title={t('usagePage.data')} class="screen-only">
      <p class="quiet">{t('usagePage.dataText', { period: periodName(format, period) })}</p>
      <ul class="files">
        <File href={downloads.excel} name={t('usagePage.excel')} hint={t('usagePage.excelHint')} />
        <File href={downloads.csv} name={t('usagePage.csv')} hint={t('usagePage.csvHint')} />
        <File
          href={downloads.greenButton}
          name={t('usagePage.greenButton')}
          hint={t('usagePage.greenButtonHint')}
        />
      </ul>
    </Card>
  )

const File = ({ href, name, hint }: { href: string; name: string; hint: string }) => (
  <li>
    <a href={href} download rel="nofollow">
      <Icon name="invoice" />
      <span>
        <strong>{name}</strong>
        <span class="small quiet">{hint}</span>
      </span>
    </a>
  </li>
)
