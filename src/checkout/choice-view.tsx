import { FieldError } from '../portal/cancel-fields-view.tsx'

interface ChoiceProps {
  /** Name of the field, and id of its first option: where the summary of errors leads. */
  name: string
  legend: string
  options: readonly { value: string; label: string; hint?: string }[]
  chosen: string | undefined
  error?: string | undefined
  /** Beside each other where there is room. */
  pair?: boolean
}

/** One of a few, each with what it means. */
export const Choice = ({ name, legend, options, chosen, error, pair = false }: ChoiceProps) => (
  <fieldset
    class={pair ? 'field choices pair' : 'field choices'}
    aria-describedby={error === undefined ? undefined : `${name}-error`}
  >
    <legend>{legend}</legend>
    {options.map(({ value, label, hint }, index) => (
      <label class="choice">
        <input
          type="radio"
          id={index === 0 ? name : undefined}
          name={name}
          value={value}
          checked={chosen === value}
          aria-invalid={error === undefined ? undefined : 'true'}
        />
        <span>
          <strong>{label}</strong>
          {hint !== undefined && <span class="hint">{hint}</span>}
        </span>
      </label>
    ))}
    <FieldError id={name} message={error} />
  </fieldset>
)
