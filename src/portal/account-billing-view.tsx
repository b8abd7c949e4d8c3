import { ErrorSummary, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer } from '../ui/parts.tsx'
import { faultInWords, LineFields } from './account-fields-view.tsx'
import type { BillingModel } from './account-view-model.ts'
import { ScopeChoice } from './scope-choice-view.tsx'

/** Posts `subscription`, the four lines of an address and, of several contracts, `scope`. */
export const BillingFormView = ({ page, model }: { page: PageContext; model: BillingModel }) => {
  const { t } = page
  const { form } = model
  const fields = [
    { name: 'street', label: t('account.street'), autocomplete: 'address-line1' },
    { name: 'houseNumber', label: t('account.houseNumber'), autocomplete: 'off' },
    { name: 'zip', label: t('account.zip'), autocomplete: 'postal-code', inputmode: 'numeric' },
    { name: 'city', label: t('account.city'), autocomplete: 'address-level2' },
  ] as const
  return (
    <Layout page={page} title={t('account.editBilling')}>
      <Answer
        kicker={t('paymentChange.kicker', { number: model.number })}
        title={t('account.billingTitle')}
        lead={t('account.billingLead')}
      />
      <section class="panel narrow-form">
        <ErrorSummary t={t} errors={faultInWords(t, form)} />
        <PostForm
          action="/account/billing-address"
          csrf={page.csrf}
          hidden={{ subscription: model.subscriptionId }}
          novalidate
        >
          <LineFields t={t} fields={fields} form={form} />
          {model.runningContracts > 1 && (
            <ScopeChoice
              legend={t('account.scope')}
              one={t('account.scopeOne', { number: model.number })}
              all={t('account.scopeAll', { count: model.runningContracts })}
              forAll={model.forAll}
            />
          )}
          <SubmitButton>{t('account.save')}</SubmitButton>
        </PostForm>
        <a class="text-button" href="/account#addresses">
          {t('account.cancel')}
        </a>
      </section>
    </Layout>
  )
}
