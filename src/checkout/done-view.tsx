import type { OpenCheckout } from '../features/checkouts/checkout.ts'
import type { PlacedOrderRow } from '../features/checkouts/find-placed-order.ts'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card, LinkButton, Steps } from '../ui/parts.tsx'
import { overviewOf } from './steps.ts'

export interface DoneModel {
  base: OpenCheckout['base']
  order: PlacedOrderRow
  hasPortal: boolean
  hasMail: boolean
}

interface DoneProps {
  page: PageContext
  model: DoneModel
}

/** Ordered: what happens next, when supply begins, what there is to keep. */
export const DoneView = ({ page, model }: DoneProps) => {
  const { t, format } = page
  const { base, order, hasPortal } = model
  const { summary, number, firstName } = order
  const isFeedIn = summary.plan.type === 'feed_in'
  const title = t(isFeedIn ? 'checkoutOrder.done.titleFeedIn' : 'checkoutOrder.done.title', {
    name: firstName,
  })
  return (
    <Layout page={page} title={title}>
      <Answer title={title} lead={t('checkoutOrder.done.lead', { plan: summary.plan.name, number })} />
      <Card title={t('checkoutOrder.done.next')} class="done-steps">
        <NextSteps page={page} model={model} />
      </Card>
      <div class="stack">
        {summary.withdrawableUntil !== null && (
          <p class="small quiet">
            {t('checkoutOrder.done.withdraw', { until: format.date(summary.withdrawableUntil) })}
          </p>
        )}
        <p class="actions">
          {(base !== '' || hasPortal) && (
            <LinkButton href={base === '' ? '/done/portal' : overviewOf(order.subscriptionId)}>
              {t('checkoutOrder.done.portal')}
            </LinkButton>
          )}
          <a
            class="button plain"
            href={`${base}/done/download${base === '' ? '' : `?subscription=${order.subscriptionId}`}`}
            download
            rel="nofollow"
          >
            {t('checkoutOrder.done.save')}
          </a>
        </p>
      </div>
    </Layout>
  )
}

const NextSteps = ({ page: { t, format }, model: { order, hasMail } }: DoneProps) => {
  const { summary, email } = order
  const isFeedIn = summary.plan.type === 'feed_in'
  const date = format.date(summary.startOn)
  return (
    <Steps
      steps={[
        {
          state: 'done',
          title: t('checkoutOrder.done.mail'),
          detail: hasMail ? t('checkoutOrder.done.mailText', { email }) : t('checkoutOrder.done.noMailText'),
        },
        { state: 'now', title: t('checkoutOrder.done.switch'), detail: registration(t, order) },
        {
          state: 'next',
          title: isFeedIn
            ? t('checkoutOrder.done.startFeedIn', { date })
            : t('checkoutOrder.done.start', { date }),
          detail: [
            ...(isFeedIn ? [] : [t('checkoutOrder.done.noBreak')]),
            t(`checkoutOrder.done.${summary.meter.type}`),
          ].join(' '),
        },
      ]}
    />
  )
}

function registration(t: PageContext['t'], { summary }: PlacedOrderRow): string {
  if (summary.reason === 'feed_in') return t('checkoutOrder.done.feedInText')
  if (summary.reason === 'move_in') return t('checkoutOrder.done.moveInText')
  return t('checkoutOrder.done.switchText', { supplier: summary.previousSupplier ?? '' })
}
