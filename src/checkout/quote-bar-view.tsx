import type { PageContext } from '../ui/page.ts'
import type { OfferProps } from './quote-offer-view.tsx'
import { stepPath } from './steps.ts'

/**
 * The way on. On a phone it stays at the foot of the window with the amount, so that both are in sight while the fields
 * are filled in. Its button sends the form above: the token goes along with it alone, since what asks for an offer stands
 * in an address.
 */
export const QuoteBar = ({ page, open, quoted }: OfferProps) => {
  const { t } = page
  const isFeedIn = open.plan.type === 'feed_in'
  return (
    <div class={quoted.state === 'offer' ? 'quote-bar' : 'quote-bar unquoted'}>
      <p id="quote-amount" class="quote-amount" aria-hidden="true">
        {quoted.state === 'offer' && <Amount page={page} cents={quoted.offer.amountCents} />}
      </p>
      <button
        type="submit"
        form="quote"
        class="button"
        name="csrf"
        value={page.csrf}
        formmethod="post"
        formaction={stepPath(open.base, 'quote')}
      >
        {t(isFeedIn ? 'checkoutOffer.quote.nextFeedIn' : 'checkoutOffer.quote.next')}
      </button>
    </div>
  )
}

/** The offer says it already, to whom it is read. */
const Amount = ({ page: { t, format }, cents }: { page: PageContext; cents: number }) => (
  <>
    <strong>{format.eur(Math.abs(cents))}</strong>
    <span class="small quiet">{t('checkoutOffer.offer.perMonth')}</span>
  </>
)
