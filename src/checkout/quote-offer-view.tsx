import type { Child } from 'hono/jsx'
import type { OpenCheckout } from '../features/checkouts/checkout.ts'
import type { PageContext } from '../ui/page.ts'
import { Figure, Notice } from '../ui/parts.tsx'
import type { Offer, OfferState } from './quote-offer.ts'
import { EveryPart, PartsTable } from './quote-parts-view.tsx'

export interface OfferProps {
  page: PageContext
  open: OpenCheckout
  quoted: OfferState
}

/** What the plan costs there: the month in one number, the price per kWh and the base price, and every part of both. */
export const OfferPanel = ({ page, open, quoted }: OfferProps) => {
  const { t } = page
  const { plan, base } = open
  const notice = t('tariff.contract.noticeDays', { count: plan.noticeDays })
  return (
    <section id="offer" class="card offer" aria-labelledby="offer-plan" data-said={saidOf(page, quoted)}>
      <header>
        <h2 id="offer-plan">{plan.name}</h2>
        {plan.noticeDays > 0 && (
          <span class="small quiet">{t('checkoutOffer.offer.notice', { notice })}</span>
        )}
      </header>
      {quoted.state === 'offer' ? (
        <OfferAmounts page={page} open={open} offer={quoted.offer} />
      ) : quoted.state === 'unserviceable' ? (
        <Notice tone="warn">
          <p>{t('checkoutOffer.offer.unserviceable', { zip: quoted.zip })}</p>
          <a class="text-button" href={`${base}/unserviceable?zip=${encodeURIComponent(quoted.zip)}`}>
            {t('checkoutOffer.offer.unserviceableLink')}
          </a>
        </Notice>
      ) : (
        <Waiting>{waitingFor(page, open, quoted)}</Waiting>
      )}
    </section>
  )
}

/** The outline of an amount, so that nothing jumps once it is known. */
const Waiting = ({ children }: { children?: Child }) => (
  <div class="offer-waiting">
    <p class="figure" aria-hidden="true">
      <span>–,––</span>
    </p>
    <p class="quiet">{children}</p>
  </div>
)

function waitingFor({ t }: PageContext, { plan }: OpenCheckout, quoted: OfferState): string {
  if (quoted.state === 'no_price')
    return t('checkoutOffer.offer.noPrice', { place: quoted.choice.city || quoted.choice.zip })
  if (quoted.state === 'place') return t('checkoutOffer.offer.placeFirst', { zip: quoted.zip })
  return t(plan.type === 'feed_in' ? 'checkoutOffer.offer.emptyFeedIn' : 'checkoutOffer.offer.empty')
}

/** For who hears the page: said when the offer changes under their hands. */
function saidOf({ t, format }: PageContext, quoted: OfferState): string {
  if (quoted.state === 'offer')
    return t('checkoutOffer.offer.said', { amount: format.eur(Math.abs(quoted.offer.amountCents)) })
  return quoted.state === 'unserviceable' ? t('checkoutOffer.offer.unserviceable', { zip: quoted.zip }) : ''
}

const OfferAmounts = ({ page, open, offer }: Pick<OfferProps, 'page' | 'open'> & { offer: Offer }) => {
  const { t, format } = page
  const isFeedIn = open.plan.type === 'feed_in'
  const { choice } = offer
  return (
    <>
      <div class="offer-amount">
        {isFeedIn && <p class="figure-label">{t('checkoutOffer.offer.you')}</p>}
        <Figure
          value={format.eur(isFeedIn ? -offer.amountCents : offer.amountCents)}
          unit={t('checkoutOffer.offer.perMonth')}
        />
        <p class="quiet">
          {t(isFeedIn ? 'checkoutOffer.offer.estimatedFeedIn' : 'checkoutOffer.offer.estimated')}
          <br />
          {t('checkoutOffer.offer.for', {
            usage: format.kwh(choice.annualWh),
            zip: choice.zip,
            place: choice.city,
          }).trimEnd()}
        </p>
      </div>
      <UnitPrices page={page} isFeedIn={isFeedIn} offer={offer} />
      <PartsTable page={page} isFeedIn={isFeedIn} offer={offer} />
      {!isFeedIn && <EveryPart page={page} offer={offer} />}
      <p class="small quiet">
        {t('checkoutOffer.offer.rests', {
          date: format.date(offer.pricesOn),
          place: choice.city || choice.zip,
        })}
      </p>
    </>
  )
}

interface PartProps {
  page: PageContext
  isFeedIn: boolean
  offer: Offer
}

/** The price per kWh with the base price right beside it, neither smaller than the other (§ 14 (1) PAngV). */
const UnitPrices = ({ page: { t, format }, isFeedIn, offer }: PartProps) => (
  <div class="offer-prices">
    <div>
      <p class="figure-label">{t(isFeedIn ? 'checkoutOffer.offer.payout' : 'checkoutOffer.offer.working')}</p>
      <p class="offer-price">{format.ctPerKwh(Math.abs(offer.unitMicroEurPerKwh), 2)}</p>
      <p class="small quiet">
        {t(offer.dynamic ? 'checkoutOffer.offer.workingMean' : 'checkoutOffer.offer.workingFixed')}
      </p>
    </div>
    <div>
      <p class="figure-label">{t('checkoutOffer.offer.base')}</p>
      <p class="offer-price">{format.eur(offer.baseCents)}</p>
      <p class="small quiet">
        {t(isFeedIn ? 'checkoutOffer.offer.baseNoteFeedIn' : 'checkoutOffer.offer.baseNote')}
      </p>
    </div>
  </div>
)
