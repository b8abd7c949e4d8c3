import { UsageChart, type UsageBar } from '../ui/chart-usage-bars.tsx'
import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Card, Figure, More, Pairs, Tag } from '../ui/parts.tsx'
import { billAmount } from './overview-glance-view.tsx'
import type {
  OverviewContract,
  OverviewModel,
  OverviewNextBill,
  OverviewUsage,
} from './overview-view-model.ts'

interface PartProps {
  t: T
  format: Format
}

/** A year-on-year change below this reads as "the same". */
const SAME = 0.01

function comparison(t: T, format: Format, wh: number, lastYearWh: number | null): string | null {
  if (lastYearWh === null || lastYearWh <= 0) return null
  const change = wh / lastYearWh - 1
  if (Math.abs(change) < SAME) return t('overview.lastYear.same')
  return t(change < 0 ? 'overview.lastYear.less' : 'overview.lastYear.more', {
    percent: format.percent(Math.abs(change)),
  })
}

const bars = (usage: OverviewUsage): UsageBar[] =>
  usage.kind === 'days'
    ? [...usage.days]
    : usage.months.map(({ month, ...rest }) => ({ ...rest, day: month, costCents: null }))

const LAST = { days: 'overview.last30', months: 'overview.lastMonths' } as const
/** Of a contract that is over, they are not the last before today. */
const LAST_OF_ALL = { days: 'overview.last30Ended', months: 'overview.lastMonthsEnded' } as const

export const UsageCard = ({
  t,
  format,
  model,
  href,
}: PartProps & { model: OverviewModel; href: string | null }) => {
  const { usage, contract } = model
  if (usage === null) {
    return (
      <Card title={t('overview.last30')}>
        <p>
          <strong>{t('overview.noUsage')}</strong>
        </p>
        <p class="quiet">{t('overview.noUsageHint')}</p>
      </Card>
    )
  }
  const values = bars(usage)
  const wh = values.reduce((sum, bar) => sum + bar.wh, 0)
  const costs = values.map((bar) => bar.costCents).filter((cost) => cost !== null)
  const soft = values.find(({ status }) => status === 'preliminary' || status === 'estimate')?.status
  const remarks = [
    soft === 'estimate'
      ? t('usage.hatched.estimate')
      : soft === 'preliminary'
        ? t('usage.hatched.preliminary')
        : null,
    comparison(t, format, wh, usage.lastYearWh),
    costs.length > 0 && contract.kind === 'consumption' && !model.recent ? t('overview.withoutBase') : null,
    usage.kind === 'months' && contract.meterType === 'analog' ? t('overview.analogHint') : null,
  ].filter((remark) => remark !== null)
  return (
    <Card title={t(contract.status === 'ended' ? LAST_OF_ALL[usage.kind] : LAST[usage.kind])}>
      <Figure
        size="medium"
        value={format.kwh(wh)}
        unit={
          costs.length > 0
            ? t(contract.kind === 'feed_in' ? 'overview.earnedSoFar' : 'overview.costSoFar', {
                amount: format.eur(costs.reduce((sum, cost) => sum + cost, 0)),
              })
            : undefined
        }
      />
      <UsageChart
        t={t}
        format={format}
        id="usage"
        bars={values}
        step={usage.kind === 'days' ? 'day' : 'month'}
        direction={contract.kind === 'feed_in' ? 'feed_in' : 'consumption'}
        today={format.day(model.now)}
        caption={remarks.length > 0 ? remarks.join(' ') : undefined}
      />
      {href !== null && (
        <div class="card-end">
          <More href={href}>
            {t(contract.kind === 'feed_in' ? 'overview.allFeedIn' : 'overview.allUsage')}
          </More>
        </div>
      )}
    </Card>
  )
}

const ON = { debit: 'overview.debit', payout: 'overview.payout', issue: 'overview.issued' } as const

