import type { Child } from 'hono/jsx'
import { Icon } from './icons.tsx'
import type { T } from './i18n.ts'

export interface FieldProps {
  id: string
  name: string
  label: string
  type?: 'text' | 'email' | 'tel' | 'number'
  value?: string
  hint?: string
  /** What is wrong and how to put it right; tied to the field and read with it. */
  error?: string | undefined
  autocomplete?: string
  inputmode?: 'text' | 'numeric' | 'email' | 'decimal'
  class?: string
  maxlength?: number
  pattern?: string
  autofocus?: boolean
}

/** A labelled input. Without `novalidate` on its form the browser checks it too, in the reader's language. */
export const Field = ({ id, label, hint, error, value, ...rest }: FieldProps) => {
  const described = [hint === undefined ? '' : `${id}-hint`, error === undefined ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ')
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <input
        id={id}
        value={value ?? ''}
        required
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={described === '' ? undefined : described}
        {...rest}
      />
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          <Icon name="alert" />
          <span>{error}</span>
        </p>
      )}
    </div>
  )
}

/** Everything wrong with a form, on top of it, each point leading to its field. Left out when nothing is. */
export const ErrorSummary = ({ t, errors }: { t: T; errors: readonly { id: string; message: string }[] }) =>
  errors.length === 0 ? null : (
    <div class="notice bad" role="alert" tabindex={-1}>
      <Icon name="alert" />
      <div>
        <strong>{t('parts.problems', { count: errors.length })}</strong>
        <ul>
          {errors.map(({ id, message }) => (
            <li>
              <a href={`#${id}`}>{message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )

/** A form that changes something: always POST, always with the token. */
export const PostForm = ({
  action,
  csrf,
  hidden = {},
  novalidate = false,
  children,
}: {
  action: string
  csrf: string
  hidden?: Readonly<Record<string, string>>
  novalidate?: boolean
  children?: Child
}) => (
  <form method="post" action={action} class="form" novalidate={novalidate}>
    <input type="hidden" name="csrf" value={csrf} />
    {Object.entries(hidden).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {children}
  </form>
)

export const SubmitButton = ({ plain = false, children }: { plain?: boolean; children?: Child }) => (
  <button type="submit" class={plain ? 'button plain' : 'button'}>
    {children}
  </button>
)
