import type { CheckoutStep, OpenCheckout } from '../features/checkouts/checkout.ts'
import type { OrderSummary } from '../features/checkouts/order-summary.ts'
import type { Day } from '../ui/format.ts'
import { PostForm } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import { Notice } from '../ui/parts.tsx'
import { CheckoutFrame } from './checkout-frame.tsx'
import type { OrderDocuments } from './order-documents.ts'
import { Record, SectionDetails } from './order-section-view.tsx'
import { orderRows } from './order-words.ts'
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

/** Everything once more, what there is to keep, and the order. */
export const SummaryView = ({ page, model }: SummaryProps) => {
  const { t } = page
  const { open, steps } = model
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
      <div class="columns even">
        <Documents page={page} model={model} />
        <OrderForm page={page} model={model} />
      </div>
    </CheckoutFrame>
  )
}

const Documents = ({ page: { t, brand }, model: { open, documents } }: SummaryProps) => {
  const [, ...rest] = documents.sections
  const action = `${stepPath(open.base, 'summary')}/download`
  return (
    <section class="stack documents">
      <h2>{t('checkoutOrder.summary.documents')}</h2>
      <p class="quiet">{t('checkoutOrder.summary.documentsLead')}</p>
      {/* Only what is pointed out becomes part of the contract (§ 305 (2) BGB). */}
      {brand.legal.terms !== undefined && <p>{t('checkoutOrder.summary.terms')}</p>}
      <div>
        {rest.map((section) => (
          <SectionDetails section={section} />
        ))}
      </div>
      <p class="downloads">
        <a class="text-button" href={action} download rel="nofollow">
          {t('checkoutOrder.summary.download')}
        </a>
        <a class="text-button" href={`${action}?as=text`} download rel="nofollow">
          {t('checkoutOrder.summary.downloadText')}
        </a>
      </p>
    </section>
  )
}

/** Directly above the button stands what § 312j (2) BGB wants there, and nothing in between. */
const OrderForm = ({ page, model }: SummaryProps) => {
  const { t } = page
  const { open, summary, earlyStart, seen } = model
  return (
    <PostForm
      action={stepPath(open.base, 'summary')}
      csrf={page.csrf}
      hidden={{ amount: String(seen.amountCents), mark: seen.mark }}
    >
      <EarlySupply page={page} model={model} />
      <section class="panel order">
        <h2>{t('checkoutOrder.summary.orderTitle')}</h2>
        <Record rows={orderRows(page, summary, earlyStart)} />
        <button type="submit" class="button">
          {t('checkoutOrder.summary.order')}
        </button>
      </section>
      {model.hasMail && (
        <p class="small quiet">{t('checkoutOrder.summary.after', { email: summary.customer.email })}</p>
      )}
    </PostForm>
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

/** The contract summary, step by step, each with the way back to it. */
const Review = ({ page: { t }, model: { open, steps, documents } }: SummaryProps) => (
  <section class="review" aria-labelledby="review">
    <h2 id="review">{t('checkoutOrder.sheet.contract')}</h2>
    {documents.groups.map(({ step, title, rows }) => {
      // Who is signed in is who they are.
      const isFixed = step === null || (step === 'person' && !steps.includes('email'))
      return (
        <section>
          <header>
            <h3>{title}</h3>
            {!isFixed && (
              <a
                class="text-button"
                href={stepPath(open.base, step)}
                aria-label={`${t('checkoutOrder.summary.change')}: ${title}`}
              >
                {t('checkoutOrder.summary.change')}
              </a>
            )}
          </header>
          <Record rows={rows} />
        </section>
      )
    })}
  </section>
)
