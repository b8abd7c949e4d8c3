import type { CheckoutFields } from '../features/checkouts/checkout.ts'
import { Field } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'

/** What households of one, two and four people use in a year, in kWh, roughly. */
const HOUSEHOLDS = [
  { persons: 1, kwh: 1500 },
  { persons: 2, kwh: 2500 },
  { persons: 4, kwh: 4500 },
] as const

interface HouseholdProps {
  page: PageContext
  isFeedIn: boolean
  fields: CheckoutFields
  error: string | undefined
}

/** How much a year: a button for each size of household asks for its offer, the field takes what a bill says. */
export const Household = ({ page: { t, format }, isFeedIn, fields, error }: HouseholdProps) => {
  const field = (
    <Field
      id="usage"
      name="usage"
      class="usage"
      inputmode="decimal"
      autocomplete="off"
      maxlength={20}
      label={t(isFeedIn ? 'checkoutOffer.quote.usageFeedIn' : 'checkoutOffer.quote.usage')}
      hint={t(isFeedIn ? 'checkoutOffer.quote.usageFeedInHint' : 'checkoutOffer.quote.usageHint')}
      value={fields.usage ?? ''}
      error={error}
    />
  )
  if (isFeedIn) return field
  const typed = (fields.usage ?? '').replace(/\D/g, '')
  return (
    <fieldset class="household">
      <legend>{t('checkoutOffer.quote.household')}</legend>
      <div class="presets">
        {HOUSEHOLDS.map(({ persons, kwh }) => (
          <button
            type="submit"
            name="preset"
            value={kwh}
            class="preset"
            aria-pressed={typed === String(kwh) ? 'true' : 'false'}
          >
            <strong>{t('checkoutOffer.quote.persons', { count: persons })}</strong>
            <span class="quiet small">{format.kwh(kwh * 1000)}</span>
          </button>
        ))}
      </div>
      {field}
    </fieldset>
  )
}
