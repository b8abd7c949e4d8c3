import { Field } from '../ui/form-parts.tsx'
import type { T } from '../ui/i18n.ts'

/** Where a six-digit code is typed, or filled in by the device that received it. */
export const CodeField = ({ t, error }: { t: T; error: string | undefined }) => (
  <Field
    id="code"
    name="code"
    class="code"
    inputmode="numeric"
    autocomplete="one-time-code"
    pattern="[0-9 ]*"
    maxlength={7}
    label={t('login.code')}
    error={error}
    autofocus
  />
)
