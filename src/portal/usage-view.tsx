import { UsagePriceChart } from '../ui/chart-usage-price.tsx'
import { UsagePriceTable } from '../ui/chart-usage-price-table.tsx'
import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, EmptyState, More } from '../ui/parts.tsx'
import { ContractSwitcher } from './contract-switcher-view.tsx'
import { usageColumns } from './usage-columns.ts'
import { CostCard, DataCard, HeatCard, PeriodBar, RangeCard } from './usage-parts-view.tsx'
import type { UsageModel } from './usage-view-model.ts'
import { periodName, usageRemarks, usageTitle } from './usage-words.ts'

interface UsageProps {
  page: PageContext
  model: UsageModel
}

/** How much, what it cost, when: one period of one contract. */
export const UsageView = ({ page, model }: UsageProps) => {
  const { t, format } = page
  const { contract, sum, heat } = model
  const remarks = usageRemarks(t, format, model)
  const parts = { t, format, model }
  const isRefused = model.form.fromProblem !== null || model.form.toProblem !== null
  return (
    <Layout
      page={page}
      title={t(contract.kind === 'feed_in' ? 'usagePage.titleFeedIn' : 'usagePage.title')}
      islands={['chart']}
    >
      <div class="hero">
        <Answer
          kicker={model.empty === 'pending' ? undefined : periodName(format, model.period)}
          title={usageTitle(t, format, model)}
          lead={remarks.length === 0 ? undefined : remarks.join(' ')}
        />
        <ContractSwitcher t={t} path="/usage" contracts={model.contracts} currentId={contract.id} />
      </div>
      {isRefused && <RangeCard {...parts} />}
      {model.empty === 'pending' ? (
        <Nothing {...parts} />
      ) : (
        <section class="card usage-card" aria-label={periodName(format, model.period)}>
          <PeriodBar {...parts} />
          {sum === null ? <Nothing {...parts} /> : <Chart {...parts} />}
        </section>
      )}
      {heat !== null && heat.length > 0 && <HeatCard {...parts} days={heat} />}
      {model.empty !== 'pending' && (
        <div class="columns usage-more">
          <CostCard {...parts} />
          <DataCard {...parts} />
          {!isRefused && <RangeCard {...parts} />}
        </div>
      )}
    </Layout>
  )
}

interface PartProps {
  t: T
  format: Format
  model: UsageModel
}

const Chart = ({ t, format, model }: PartProps) => {
  const { contract, step, sum, period } = model
  const columns = usageColumns(format, model)
  const isFeedIn = contract.kind === 'feed_in'
  const unit = t(isFeedIn ? `usagePage.unitFeedIn.${step}` : `usagePage.unit.${step}`)
  const most = columns.reduce((best, column) => ((column.wh ?? -1) > (best.wh ?? -1) ? column : best))
  const averages = step === 'day' || step === 'month'
  const summary = t('usagePage.summary', {
    unit,
    period: periodName(format, period),
    total: format.kwh(sum?.energyWh ?? 0),
    max: format.kwh(most.wh ?? 0, 2),
    maxAt: most.name,
  })
  return (
    <>
      <UsagePriceChart
        t={t}
        format={format}
        columns={columns}
        summary={summary}
        unit={unit}
        lineName={t(isFeedIn ? 'usagePage.lineFeedIn' : 'usagePage.line')}
        priceName={t(
          isFeedIn ? 'usagePage.priceFeedIn' : averages ? 'usagePage.priceMean' : 'usagePage.price',
        )}
        kind={contract.kind}
      />
      {contract.meterType === 'analog' && <p class="small quiet">{t('usagePage.analog')}</p>}
      {model.isDemo && <p class="small quiet">{t('usagePage.demo')}</p>}
      <div class="chart-foot">
        <UsagePriceTable
          t={t}
          format={format}
          columns={columns}
          caption={unit}
          step={t(`usagePage.column.${step}`)}
          kind={contract.kind}
          averages={averages}
        />
        {model.heatHref !== null && <More href={model.heatHref}>{t('usagePage.heatLink')}</More>}
      </div>
    </>
  )
}

/** Why there is nothing, and where there is something. */
const Nothing = ({ t, format, model: { empty, contract, latest } }: PartProps) => {
  const reason = empty ?? 'missing'
  const day = format.date(reason === 'after' ? (contract.lastDay ?? contract.startsOn) : contract.startsOn)
  return (
    <>
      <EmptyState icon={reason === 'missing' || reason === 'pending' ? 'clock' : 'calendar'}>
        {reason === 'before'
          ? t('usagePage.empty.beforeText', { day })
          : reason === 'after'
            ? t('usagePage.empty.afterText', { day })
            : t(`usagePage.empty.${reason}Text`)}
      </EmptyState>
      {reason !== 'pending' && (
        <div class="card-end">
          {latest !== null && reason !== 'missing' && (
            <More href={latest.href}>{t('usagePage.empty.latest')}</More>
          )}
          {reason === 'today' && <More href="/prices">{t('usagePage.empty.prices')}</More>}
        </div>
      )}
    </>
  )
}
