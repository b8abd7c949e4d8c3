import { PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import {
  ContractField,
  type DeclarationFormModel,
  EmailField,
  FieldError,
  Hindrances,
  NameField,
  wrong,
} from './cancel-fields-view.tsx'
import { DeclarationPage } from './cancel-page-view.tsx'

interface ViewProps {
  page: PageContext
  model: DeclarationFormModel
}

/** "Verträge hier kündigen": the five things that § 312k (2) BGB lists, the button, nothing else. */
export const CancelView = ({ page, model }: ViewProps) => {
  const { t } = page
  return (
    <DeclarationPage page={page} title={t('cancel.title')}>
      <section class="panel">
        <h1>{t('cancel.heading')}</h1>
        <Hindrances t={t} model={model} />
        <PostForm action="/cancel" csrf={page.csrf} novalidate>
          <KindFields page={page} model={model} />
          <NameField page={page} model={model} />
          <ContractField page={page} model={model} />
          <EndField page={page} model={model} />
          <EmailField page={page} model={model} />
          <SubmitButton>{t('cancel.send')}</SubmitButton>
        </PostForm>
      </section>
    </DeclarationPage>
  )
}

const KINDS = ['ordinary', 'extraordinary'] as const

/** The reason is asked for where it is needed; where a style sheet cannot tell, it stands there always. */
const KindFields = ({ page: { t }, model }: ViewProps) => {
  const kindError = wrong(t, model, 'kind')
  const reasonError = wrong(t, model, 'reason')
  return (
    <>
      <fieldset class="field choices" aria-describedby={kindError === undefined ? undefined : 'kind-error'}>
        <legend>{t('cancel.kind')}</legend>
        {KINDS.map((kind, index) => (
          <label class="choice">
            <input
              type="radio"
              id={index === 0 ? 'kind' : undefined}
              name="kind"
              value={kind}
              checked={model.form.kind === kind}
              required
              aria-invalid={kindError === undefined ? undefined : 'true'}
            />
            <span>
              <strong>{t(`cancel.${kind}`)}</strong>
              <span class="hint">{t(`cancel.${kind}Hint`)}</span>
            </span>
          </label>
        ))}
        <FieldError id="kind" message={kindError} />
      </fieldset>
      <div class="field reason">
        <label for="reason">{t('cancel.reason')}</label>
        <p class="hint" id="reason-hint">
          {t('cancel.reasonHint')}
        </p>
        <textarea
          id="reason"
          name="reason"
          rows={4}
          maxlength={2000}
          aria-invalid={reasonError === undefined ? undefined : 'true'}
          aria-describedby={reasonError === undefined ? 'reason-hint' : 'reason-hint reason-error'}
        >
          {model.form.reason}
        </textarea>
        <FieldError id="reason" message={reasonError} />
      </div>
    </>
  )
}

const EndField = ({ page: { t }, model }: ViewProps) => {
  const error = wrong(t, model, 'end')
  return (
    <div class="field">
      <label for="end">{t('cancel.end')}</label>
      <p class="hint" id="end-hint">
        {t('cancel.endHint')}
      </p>
      <input
        id="end"
        name="end"
        type="date"
        value={model.form.end}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={error === undefined ? 'end-hint' : 'end-hint end-error'}
      />
      <FieldError id="end" message={error} />
    </div>
  )
}
