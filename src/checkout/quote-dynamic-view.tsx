import { grossOf } from '../domain/money.ts'
import type { OpenCheckout } from '../features/checkouts/checkout.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import type { Offer, OfferState } from './quote-offer.ts'

interface DynamicProps {
  page: PageContext
  open: OpenCheckout
  quoted: OfferState
}

/** Prices of the exchange at which the formula is shown, beside the mean of the past year. */
const EXAMPLES_MICRO_EUR = [-50_000, 0, 200_000, 400_000]

/**
 * What a moving price means, before anybody is bound by it: the formula with examples (§ 14 (4) PAngV), advantages and
 * drawbacks, and how to come by a smart meter (§ 41a (1) EnWG).
 */
export const DynamicTariff = ({ page, open, quoted }: DynamicProps) => {
  const { t } = page
  if (open.plan.tariff !== 'dynamic') return null
  const isFeedIn = open.plan.type === 'feed_in'
  const offer = quoted.state === 'offer' ? quoted.offer : null
  return (
    <section class="dynamic" aria-labelledby="dynamic">
      <h2 id="dynamic">
        {t(isFeedIn ? 'checkoutOffer.dynamic.titleFeedIn' : 'checkoutOffer.dynamic.title')}
      </h2>
      {!isFeedIn && (
        <div class="columns even">
          <Facts
            title={t('checkoutOffer.dynamic.prosTitle')}
            facts={PROS.map(([icon, key]) => [icon, t(key)])}
          />
          <Facts
            title={t('checkoutOffer.dynamic.consTitle')}
            facts={CONS.map(([icon, key]) => [icon, t(key)])}
          />
        </div>
      )}
      <div class="columns even">
        <div class="stack" id="offer-formula">
          {offer?.dynamic && (
            <Formula page={page} isFeedIn={isFeedIn} offer={offer} dynamic={offer.dynamic} />
          )}
        </div>
        {!isFeedIn && (
          <div class="stack">
            <h3>{t('checkoutOffer.dynamic.meterTitle')}</h3>
            <p>{t('checkoutOffer.dynamic.meter')}</p>
          </div>
        )}
      </div>
    </section>
  )
}

const PROS = [
  ['falling', 'checkoutOffer.dynamic.pro1'],
  ['bolt', 'checkoutOffer.dynamic.pro2'],
  ['calendar', 'checkoutOffer.dynamic.pro3'],
] as const
const CONS = [
  ['rising', 'checkoutOffer.dynamic.con1'],
  ['clock', 'checkoutOffer.dynamic.con2'],
  ['gauge', 'checkoutOffer.dynamic.con3'],
] as const

const Facts = ({ title, facts }: { title: string; facts: readonly (readonly [IconName, string])[] }) => (
  <div class="stack">
    <h3>{title}</h3>
    <ul class="facts">
      {facts.map(([icon, text]) => (
        <li>
          <Icon name={icon} />
          <p>{text}</p>
        </li>
      ))}
    </ul>
  </div>
)

const Formula = ({
  page: { t, format },
  isFeedIn,
  offer,
  dynamic,
}: {
  page: PageContext
  isFeedIn: boolean
  offer: Offer
  dynamic: NonNullable<Offer['dynamic']>
}) => {
  const rest = `${format.ct(dynamic.restMicroEurPerKwh, 3)}\u00a0ct`
  const priceAt = (exchange: number) =>
    isFeedIn ? exchange - dynamic.restMicroEurPerKwh : grossOf(exchange + dynamic.restMicroEurPerKwh)
  const mean = {
    exchange: dynamic.exchangeMicroEurPerKwh,
    price: Math.abs(offer.unitMicroEurPerKwh),
    note: t('checkoutOffer.dynamic.mean', {
      from: format.dateShort(dynamic.from),
      to: format.dateShort(dynamic.to),
    }),
  }
  const others = EXAMPLES_MICRO_EUR.map((exchange) => ({ exchange, price: priceAt(exchange), note: null }))
  const examples = [...others, mean].toSorted((one, other) => one.exchange - other.exchange)
  return (
    <>
      <h3>
        {t(isFeedIn ? 'checkoutOffer.dynamic.formulaTitleFeedIn' : 'checkoutOffer.dynamic.formulaTitle')}
      </h3>
      <p class="formula">
        {isFeedIn ? t('tariff.formulaFeedIn', { rest }) : t('tariff.formulaText', { rest })}
      </p>
      <p class="small quiet">
        {t(isFeedIn ? 'checkoutOffer.dynamic.formulaNoteFeedIn' : 'checkoutOffer.dynamic.formulaNote')}
      </p>
      <table class="parts-table">
        <caption>{t('checkoutOffer.dynamic.examples')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('checkoutOffer.dynamic.exchange')}</th>
            <th scope="col">
              {t(isFeedIn ? 'checkoutOffer.dynamic.priceFeedIn' : 'checkoutOffer.dynamic.price')}
            </th>
          </tr>
        </thead>
        <tbody>
          {examples.map(({ exchange, price, note }) => (
            <tr>
              <th scope="row">
                {format.ct(exchange, 2)}
                {note !== null && <span class="small quiet"> {note}</span>}
              </th>
              <td>{format.ct(price, 2)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
