import type { OpenCheckout } from '../features/checkouts/checkout.ts'
import { readUsage } from '../features/checkouts/read-quote.ts'
import type { PageContext } from '../ui/page.ts'
import { Figure } from '../ui/parts.tsx'
import { stepPath } from './steps.ts'

/** Beside the later steps: what was quoted, so that nobody has to remember it. */
export const QuoteAside = ({ page, open }: { page: PageContext; open: OpenCheckout }) => {
  const { t, format } = page
  const { plan, base, checkout } = open
  if (!checkout || checkout.quotedCents === null) return null
  const { zip = '', place = '', usage = '' } = checkout.fields
  const read = readUsage(usage)
  const isFeedIn = plan.type === 'feed_in'
  return (
    <aside class="card quote-aside" aria-label={t('checkoutOffer.offer.region')}>
      <header>
        <h2>{plan.name}</h2>
      </header>
      {isFeedIn && <p class="figure-label">{t('checkoutOffer.offer.you')}</p>}
      <Figure
        size="medium"
        value={format.eur(isFeedIn ? -checkout.quotedCents : checkout.quotedCents)}
        unit={t('checkoutOffer.offer.perMonth')}
        note={t(isFeedIn ? 'checkoutOffer.offer.estimatedFeedIn' : 'checkoutOffer.offer.estimated')}
      />
      {'wh' in read && (
        <p class="quiet">
          {t('checkoutOffer.offer.for', { usage: format.kwh(read.wh), zip, place }).trimEnd()}
        </p>
      )}
      <p class="card-end">
        <a class="text-button" href={stepPath(base, 'quote')}>
          {t('checkoutOffer.offer.change')}
        </a>
      </p>
    </aside>
  )
}
