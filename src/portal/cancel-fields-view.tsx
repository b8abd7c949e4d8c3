import type { T } from '../ui/i18n.ts'
import { ErrorSummary, Field } from '../ui/form-parts.tsx'
import { Icon } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import type { Wait } from './login-request.ts'
import { Notice } from '../ui/parts.tsx'
import type { DeclarationField, DeclarationForm, DeclarationProblems } from './cancel-form.ts'

/** A form of /cancel or /withdraw: what was typed, what is wrong with it, how long to wait. */
export interface DeclarationFormModel {
  form: DeclarationForm
  problems: DeclarationProblems
  wait: Wait | null
}

const ORDER: readonly DeclarationField[] = ['kind', 'reason', 'name', 'contract', 'end', 'email']

export const wrong = (t: T, { problems }: DeclarationFormModel, field: DeclarationField) => {
  const key = problems[field]
  return key === undefined ? undefined : t(key)
}

/** Everything that keeps the form from being taken, on top of it. */
export const Hindrances = ({ t, model }: { t: T; model: DeclarationFormModel }) => (
  <>
    {model.wait !== null && (
      <Notice tone="bad" role="alert">
        <p>{t('cancel.tooMany', { count: model.wait.minutes })}</p>
      </Notice>
    )}
    <ErrorSummary
      t={t}
      errors={ORDER.flatMap((field) => {
        const message = wrong(t, model, field)
        return message === undefined ? [] : [{ id: field, message }]
      })}
    />
  </>
)

type PartProps = { page: PageContext; model: DeclarationFormModel }

export const NameField = ({ page: { t }, model }: PartProps) => (
  <Field
    id="name"
    name="name"
    autocomplete="name"
    maxlength={200}
    label={t('cancel.name')}
    hint={t('cancel.nameHint')}
    value={model.form.name}
    error={wrong(t, model, 'name')}
  />
)

export const ContractField = ({ page: { t }, model }: PartProps) => (
  <Field
    id="contract"
    name="contract"
    autocomplete="off"
    maxlength={100}
    label={t('cancel.contract')}
    hint={t('cancel.contractHint')}
    value={model.form.contract}
    error={wrong(t, model, 'contract')}
  />
)

export const EmailField = ({ page: { t }, model }: PartProps) => (
  <Field
    id="email"
    name="email"
    type="email"
    inputmode="email"
    autocomplete="email"
    maxlength={254}
    label={t('cancel.email')}
    value={model.form.email}
    error={wrong(t, model, 'email')}
  />
)

export const FieldError = ({ id, message }: { id: string; message: string | undefined }) =>
  message === undefined ? null : (
    <p class="error" id={`${id}-error`}>
      <Icon name="alert" />
      <span>{message}</span>
    </p>
  )
