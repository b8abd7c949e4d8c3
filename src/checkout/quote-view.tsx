import type { CheckoutFields, CheckoutStep, OpenCheckout } from '../features/checkouts/checkout.ts'
import { FieldError } from '../portal/cancel-fields-view.tsx'
import { Field } from '../ui/form-parts.tsx'
import { Icon, type IconName } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import { CheckoutFrame } from './checkout-frame.tsx'
import { Choice } from './choice-view.tsx'
import { type ProblemWords, summedUp } from './problem-words.ts'
import { DynamicTariff } from './quote-dynamic-view.tsx'
import type { OfferState } from './quote-offer.ts'
import { QuoteBar } from './quote-bar-view.tsx'
import { OfferPanel } from './quote-offer-view.tsx'
import { Household } from './quote-usage-view.tsx'

export interface QuoteModel {
  open: OpenCheckout
  steps: readonly CheckoutStep[]
  /** As they were typed. */
  fields: CheckoutFields
  wrong: ProblemWords
  quoted: OfferState
  /** To choose from, where the postal code has several. */
  places: readonly string[]
}

interface QuoteProps {
  page: PageContext
  model: QuoteModel
}

/** The first page: where and how much, and what it costs. Asking again is a GET, so that every offer has an address. */
export const QuoteView = ({ page, model }: QuoteProps) => {
  const { t } = page
  const { open, steps, wrong } = model
  const isFeedIn = open.plan.type === 'feed_in'
  return (
    <CheckoutFrame
      page={page}
      open={open}
      step="quote"
      steps={steps}
      title={t(isFeedIn ? 'checkoutOffer.quote.titleFeedIn' : 'checkoutOffer.quote.title')}
      lead={
        <>
          {page.customer !== null && `${t('checkoutOffer.quote.welcome', { name: page.customer.name })} `}
          {t(isFeedIn ? 'checkoutOffer.quote.leadFeedIn' : 'checkoutOffer.quote.lead')}
        </>
      }
      problems={summedUp(wrong, ['zip', 'place', 'usage', 'meterType'])}
      aside={
        <>
          <div class="offer-column">
            <OfferPanel page={page} open={open} quoted={model.quoted} />
            <p id="offer-said" class="hidden" role="status"></p>
          </div>
          <QuoteBar page={page} open={open} quoted={model.quoted} />
        </>
      }
      below={
        <>
          <GoodToKnow page={page} open={open} />
          <DynamicTariff page={page} open={open} quoted={model.quoted} />
        </>
      }
      islands={['quote']}
    >
      <QuoteForm page={page} model={model} />
    </CheckoutFrame>
  )
}

const QuoteForm = ({ page, model }: QuoteProps) => {
  const { t } = page
  const { open, fields, wrong } = model
  const isFeedIn = open.plan.type === 'feed_in'
  return (
    <form id="quote" class="form quote-form" method="get" action={`${open.base}/offer`} novalidate>
      {/* What the Enter key presses: the first button of a form. */}
      <button type="submit" class="unseen">
        {t('checkoutOffer.quote.show')}
      </button>
      <div class="quote-place">
        <Field
          id="zip"
          name="zip"
          class="zip"
          inputmode="numeric"
          autocomplete="postal-code"
          maxlength={12}
          label={t('checkoutOffer.quote.zip')}
          value={fields.zip ?? ''}
          error={wrong.zip}
        />
        <PlaceField page={page} model={model} />
      </div>
      <Household page={page} isFeedIn={isFeedIn} fields={fields} error={wrong.usage} />
      <Choice
        name="meterType"
        legend={t('checkoutOffer.quote.meter')}
        chosen={fields.meterType ?? (isFeedIn ? 'smart' : 'analog')}
        error={wrong.meterType}
        options={(['analog', 'smart'] as const).map((value) => ({
          value,
          label: t(`checkoutOffer.quote.${value}`),
          hint: t(`checkoutOffer.quote.${value}Hint`),
        }))}
      />
      {!isFeedIn && (
        <label class="check device" for="module1">
          <input id="module1" type="checkbox" name="module1" value="yes" checked={fields.module1 === 'yes'} />
          <span>
            <strong>{t('checkoutOffer.quote.device')}</strong>
            <span class="hint">{t('checkoutOffer.quote.deviceHint')}</span>
          </span>
        </label>
      )}
      <button type="submit" class="button plain quote-show">
        {t('checkoutOffer.quote.show')}
      </button>
    </form>
  )
}

/** Only a postal code of several places asks for one of them. The id stays, so that the island finds where it belongs. */
export const PlaceField = ({ page: { t }, model: { places, fields, wrong } }: QuoteProps) => (
  <div id="quote-towns">
    {places.length > 1 && (
      <div class="field">
        <label for="place">{t('checkoutOffer.quote.place')}</label>
        <p class="hint" id="place-hint">
          {t('checkoutOffer.quote.placeHint')}
        </p>
        <select
          id="place"
          name="place"
          required
          autocomplete="address-level2"
          aria-invalid={wrong.place === undefined ? undefined : 'true'}
          aria-describedby={wrong.place === undefined ? 'place-hint' : 'place-hint place-error'}
        >
          <option value="">{t('checkoutOffer.quote.placeChoose')}</option>
          {places.map((place) => (
            <option selected={place === fields.place}>{place}</option>
          ))}
        </select>
        <FieldError id="place" message={wrong.place} />
      </div>
    )}
  </div>
)

/** Means of payment and limits of delivery are named where the ordering begins (§ 312j (1) BGB). */
const GoodToKnow = ({ page, open: { plan } }: { page: PageContext; open: OpenCheckout }) => {
  const { t, format } = page
  const isFeedIn = plan.type === 'feed_in'
  const most = format.kwh(50_000_000)
  const notice = t('tariff.contract.noticeDays', { count: plan.noticeDays })
  const facts: readonly { icon: IconName; text: string }[] = [
    { icon: 'card', text: t(isFeedIn ? 'checkoutOffer.quote.paymentFeedIn' : 'checkoutOffer.quote.payment') },
    {
      icon: 'home',
      text: isFeedIn
        ? t('checkoutOffer.quote.limitsFeedIn', { most })
        : t('checkoutOffer.quote.limits', { most }),
    },
    {
      icon: 'calendar',
      text: t('checkoutOffer.quote.notice', {
        notice: plan.noticeDays > 0 ? notice : t('tariff.contract.noNotice'),
      }),
    },
    { icon: 'check', text: t('checkoutOffer.quote.withdrawal') },
  ]
  return (
    <section class="good-to-know" aria-labelledby="good-to-know">
      <h2 id="good-to-know">{t('checkoutOffer.quote.goodToKnow')}</h2>
      <ul class="facts">
        {facts.map(({ icon, text }) => (
          <li>
            <Icon name={icon} />
            <p>{text}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}
