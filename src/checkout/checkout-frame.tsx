import type { Child } from 'hono/jsx'
import type { CheckoutStep, OpenCheckout } from '../features/checkouts/checkout.ts'
import { AccountMenu } from '../ui/account-menu.tsx'
import { BrandMark } from '../ui/brand-mark.tsx'
import { Document } from '../ui/document.tsx'
import { ErrorSummary } from '../ui/form-parts.tsx'
import { Icon } from '../ui/icons.tsx'
import { BackLink, SkipLink } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { PageFooter } from '../ui/page-footer.tsx'
import { QuoteAside } from './quote-aside-view.tsx'
import { previousStep, stepPath } from './steps.ts'

export interface CheckoutFrameProps {
  page: PageContext
  open: OpenCheckout
  step: CheckoutStep
  /** The steps that this visitor goes through. */
  steps: readonly CheckoutStep[]
  /** The page's only `<h1>`. */
  title: string
  lead?: Child
  /** What is wrong, in words, each with the id of its field: summed up above the form. */
  problems?: readonly { id: string; message: string }[]
  /** What stands beside the form, and below it on a phone: the amount that was quoted, unless something else is given. */
  aside?: Child
  /** What stands under both. */
  below?: Child
  islands?: readonly string[]
  children?: Child
}

/**
 * A step of the checkout: the brand, how far it is, the way back, one question. No navigation leads away from it, since
 * nothing of the portal is the visitor's yet.
 */
export const CheckoutFrame = ({
  page,
  open,
  step,
  steps,
  title,
  lead,
  problems = [],
  aside = step === 'quote' || step === 'summary' ? undefined : <QuoteAside page={page} open={open} />,
  below,
  islands,
  children,
}: CheckoutFrameProps) => (
  <Document page={page} title={title} islands={islands} bodyClass="shell checkout">
    <SkipLink page={page} />
    <header class="top">
      <BackLink page={page} />
      <BrandMark brand={page.brand} href={null} />
      {!page.flow && page.customer !== null && <AccountMenu page={page} customer={page.customer} />}
    </header>
    <main id="content" tabindex={-1}>
      <Progress page={page} open={open} step={step} steps={steps} />
      <div class={aside === undefined ? 'step' : 'step columns two'}>
        <div class="step-form">
          <div class="answer">
            <h1>{title}</h1>
            {lead !== undefined && <p class="lead">{lead}</p>}
          </div>
          <ErrorSummary t={page.t} errors={problems} />
          {children}
        </div>
        {aside}
      </div>
      {below}
    </main>
    <PageFooter page={page} preferences={page.customer === null} />
  </Document>
)

type ProgressProps = Pick<CheckoutFrameProps, 'page' | 'open' | 'step' | 'steps'>

/**
 * How far it is. Wide enough, every step stands there by name, and those already sent lead back to themselves; on a phone
 * a line says it and a row of dashes shows it.
 */
const Progress = ({ page: { t }, open: { base, checkout }, step, steps }: ProgressProps) => {
  const at = steps.indexOf(step)
  const previous = previousStep(steps, step)
  const name = (each: CheckoutStep) => t(`checkout.step.${each}`)
  return (
    <div class="progress">
      {previous !== undefined && (
        <a
          class="step-back"
          href={stepPath(base, previous)}
          aria-label={`${t('checkout.back')}: ${name(previous)}`}
        >
          <Icon name="left" />
          <span>{t('checkout.back')}</span>
        </a>
      )}
      <p class="progress-now">
        <span class="quiet">{t('checkout.progress', { step: at + 1, count: steps.length })}</span>{' '}
        <strong>{name(step)}</strong>
      </p>
      <ol class="progress-steps">
        {steps.map((each, index) => (
          <li class={index < at ? 'done' : undefined} aria-current={each === step ? 'step' : undefined}>
            {each !== step && checkout?.completed.includes(each) ? (
              <a href={stepPath(base, each)}>{name(each)}</a>
            ) : (
              <span>{name(each)}</span>
            )}
          </li>
        ))}
      </ol>
    </div>
  )
}
