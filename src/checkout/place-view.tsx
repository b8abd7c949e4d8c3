import type {
  CheckoutField,
  CheckoutFields,
  CheckoutStep,
  OpenCheckout,
} from '../features/checkouts/checkout.ts'
import type { QuoteChoice } from '../features/checkouts/read-quote.ts'
import { Field, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import { CheckoutFrame } from './checkout-frame.tsx'
import { type ProblemWords, summedUp } from './problem-words.ts'
import { stepPath } from './steps.ts'

export interface PlaceModel {
  open: OpenCheckout
  steps: readonly CheckoutStep[]
  fields: CheckoutFields
  wrong: ProblemWords
  choice: QuoteChoice
}

interface PlaceProps {
  page: PageContext
  model: PlaceModel
}

/** Where to deliver. The place itself was chosen with the price and is only named here. */
export const PlaceView = ({ page, model }: PlaceProps) => {
  const { t } = page
  const { open, steps, fields, wrong, choice } = model
  const isFeedIn = open.plan.type === 'feed_in'
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="place"
      steps={steps}
      title={t(isFeedIn ? 'checkoutOffer.place.titleFeedIn' : 'checkoutOffer.place.title')}
      problems={summedUp(wrong, [
        'street',
        'houseNumber',
        'billing',
        'billingStreet',
        'billingHouseNumber',
        'billingZip',
        'billingCity',
      ])}
    >
      <PostForm action={stepPath(open.base, 'place')} csrf={page.csrf} novalidate>
        <StreetFields
          page={page}
          model={model}
          street="street"
          houseNumber="houseNumber"
          autocomplete="shipping"
        />
        <div class="given">
          <p>
            <span class="figure-label">{t('checkoutOffer.place.city')}</span>
            <strong>
              {choice.zip} {choice.city}
            </strong>
            <span class="hint small quiet">{t('checkoutOffer.place.cityHint')}</span>
          </p>
          <a class="text-button" href={stepPath(open.base, 'quote')}>
            {t('checkoutOffer.place.cityChange')}
          </a>
        </div>
        <label class="check" for="billing">
          <input
            id="billing"
            type="checkbox"
            name="billing"
            value="other"
            checked={fields.billing === 'other'}
          />
          <span>{t('checkoutOffer.place.billing')}</span>
        </label>
        <fieldset class="billing">
          <legend>{t('checkoutOffer.place.billingLegend')}</legend>
          <StreetFields
            page={page}
            model={model}
            street="billingStreet"
            houseNumber="billingHouseNumber"
            autocomplete="billing"
          />
          <div class="zip-town">
            <Field
              id="billingZip"
              name="billingZip"
              inputmode="numeric"
              autocomplete="billing postal-code"
              maxlength={12}
              label={t('checkoutOffer.place.zip')}
              value={fields.billingZip ?? ''}
              error={wrong.billingZip}
            />
            <Field
              id="billingCity"
              name="billingCity"
              autocomplete="billing address-level2"
              maxlength={120}
              label={t('checkoutOffer.place.town')}
              value={fields.billingCity ?? ''}
              error={wrong.billingCity}
            />
          </div>
        </fieldset>
        <SubmitButton>{t('checkoutOffer.place.next')}</SubmitButton>
      </PostForm>
    </CheckoutFrame>
  )
}

const StreetFields = ({
  page: { t },
  model: { fields, wrong },
  street,
  houseNumber,
  autocomplete,
}: PlaceProps & {
  street: CheckoutField
  houseNumber: CheckoutField
  autocomplete: 'shipping' | 'billing'
}) => (
  <div class="street-number">
    <Field
      id={street}
      name={street}
      autocomplete={`${autocomplete} address-line1`}
      maxlength={220}
      label={t('checkoutOffer.place.street')}
      value={fields[street] ?? ''}
      error={wrong[street]}
    />
    <Field
      id={houseNumber}
      name={houseNumber}
      autocomplete="off"
      maxlength={30}
      label={t('checkoutOffer.place.houseNumber')}
      value={fields[houseNumber] ?? ''}
      error={wrong[houseNumber]}
    />
  </div>
)
