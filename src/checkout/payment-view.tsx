import type { CheckoutFields, CheckoutStep, OpenCheckout } from '../features/checkouts/checkout.ts'
import type { PaymentContext } from '../features/checkouts/read-payment.ts'
import { MandateText } from '../portal/mandate-text-view.tsx'
import { IbanField } from '../portal/payment-method-form-view.tsx'
import { Field, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import { Card } from '../ui/parts.tsx'
import { CheckoutFrame } from './checkout-frame.tsx'
import { Choice } from './choice-view.tsx'
import { type ProblemWords, summedUp } from './problem-words.ts'
import { stepPath } from './steps.ts'

export interface PaymentModel {
  open: OpenCheckout
  steps: readonly CheckoutStep[]
  fields: CheckoutFields
  wrong: ProblemWords
  context: PaymentContext
}

interface PaymentProps {
  page: PageContext
  model: PaymentModel
}

/** By mandate or by transfer; of feeding in, the account alone. */
export const PaymentView = ({ page, model }: PaymentProps) => {
  const { t } = page
  const { open, steps, wrong, context } = model
  const { isPaidOut, creditor } = context
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="payment"
      steps={steps}
      title={t(isPaidOut ? 'checkoutOrder.payment.titlePayout' : 'checkoutOrder.payment.title')}
      lead={leadOf(page, context)}
      problems={summedUp(wrong, ['payment', 'accountHolder', 'iban'])}
      islands={['payment-method']}
    >
      <PostForm action={stepPath(open.base, 'payment')} csrf={page.csrf} novalidate>
        {!isPaidOut && <Ways page={page} model={model} />}
        {(isPaidOut || creditor !== null) && <Account page={page} model={model} />}
        <SubmitButton>{t('checkoutOrder.payment.next')}</SubmitButton>
      </PostForm>
    </CheckoutFrame>
  )
}

/** Of one way alone there is nothing to compare. */
function leadOf({ t }: PageContext, { isPaidOut, creditor }: PaymentContext): string | undefined {
  if (isPaidOut) return t('checkoutOrder.payment.leadPayout')
  return creditor === null ? undefined : t('checkoutOrder.payment.lead')
}

const Ways = ({ page: { t }, model: { fields, wrong, context } }: PaymentProps) => (
  <Choice
    name="payment"
    legend={t('checkoutOrder.payment.legend')}
    chosen={fields.payment}
    error={wrong.payment}
    options={[
      // Without a creditor identifier nobody may collect.
      ...(context.creditor === null
        ? []
        : [
            {
              value: 'sepa',
              label: t('checkoutOrder.payment.sepa'),
              hint: t('checkoutOrder.payment.sepaHint'),
            },
          ]),
      {
        value: 'transfer',
        label: t('checkoutOrder.payment.transfer'),
        hint: t('checkoutOrder.payment.transferHint'),
      },
    ]}
  />
)

/** Of an account on file only the last digits are shown; an empty field means it. */
const Account = ({ page: { t }, model: { fields, wrong, context } }: PaymentProps) => {
  const { creditor, account } = context
  return (
    <div class="debit-only">
      <Field
        id="accountHolder"
        name="accountHolder"
        autocomplete="name"
        maxlength={140}
        label={t('checkoutOrder.payment.holder')}
        hint={t('checkoutOrder.payment.holderHint')}
        value={fields.accountHolder ?? ''}
        error={wrong.accountHolder}
      />
      <IbanField
        t={t}
        value={fields.iban ?? ''}
        error={wrong.iban}
        isOptional={account !== undefined}
        {...(account && {
          hint: t('checkoutOrder.payment.onFile', { digits: account.maskedIban.slice(-4) }),
        })}
      />
      {creditor !== null && (
        <Card title={t('mandate.title')} class="sunk">
          <MandateText t={t} creditor={creditor} reference={t('checkoutOrder.sheet.referenceLater')} />
          <p class="small">
            <strong>{t('checkoutOrder.payment.agree')}</strong>
          </p>
        </Card>
      )}
    </div>
  )
}
