import { BarePage } from '../ui/bare-page.tsx'
import { ErrorSummary, Field, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import { CodeField } from './code-field-view.tsx'
import { Notice } from '../ui/parts.tsx'

export interface LoginEmailModel {
  /** What was typed, given back after an error. */
  email: string
  next: string
  error: 'invalid_email' | { tooManyMinutes: number } | null
}

/** First step: the address. Posts `email` and `next` to /login. */
export const LoginEmailView = ({ page, model }: { page: PageContext; model: LoginEmailModel }) => {
  const { t, brand } = page
  const wrong = model.error === 'invalid_email' ? t('login.invalidEmail') : undefined
  return (
    <BarePage page={page} title={t('login.title')}>
      <section class="panel">
        <div class="answer">
          <h1>{t('login.heading', { brand: brand.name })}</h1>
          <p class="quiet">{t('login.lead', { brand: brand.name })}</p>
        </div>
        {typeof model.error === 'object' && model.error !== null && (
          <Notice tone="bad" role="alert">
            <p>{t('login.tooMany', { count: model.error.tooManyMinutes })}</p>
          </Notice>
        )}
        <ErrorSummary t={t} errors={wrong === undefined ? [] : [{ id: 'email', message: wrong }]} />
        <PostForm action="/login" csrf={page.csrf} hidden={{ next: model.next }} novalidate>
          <Field
            id="email"
            name="email"
            type="email"
            inputmode="email"
            autocomplete="email"
            label={t('login.email')}
            value={model.email}
            error={wrong}
            maxlength={254}
          />
          <SubmitButton>{t('login.send')}</SubmitButton>
        </PostForm>
        <a class="text-button" href="/help">
          {t('help.frequent')}
        </a>
      </section>
    </BarePage>
  )
}

export interface LoginCodeModel {
  email: string
  next: string
  error: 'malformed' | 'expired' | { triesLeft: number } | { tooManyMinutes: number } | null
  /** A new code may be asked for: a minute has passed. */
  canResend: boolean
  resent: boolean
}

/** Second step: the code. Posts `code`, `email`, `next` to /login/code; "new code" posts `email` to /login again. */
export const LoginCodeView = ({ page, model }: { page: PageContext; model: LoginCodeModel }) => {
  const { t } = page
  const wrong = codeError(page, model)
  return (
    <BarePage page={page} title={t('login.codeTitle')}>
      <section class="panel">
        <div class="answer">
          <h1>{t('login.codeHeading')}</h1>
          <p class="quiet">{t('login.codeLead', { email: model.email })}</p>
        </div>
        {model.resent && (
          <Notice tone="ok" role="status">
            <p>{t('login.resent')}</p>
          </Notice>
        )}
        <ErrorSummary t={t} errors={wrong === undefined ? [] : [{ id: 'code', message: wrong }]} />
        <PostForm
          action="/login/code"
          csrf={page.csrf}
          hidden={{ email: model.email, next: model.next }}
          novalidate
        >
          <CodeField t={t} error={wrong} />
          <SubmitButton>{t('login.signIn')}</SubmitButton>
        </PostForm>
        <div>
          <p class="small quiet">{t(model.canResend ? 'login.resendAgain' : 'login.resendWait')}</p>
          <form method="post" action="/login">
            <input type="hidden" name="csrf" value={page.csrf} />
            <input type="hidden" name="email" value={model.email} />
            <input type="hidden" name="next" value={model.next} />
            <button type="submit" name="resend" value="1" class="text-button">
              {t('login.resend')}
            </button>
          </form>
          <a class="text-button" href={`/login?next=${encodeURIComponent(model.next)}`}>
            {t('login.other')}
          </a>
        </div>
      </section>
    </BarePage>
  )
}

function codeError({ t }: PageContext, { error }: LoginCodeModel): string | undefined {
  if (error === null) return undefined
  if (error === 'malformed') return t('login.malformedCode')
  if (error === 'expired') return t('login.expiredCode')
  return 'triesLeft' in error
    ? t('login.wrongCode', { count: error.triesLeft })
    : t('login.tooMany', { count: error.tooManyMinutes })
}
