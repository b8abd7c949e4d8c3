import type { CheckoutStep, OpenCheckout } from '../features/checkouts/checkout.ts'
import { CodeField } from '../portal/code-field-view.tsx'
import { PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import { LinkButton, Notice } from '../ui/parts.tsx'
import { Contact } from '../ui/page-footer.tsx'
import { CheckoutFrame } from './checkout-frame.tsx'
import { nextStep, stepPath } from './steps.ts'

interface CommonModel {
  open: OpenCheckout
  steps: readonly CheckoutStep[]
  email: string
}

export interface EmailModel extends CommonModel {
  error: 'malformed' | 'expired' | { triesLeft: number } | { tooManyMinutes: number } | null
  /** A new code may be asked for: a minute has passed. */
  canResend: boolean
  resent: boolean
}

interface Props<Model> {
  page: PageContext
  model: Model
}

/** Where the code is typed. */
export const EmailCodeView = ({ page, model }: Props<EmailModel>) => {
  const { t } = page
  const { open, steps, email } = model
  const wrong = codeError(page, model)
  const action = stepPath(open.base, 'email')
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="email"
      steps={steps}
      title={t('checkoutOrder.email.title')}
      lead={t('checkoutOrder.email.lead', { email })}
      problems={wrong === undefined ? [] : [{ id: 'code', message: wrong }]}
    >
      {model.resent && (
        <Notice tone="ok" role="status">
          <p>{t('checkoutOrder.email.resent')}</p>
        </Notice>
      )}
      <PostForm action={action} csrf={page.csrf} novalidate>
        <CodeField t={t} error={wrong} />
        <p class="small quiet">{t('checkoutOrder.email.why')}</p>
        <SubmitButton>{t('checkoutOrder.email.next')}</SubmitButton>
      </PostForm>
      <div>
        <p class="small quiet">
          {t(model.canResend ? 'checkoutOrder.email.resendAgain' : 'checkoutOrder.email.resendWait')}
        </p>
        <form method="post" action={action}>
          <input type="hidden" name="csrf" value={page.csrf} />
          <button type="submit" name="resend" value="1" class="text-button">
            {t('checkoutOrder.email.resend')}
          </button>
        </form>
        <OtherAddress page={page} open={open} />
      </div>
    </CheckoutFrame>
  )
}

const OtherAddress = ({ page: { t }, open }: { page: PageContext; open: OpenCheckout }) => (
  <a class="text-button" href={`${stepPath(open.base, 'person')}?other=1`}>
    {t('checkoutOrder.email.other')}
  </a>
)

function codeError({ t }: PageContext, { error }: EmailModel): string | undefined {
  if (error === null) return undefined
  if (error === 'malformed') return t('login.malformedCode')
  if (error === 'expired') return t('login.expiredCode')
  return 'triesLeft' in error
    ? t('login.wrongCode', { count: error.triesLeft })
    : t('login.tooMany', { count: error.tooManyMinutes })
}

/** Who comes back here need not prove it again. */
export const EmailProvedView = ({ page, model }: Props<CommonModel>) => {
  const { t } = page
  const { open, steps, email } = model
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="email"
      steps={steps}
      title={t('checkoutOrder.email.doneTitle')}
      lead={t('checkoutOrder.email.doneLead', { email })}
    >
      <div class="actions stack">
        <LinkButton href={stepPath(open.base, nextStep(steps, 'email'))}>
          {t('checkoutOrder.email.goOn')}
        </LinkButton>
        <OtherAddress page={page} open={open} />
      </div>
    </CheckoutFrame>
  )
}

/** Without a mail server nobody's address can be proved: the brand's people take the order. */
export const EmailUnavailableView = ({ page, model }: Props<CommonModel>) => {
  const { t, brand } = page
  return (
    <CheckoutFrame
      page={page}
      open={model.open}
      step="email"
      steps={model.steps}
      title={t('checkoutOrder.email.unavailable')}
      lead={t('checkoutOrder.email.unavailableLead', { brand: brand.name })}
    >
      <Contact page={page} />
    </CheckoutFrame>
  )
}
