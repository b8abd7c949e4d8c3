import type { Day } from '../domain/local-time.ts'
import type { CheckoutFields, CheckoutStep, OpenCheckout } from '../features/checkouts/checkout.ts'
import { FieldError } from '../portal/cancel-fields-view.tsx'
import { Field, PostForm, SubmitButton } from '../ui/form-parts.tsx'
import type { PageContext } from '../ui/page.ts'
import { CheckoutFrame } from './checkout-frame.tsx'
import { Choice } from './choice-view.tsx'
import { type ProblemWords, summedUp } from './problem-words.ts'
import { stepPath } from './steps.ts'
import { SupplyStart } from './supply-start-view.tsx'

export interface SupplyModel {
  open: OpenCheckout
  steps: readonly CheckoutStep[]
  fields: CheckoutFields
  wrong: ProblemWords
  earliest: Day
  latest: Day
  /** The days on which feeding in can begin; none for consumption. */
  firsts: readonly Day[]
  /** Suppliers that could have been meant by what was typed. */
  found: readonly { code: string; name: string }[]
}

export interface SupplyProps {
  page: PageContext
  model: SupplyModel
}

/** From whom, which meter, from when. What only a change of supplier asks for is folded away from who moves in. */
export const SupplyView = ({ page, model }: SupplyProps) => {
  const { t } = page
  const { open, steps, fields, wrong } = model
  const isFeedIn = open.plan.type === 'feed_in'
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="supply"
      steps={steps}
      title={t(isFeedIn ? 'checkoutOffer.supply.titleFeedIn' : 'checkoutOffer.supply.title')}
      problems={summedUp(wrong, ['reason', 'previousSupplier', 'meterNumber', 'malo', 'start', 'startOn'])}
      islands={isFeedIn ? [] : ['suppliers']}
    >
      <PostForm action={stepPath(open.base, 'supply')} csrf={page.csrf} novalidate>
        {/* What the Enter key presses, before the buttons that name a supplier. */}
        <button type="submit" class="unseen">
          {t('checkoutOffer.supply.next')}
        </button>
        {!isFeedIn && (
          <>
            <Choice
              name="reason"
              legend={t('checkoutOffer.supply.reason')}
              chosen={fields.reason}
              error={wrong.reason}
              options={[
                {
                  value: 'supplier_change',
                  label: t('checkoutOffer.supply.switch'),
                  hint: t('checkoutOffer.supply.switchHint'),
                },
                {
                  value: 'move_in',
                  label: t('checkoutOffer.supply.moveIn'),
                  hint: t('checkoutOffer.supply.moveInHint'),
                },
              ]}
            />
            <PreviousSupplier page={page} model={model} />
          </>
        )}
        <Field
          id="meterNumber"
          name="meterNumber"
          class="iban"
          autocomplete="off"
          maxlength={60}
          label={t('checkoutOffer.supply.meterNumber')}
          hint={t('checkoutOffer.supply.meterHint')}
          value={fields.meterNumber ?? ''}
          error={wrong.meterNumber}
        />
        <MaloField page={page} model={model} />
        <SupplyStart page={page} model={model} />
        <SubmitButton>{t('checkoutOffer.supply.next')}</SubmitButton>
      </PostForm>
    </CheckoutFrame>
  )
}

/**
 * With JavaScript the list fills while the name is typed. Without it a name that is nobody's comes back with those that
 * could be meant, each a button that takes the place of what was typed and sends the form.
 */
const PreviousSupplier = ({ page: { t }, model: { open, fields, wrong, found } }: SupplyProps) => {
  const error = wrong.previousSupplier
  const described = ['previousSupplier-hint', error === undefined ? '' : 'previousSupplier-error']
  return (
    <div class="field switch-only">
      <label for="previousSupplier">{t('checkoutOffer.supply.previous')}</label>
      <p class="hint" id="previousSupplier-hint">
        {t('checkoutOffer.supply.previousHint')}
      </p>
      <input
        id="previousSupplier"
        name="previousSupplier"
        list="suppliers"
        autocomplete="off"
        maxlength={200}
        value={fields.previousSupplier ?? ''}
        data-search={`${open.base}/suppliers`}
        aria-invalid={error === undefined ? undefined : 'true'}
        aria-describedby={described.filter(Boolean).join(' ')}
      />
      <datalist id="suppliers"></datalist>
      <FieldError id="previousSupplier" message={error} />
      {found.length > 0 && (
        <div class="found" role="group" aria-labelledby="found">
          <p id="found">{t('checkoutOffer.supply.found')}</p>
          {found.map(({ code, name }) => (
            <button type="submit" name="previousSupplier" value={code} class="button plain">
              {name}
              {found.filter((other) => other.name === name).length > 1 && (
                <span class="quiet small">{code}</span>
              )}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** The only field here that may stay empty. */
const MaloField = ({ page: { t }, model: { fields, wrong } }: SupplyProps) => (
  <div class="field">
    <label for="malo">{t('checkoutOffer.supply.malo')}</label>
    <p class="hint" id="malo-hint">
      {t('checkoutOffer.supply.maloHint')}
    </p>
    <input
      id="malo"
      name="malo"
      class="iban"
      inputmode="numeric"
      autocomplete="off"
      maxlength={40}
      value={fields.malo ?? ''}
      aria-invalid={wrong.malo === undefined ? undefined : 'true'}
      aria-describedby={wrong.malo === undefined ? 'malo-hint' : 'malo-hint malo-error'}
    />
    <FieldError id="malo" message={wrong.malo} />
  </div>
)
