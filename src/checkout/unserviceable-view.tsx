import type { CheckoutStep, OpenCheckout } from '../features/checkouts/checkout.ts'
import { Field, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Icon } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import { Notice } from '../ui/parts.tsx'
import { CheckoutFrame } from './checkout-frame.tsx'

export interface UnserviceableModel {
  open: OpenCheckout
  steps: readonly CheckoutStep[]
  zip: string
  /** As it was typed. */
  email: string
  /** The address was left, or had been before. */
  isLeft: boolean
  isWrong: boolean
  waitMinutes: number | null
  action: string
  /** Back to the first page, with what else was typed there. */
  otherZip: string
}

/** Nobody is served there yet. */
export const UnserviceableView = ({ page, model }: { page: PageContext; model: UnserviceableModel }) => {
  const { t } = page
  const { open, steps, zip, isLeft } = model
  const wrong = model.isWrong ? t('login.invalidEmail') : undefined
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="quote"
      steps={steps}
      title={
        isLeft
          ? t('checkoutOffer.unserviceable.thanksTitle')
          : t('checkoutOffer.unserviceable.title', { zip })
      }
      lead={isLeft ? t('checkoutOffer.unserviceable.thanks', { zip }) : t('checkoutOffer.unserviceable.lead')}
      problems={wrong === undefined ? [] : [{ id: 'email', message: wrong }]}
    >
      {!isLeft && (
        <section class="panel">
          <div class="answer">
            <h2>{t('checkoutOffer.unserviceable.formTitle')}</h2>
            <p class="quiet">{t('checkoutOffer.unserviceable.formLead', { zip })}</p>
          </div>
          {model.waitMinutes !== null && (
            <Notice tone="bad" role="alert">
              <p>{t('checkoutOffer.unserviceable.tooMany', { count: model.waitMinutes })}</p>
            </Notice>
          )}
          <PostForm action={model.action} csrf={page.csrf} hidden={{ zip }} novalidate>
            <Field
              id="email"
              name="email"
              type="email"
              inputmode="email"
              autocomplete="email"
              maxlength={254}
              label={t('checkoutOffer.unserviceable.email')}
              value={model.email}
              error={wrong}
            />
            <SubmitButton>{t('checkoutOffer.unserviceable.leave')}</SubmitButton>
          </PostForm>
        </section>
      )}
      <a class={isLeft ? 'button' : 'text-button'} href={model.otherZip}>
        {isLeft && <Icon name="left" />}
        {t('checkoutOffer.unserviceable.other')}
      </a>
    </CheckoutFrame>
  )
}