export const NextBillCard = ({ t, format, bill }: PartProps & { bill: OverviewNextBill | null }) => {
  if (bill === null) {
    return (
      <Card title={t('overview.nextBill')}>
        <p class="quiet">{t('overview.noNextBill')}</p>
      </Card>
    )
  }
  const amount = bill.amountCents
  return (
    <Card title={t(bill.onMeans === 'payout' ? 'overview.nextCredit' : 'overview.nextBill')}>
      {amount !== null && <Figure size="medium" value={billAmount(t, format, amount, bill.basis)} />}
      <Pairs
        pairs={[
          [t('overview.period'), format.spanShort(bill.periodStart, bill.periodEnd)],
          [
            t('overview.soFar'),
            bill.basis !== 'values_and_projection' || bill.soFarCents === null
              ? null
              : format.eur(bill.soFarCents),
          ],
          [t(ON[bill.onMeans]), bill.on === null ? null : format.dateShort(bill.on)],
        ]}
      />
      {amount !== null && <p class="small quiet">{billHint(t, format, bill)}</p>}
      <div class="card-end">
        <More href="/invoices">{t('overview.allInvoices')}</More>
      </div>
    </Card>
  )
}

/** What the amount rests on. */
function billHint(t: T, format: Format, { basis, measuredUntil, issueOn }: OverviewNextBill): string {
  if (basis === 'instalment') return t('overview.instalment')
  if (basis === 'values') return t('overview.periodOver', { date: format.dayMonth(issueOn) })
  return measuredUntil === null
    ? t('overview.estimateHintEarlier')
    : t('overview.estimateHint', { date: format.dayMonth(measuredUntil) })
}

/** Street and place each on a line of their own. */
const lines = (address: string) =>
  address.split(', ').map((line, index) => (
    <>
      {index > 0 && <br />}
      {line}
    </>
  ))

/** As it stands on the meter: 1APA0195124010 is printed "1 APA01 9512 4010" (DIN 43863-5). Others as they are. */
const printed = (meterNumber: string): string =>
  meterNumber.replace(/^([1-9A-G])([A-Z]{3}[0-9A-F]{2})(\d{4})(\d{4})$/, '$1 $2 $3 $4')

const tariffDetails = ({ status, kind }: OverviewContract) =>
  status === 'ended'
    ? 'overview.tariffDetailsEnded'
    : kind === 'feed_in'
      ? 'overview.tariffDetailsFeedIn'
      : 'overview.tariffDetails'

const STATUS = {
  pending: { tone: 'warn', icon: 'clock' },
  active: { tone: 'ok', icon: 'check' },
  ended: { tone: 'plain', icon: 'cross' },
} as const

export const ContractCard = ({
  t,
  format,
  contract,
  tariffHref,
  ordersHref,
}: PartProps & { contract: OverviewContract; tariffHref: string | null; ordersHref: string | null }) => (
  <Card
    title={t('overview.contract')}
    end={
      <Tag tone={STATUS[contract.status].tone} icon={STATUS[contract.status].icon}>
        {t(`overview.status.${contract.status}`)}
      </Tag>
    }
    class="contract"
  >
    <Pairs
      pairs={[
        [t('overview.tariff'), contract.planName],
        [t('overview.address'), contract.address === null ? null : lines(contract.address)],
        [
          t(contract.status === 'pending' ? 'overview.from' : 'overview.since'),
          format.dateShort(contract.startsOn),
        ],
        [t('overview.until'), contract.lastDay === null ? null : format.dateShort(contract.lastDay)],
        [t('overview.meter'), contract.meterNumber === null ? null : printed(contract.meterNumber)],
        [
          t('overview.cancellable'),
          contract.cancellableOn === null ? null : format.dateShort(contract.cancellableOn),
        ],
      ]}
    />
    {(tariffHref !== null || ordersHref !== null) && (
      <div class="card-end">
        {tariffHref !== null && <More href={tariffHref}>{t(tariffDetails(contract))}</More>}
        {ordersHref !== null && contract.meterType === 'smart' && (
          <More href={ordersHref}>{t('overview.orders')}</More>
        )}
      </div>
    )}
  </Card>
)
