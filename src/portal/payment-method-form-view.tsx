import { ErrorSummary, Field, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Icon } from '../ui/icons.tsx'
import type { T } from '../ui/i18n.ts'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card } from '../ui/parts.tsx'
import { MandateText } from './mandate-text-view.tsx'
import { ScopeChoice } from './scope-choice-view.tsx'
import type { AccountForm, ChangeAccountModel } from './payment-method-view-model.ts'

/** The form for another account; with it, for what is collected, the mandate. Posts to its own address. */
export const ChangeAccountView = ({ page, model }: { page: PageContext; model: ChangeAccountModel }) => {
  const { t } = page
  const { contract, creditor, form } = model
  const isPayout = contract.kind === 'feed_in'
  const wrong = faultsInWords(page, form)
  const errors = (['holder', 'iban', 'agree'] as const).flatMap((id) => {
    const message = wrong[id]
    return message === undefined ? [] : [{ id, message }]
  })
  return (
    <Layout page={page} title={t('paymentMethod.title')} islands={['payment-method']}>
      <Answer
        kicker={t('paymentChange.kicker', { number: contract.number })}
        title={t(isPayout ? 'paymentChange.titlePayout' : 'paymentChange.titleDebit')}
        lead={model.lastDigits === null ? undefined : t('paymentChange.now', { digits: model.lastDigits })}
      />
      <section class="panel narrow-form">
        <ErrorSummary t={t} errors={errors} />
        <PostForm
          action="/payment-method/change"
          csrf={page.csrf}
          hidden={{ subscription: contract.id, replaces: model.replaces }}
          novalidate
        >
          <Field
            id="holder"
            name="holder"
            autocomplete="name"
            maxlength={140}
            label={t('paymentChange.holder')}
            hint={t('paymentChange.holderHint')}
            value={form.accountHolder}
            error={wrong.holder}
          />
          <IbanField t={t} value={form.iban} error={wrong.iban} />
          {model.runningContracts > 1 && (
            <ScopeChoice
              legend={t('paymentChange.scope')}
              one={t('paymentChange.scopeOne', { number: contract.number })}
              all={t('paymentChange.scopeAll', { count: model.runningContracts })}
              forAll={form.forAll}
            />
          )}
          {creditor !== null && (
            <Card title={t('mandate.title')} class="sunk">
              <MandateText t={t} creditor={creditor} reference={null} />
              <div class="field">
                <label class="check" for="agree">
                  <input
                    id="agree"
                    type="checkbox"
                    name="agree"
                    value="1"
                    required
                    aria-invalid={wrong.agree === undefined ? undefined : 'true'}
                    aria-describedby={wrong.agree === undefined ? undefined : 'agree-error'}
                  />
                  <span>{t('paymentChange.agree', { creditor: creditor.name })}</span>
                </label>
                <Wrong id="agree" error={wrong.agree} />
              </div>
            </Card>
          )}
          <SubmitButton>
            {t(creditor === null ? 'paymentChange.savePayout' : 'paymentChange.saveDebit')}
          </SubmitButton>
          {model.hasMail && page.customer !== null && (
            <p class="small quiet">{t('paymentChange.mailNote', { email: page.customer.email })}</p>
          )}
        </PostForm>
        <a class="text-button" href={`/payment-method?subscription=${contract.id}`}>
          {t('paymentChange.cancel')}
        </a>
      </section>
    </Layout>
  )
}

const Wrong = ({ id, error }: { id: string; error: string | undefined }) =>
  error === undefined ? null : (
    <p class="error" id={`${id}-error`}>
      <Icon name="alert" />
      <span>{error}</span>
    </p>
  )

/** With JavaScript it is checked while it is typed; `#` and `%` stand for the number and the country. */
export const IbanField = ({
  t,
  value,
  error,
  hint = t('paymentChange.ibanHint'),
  isOptional = false,
}: {
  t: T
  value: string
  error: string | undefined
  hint?: string
  isOptional?: boolean
}) => (
  <div class="field">
    <label for="iban">{t('paymentChange.iban')}</label>
    <p class="hint" id="iban-hint">
      {hint}
    </p>
    <input
      id="iban"
      name="iban"
      class="iban"
      value={value}
      required={!isOptional}
      autocomplete="off"
      autocapitalize="characters"
      spellcheck={false}
      maxlength={60}
      aria-invalid={error === undefined ? undefined : 'true'}
      aria-describedby={error === undefined ? 'iban-hint' : 'iban-hint iban-error'}
    />
    <output
      for="iban"
      class="live"
      data-good={t('paymentChange.live.good', { country: '%' })}
      data-wrong={t('paymentChange.live.wrong')}
      data-missing-one={t('paymentChange.live.missing', { count: 1 })}
      data-missing-other={plural(t, 'missing')}
      data-extra-one={t('paymentChange.live.extra', { count: 1 })}
      data-extra-other={plural(t, 'extra')}
    ></output>
    <Wrong id="iban" error={error} />
  </div>
)

/** The plural form, with a place for its number. */
const plural = (t: T, kind: 'missing' | 'extra'): string =>
  t(`paymentChange.live.${kind}`, { count: 99 }).replace('99', '#')

type Faults = Partial<Record<'holder' | 'iban' | 'agree', string>>

function faultsInWords({ t, format }: PageContext, { faults, isSame, isNotAgreed }: AccountForm): Faults {
  const countries = new Intl.DisplayNames(format.locale, { type: 'region' })
  const holder = faults?.accountHolder
  const iban = faults?.iban
  const wrong: Faults = {}
  if (holder) wrong.holder = t(`paymentChange.wrongHolder.${holder}`)
  if (iban) {
    wrong.iban =
      iban.kind === 'length'
        ? t('paymentChange.wrongIban.length', {
            country: countries.of(iban.country) ?? iban.country,
            expected: iban.expected,
            given: iban.given,
          })
        : t(`paymentChange.wrongIban.${iban.kind}`)
  } else if (isSame) wrong.iban = t('paymentChange.wrongIban.same')
  if (isNotAgreed) wrong.agree = t('paymentChange.wrongAgree')
  return wrong
}
