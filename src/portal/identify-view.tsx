import { ErrorSummary, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { CodeField } from './code-field-view.tsx'
import { Contact } from '../ui/page-footer.tsx'
import { Notice } from '../ui/parts.tsx'
import type { IdentifyModel } from './payment-method-view-model.ts'

/** Asks for a fresh code before an account is changed. Posts to /payment-method/code and /payment-method/code/check. */
export const IdentifyView = ({ page, model }: { page: PageContext; model: IdentifyModel }) => {
  const { t, brand } = page
  const { email, state, error } = model
  const hidden = { subscription: model.subscriptionId, step: model.step, sealed: model.sealed }
  const wrong = state === 'sent' ? errorInWords(page, error) : undefined
  return (
    <Layout page={page} title={t('identify.title')}>
      <section class="panel narrow-form">
        <div class="answer">
          <h1>{t('identify.heading')}</h1>
          <p class="quiet">
            {state === 'no_mail'
              ? t('identify.noMail', { brand: brand.name })
              : t(state === 'ask' ? 'identify.lead' : 'identify.codeLead', { email })}
          </p>
          {model.sealed !== '' && <p class="quiet">{t('identify.kept')}</p>}
        </div>
        {state === 'no_mail' && <Contact page={page} />}
        {state === 'ask' && (
          <>
            {error !== null && (
              <Notice tone="bad" role="alert">
                <p>{errorInWords(page, error)}</p>
              </Notice>
            )}
            <PostForm action="/payment-method/code" csrf={page.csrf} hidden={hidden}>
              <SubmitButton>{t('identify.send')}</SubmitButton>
            </PostForm>
          </>
        )}
        {state === 'sent' && (
          <>
            <ErrorSummary t={t} errors={wrong === undefined ? [] : [{ id: 'code', message: wrong }]} />
            <PostForm action="/payment-method/code/check" csrf={page.csrf} hidden={hidden} novalidate>
              <CodeField t={t} error={wrong} />
              <SubmitButton>{t('identify.check')}</SubmitButton>
            </PostForm>
            <div>
              <p class="small quiet">{t(model.canResend ? 'login.resendAgain' : 'login.resendWait')}</p>
              <form method="post" action="/payment-method/code">
                <input type="hidden" name="csrf" value={page.csrf} />
                {Object.entries(hidden).map(([name, value]) => (
                  <input type="hidden" name={name} value={value} />
                ))}
                <button type="submit" class="text-button">
                  {t('identify.again')}
                </button>
              </form>
            </div>
          </>
        )}
        <a class="text-button" href={`/payment-method?subscription=${model.subscriptionId}`}>
          {t('paymentChange.cancel')}
        </a>
      </section>
    </Layout>
  )
}

function errorInWords({ t }: PageContext, error: IdentifyModel['error']): string | undefined {
  if (error === null) return undefined
  if (error === 'malformed') return t('login.malformedCode')
  if (error === 'expired') return t('login.expiredCode')
  return 'triesLeft' in error
    ? t('login.wrongCode', { count: error.triesLeft })
    : t('login.tooMany', { count: error.tooManyMinutes })
}
