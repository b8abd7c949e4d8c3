import type { CheckoutStep, OpenCheckout } from '../features/checkouts/checkout.ts'
import type { OrderSummary } from '../features/checkouts/order-summary.ts'
import type { Day } from '../ui/format.ts'
import { PostForm } from '../ui/form-parts.tsx'
import { Icon } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import { Card, Notice } from '../ui/parts.tsx'
import { CheckoutFrame } from './checkout-frame.tsx'
import type { OrderDocuments } from './order-documents.ts'
import { Record, SectionDetails } from './order-section-view.tsx'
import { addressLines, customerLines, meterText, orderRows, paymentText, reasonText } from './order-words.ts'
import { stepPath } from './steps.ts'
import { EarlySupply } from './summary-early-view.tsx'

export interface SummaryModel {
  open: OpenCheckout
  steps: readonly CheckoutStep[]
  /** As it is for who does not tick the box. */
  summary: OrderSummary
  /** When supply begins for who does; null where nobody is asked. */
  earlyStart: Day | null
  /** Ticked by the visitor before the page came back; never by us (§ 312a (3) BGB). */
  earlySupply: boolean
  documents: OrderDocuments
  /** What was shown before is not so any more. */
  changed: { beforeCents: number } | 'other' | null
  /** What this page shows, to be compared when it is sent. */
  seen: { amountCents: number; mark: string }
  hasMail: boolean
}

export interface SummaryProps {
  page: PageContext
  model: SummaryModel
}

/** Everything once more. Directly above the button stands what § 312j (2) BGB wants there, and nothing in between. */
export const SummaryView = ({ page, model }: SummaryProps) => {
  const { t } = page
  const { open, steps, summary, documents, seen } = model
  const [contract, , ...rest] = documents.sections
  const action = stepPath(open.base, 'summary')
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="summary"
      steps={steps}
      title={t('checkoutOrder.summary.title')}
      lead={t('checkoutOrder.summary.lead')}
    >
      <Changed page={page} model={model} />
      <Review page={page} model={model} />
      {contract !== undefined && (
        <Card title={contract.title}>
          <Record rows={contract.rows ?? []} />
        </Card>
      )}
      <section class="stack documents">
        <h2>{t('checkoutOrder.summary.documents')}</h2>
        <p class="quiet">{t('checkoutOrder.summary.documentsLead')}</p>
        <div>
          {rest.map((section) => (
            <SectionDetails section={section} />
          ))}
        </div>
        <p class="downloads">
          <a class="text-button" href={`${action}/download`} download rel="nofollow">
            {t('checkoutOrder.summary.download')}
          </a>
          <a class="text-button" href={`${action}/download?as=text`} download rel="nofollow">
            {t('checkoutOrder.summary.downloadText')}
          </a>
        </p>
      </section>
      <PostForm
        action={action}
        csrf={page.csrf}
        hidden={{ amount: String(seen.amountCents), mark: seen.mark }}
      >
        <EarlySupply page={page} model={model} />
        <section class="panel order">
          <h2>{t('checkoutOrder.summary.orderTitle')}</h2>
          <Record rows={orderRows(page, summary, model.earlyStart)} />
          <button type="submit" class="button">
            {t('checkoutOrder.summary.order')}
          </button>
        </section>
        {model.hasMail && (
          <p class="small quiet">{t('checkoutOrder.summary.after', { email: summary.customer.email })}</p>
        )}
      </PostForm>
    </CheckoutFrame>
  )
}

const Changed = ({ page: { t, format }, model: { changed, summary, seen } }: SummaryProps) => {
  if (changed === null) return null
  if (changed === 'other') {
    return (
      <Notice tone="warn" role="alert" title={t('checkoutOrder.summary.otherChanged')}>
        <p>{t('checkoutOrder.summary.otherChangedLead')}</p>
      </Notice>
    )
  }
  // What is paid out counts negative and is said as it is received.
  const sign = summary.plan.type === 'feed_in' ? -1 : 1
  const [before, now] = [sign * changed.beforeCents, sign * seen.amountCents]
  return (
    <Notice tone="warn" role="alert" title={t('checkoutOrder.summary.priceChanged')}>
      <p>{t('checkoutOrder.summary.priceBefore', { before: format.eur(before), now: format.eur(now) })}</p>
    </Notice>
  )
}

/** What was typed, step by step, each with the way back to it. */
const Review = ({ page, model: { open, steps, summary } }: SummaryProps) => {
  const { t, format } = page
  const { plan, usageWhPerYear, billing } = summary
  const shown: [CheckoutStep, string][] = [
    ['quote', `${plan.name}\n${format.kwh(usageWhPerYear)}`],
    ['place', [summary.delivery, ...(billing === null ? [] : [billing])].map(addressLines).join('\n\n')],
    ['supply', `${reasonText(page, summary)}\n${meterText(page, summary)}`],
    ['person', `${customerLines(summary)}\n${summary.customer.email}`],
    ['payment', paymentText(page, summary)],
  ]
  return (
    <ul class="review">
      {shown.map(([step, text]) => {
        const name = t(`checkout.step.${step}`)
        // Who is signed in is who they are.
        const isFixed = step === 'person' && !steps.includes('email')
        return (
          <li>
            <div>
              <h2>{name}</h2>
              <p>{text}</p>
            </div>
            {!isFixed && (
              <a
                class="text-button"
                href={stepPath(open.base, step)}
                aria-label={t('checkoutOrder.summary.changeOf', { what: name })}
              >
                {t('checkoutOrder.summary.change')}
                <Icon name="chevron" class="tiny" />
              </a>
            )}
          </li>
        )
      })}
    </ul>
  )
}
