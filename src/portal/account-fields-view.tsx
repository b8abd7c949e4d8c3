import { Field } from '../ui/form-parts.tsx'
import type { T } from '../ui/i18n.ts'
import type { LineFault, LinesForm } from './account-view-model.ts'

const sentence = (t: T, fault: LineFault): string =>
  fault.kind === 'too_long'
    ? t('account.wrongLine.too_long', { max: fault.max })
    : t(`account.wrongLine.${fault.kind}`)

/** Everything wrong with a form of lines, each point with the id of its field. */
export const faultInWords = <Name extends string>(t: T, { faults }: LinesForm<Name>) =>
  (Object.entries(faults) as [string, LineFault][]).map(([id, fault]) => ({
    id,
    message: sentence(t, fault),
  }))

/** A field for each line, with what was typed and what is wrong with it. */
export const LineFields = <Name extends string>({
  t,
  fields,
  form,
}: {
  t: T
  fields: readonly { name: Name; label: string; autocomplete: string; inputmode?: 'numeric' }[]
  form: LinesForm<Name>
}) => (
  <>
    {fields.map(({ name, ...rest }) => {
      const fault = form.faults[name]
      return (
        <Field
          id={name}
          name={name}
          value={form.values[name]}
          error={fault === undefined ? undefined : sentence(t, fault)}
          maxlength={250}
          {...rest}
        />
      )
    })}
  </>
)
