import type { Day, Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import type { PageContext } from '../ui/page.ts'
import { Card, Notice, type StepState, Steps, Tag } from '../ui/parts.tsx'
import { METER_STEPS, type ShownMeterOrder, type ShownReduction } from './orders-view-model.ts'

interface Step {
  state: StepState
  title: string
  detail: string
}

export const MeterOrderCard = ({
  page: { t, format },
  order,
  now,
}: {
  page: PageContext
  order: ShownMeterOrder
  now: number
}) => (
  <Card title={t('orders.meter.title')} end={<MeterOrderTag t={t} order={order} />}>
    <p class="quiet">{t('orders.meter.by', { provider: order.provider })}</p>
    {order.blocked !== null && (
      <Notice
        tone="warn"
        title={t('orders.blockedSince', { date: format.date(format.day(order.blocked.at)) })}
      >
        <p>{t(`orders.blockedReason.${order.blocked.reason}`)}</p>
      </Notice>
    )}
    <Steps steps={meterSteps(t, format, order, now)} />
  </Card>
)

const MeterOrderTag = ({ t, order }: { t: T; order: ShownMeterOrder }) => {
  if (order.cancelled !== null)
    return (
      <Tag tone="plain" icon="cross">
        {t('orders.state.cancelled')}
      </Tag>
    )
  if (order.blocked !== null)
    return (
      <Tag tone="warn" icon="alert">
        {t('orders.state.blocked')}
      </Tag>
    )
  return order.reached.activated === undefined ? (
    <Tag tone="plain" icon="clock">
      {t('orders.state.running')}
    </Tag>
  ) : (
    <Tag tone="ok" icon="check">
      {t('orders.state.done')}
    </Tag>
  )
}

/** What was reached with its date, then what comes; of a cancelled order only what was reached, and why it ended. */
function meterSteps(t: T, format: Format, order: ShownMeterOrder, now: number): Step[] {
  const moment = (at: number) => t('orders.at', { date: format.date(format.day(at)), time: format.time(at) })
  const steps: Step[] = []
  // A step may be skipped, as the check is for a meter that is easily replaced; what lies behind a later one is done.
  const last = METER_STEPS.findLastIndex((step) => order.reached[step] !== undefined)
  for (const [index, step] of METER_STEPS.entries()) {
    const at = order.reached[step]
    if (index <= last) {
      if (at === undefined) continue
      const isAhead = step === 'scheduled' && at > now
      steps.push({
        state: isAhead ? 'now' : 'done',
        title: t(isAhead ? 'orders.meter.ahead.scheduled' : `orders.meter.reached.${step}`),
        detail: step === 'scheduled' || step === 'installed' ? moment(at) : format.date(format.day(at)),
      })
    } else if (order.cancelled === null) {
      const isNext = index === last + 1 && steps.at(-1)?.state !== 'now'
      steps.push({
        state: isNext ? 'now' : 'next',
        title: t(`orders.meter.ahead.${step}`),
        detail: isNext ? t(`orders.meter.next.${step}`, { provider: order.provider }) : '',
      })
    }
  }
  if (order.cancelled !== null) {
    const why = order.cancelled.reason === null ? '' : t(`orders.meter.cancelled.${order.cancelled.reason}`)
    const date = format.date(format.day(order.cancelled.at))
    steps.push({
      state: 'now',
      title: t('orders.meter.cancelled.title'),
      detail: [date, why].filter(Boolean).join('. '),
    })
  }
  return steps
}

export const ReductionCard = ({
  page: { t, format },
  reduction,
}: {
  page: PageContext
  reduction: ShownReduction
}) => (
  <Card
    title={t(`orders.module.m${reduction.module}.title`)}
    end={<ReductionTag t={t} reduction={reduction} />}
  >
    <p class="quiet">{t(`orders.module.m${reduction.module}.text`)}</p>
    {reduction.status === 'rejected' && (
      <Notice tone="bad" title={t('orders.rejected')}>
        <p>{reduction.rejectedReason ?? t('orders.rejectedUnknown')}</p>
      </Notice>
    )}
    <Steps steps={reductionSteps(t, format, reduction)} />
  </Card>
)

const REDUCTION_TAGS = {
  intended: { tone: 'plain', icon: 'clock' },
  ordered: { tone: 'plain', icon: 'clock' },
  rejected: { tone: 'bad', icon: 'cross' },
  activated: { tone: 'ok', icon: 'check' },
  ended: { tone: 'plain', icon: 'check' },
} as const

const ReductionTag = ({ t, reduction: { status } }: { t: T; reduction: ShownReduction }) => (
  <Tag {...REDUCTION_TAGS[status]}>{t(`orders.reduction.state.${status}`)}</Tag>
)

function reductionSteps(t: T, format: Format, reduction: ShownReduction): Step[] {
  const step = (state: StepState, name: StepName, day: Day | null): Step => ({
    state,
    title: t(`orders.reduction.step.${name}`),
    detail: day === null ? t(`orders.reduction.waiting`) : format.date(day),
  })
  const { status, orderedOn, updatedOn, validFrom, lastDay } = reduction
  const ordered = step('done', status === 'intended' ? 'intended' : 'ordered', orderedOn)
  if (status === 'rejected') return [ordered, step('now', 'rejected', updatedOn)]
  if (status === 'intended' || status === 'ordered') return [ordered, step('now', 'confirming', null)]
  const steps = [ordered, step('done', 'activated', validFrom)]
  return lastDay === null ? steps : [...steps, step(status === 'ended' ? 'done' : 'next', 'ended', lastDay)]
}

type StepName = 'intended' | 'ordered' | 'confirming' | 'rejected' | 'activated' | 'ended'
