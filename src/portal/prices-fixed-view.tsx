import { Card, Figure, More, Pairs } from '../ui/parts.tsx'
import { priceRows } from './prices-parts.ts'
import { PartsTable } from './prices-parts-view.tsx'
import { contractField } from './prices-url.ts'
import type { ShownFixed } from './prices-view-model.ts'
import type { PartProps } from './prices-view.tsx'

/** A price that stays: as one number with its parts. With module 3 one for each time of the day. */
export const PricesFixed = ({ t, format, model, shown }: PartProps & { shown: ShownFixed }) => {
  const isFeedIn = model.contract.kind === 'feed_in'
  return (
    <>
      <div class="hero-line">
        {shown.prices.map(({ level, clock, microEurPerKwh }) => (
          <div class="price-now">
            {shown.prices.length > 1 && (
              <p class="figure-label">
                {t(`prices.levels.${level}`)}
                {': '}
                {level === 'standard'
                  ? t('prices.levels.rest')
                  : clock.map(({ from, to }) => t('prices.levels.span', { from, to })).join(', ')}
              </p>
            )}
            <Figure
              size={shown.prices.length > 1 ? 'medium' : 'large'}
              value={format.ct(microEurPerKwh, 2)}
              unit="ct/kWh"
              note={isFeedIn ? undefined : t('prices.fixedNote')}
            />
          </div>
        ))}
        {!isFeedIn && (
          <p class="best flat">
            <span class="small quiet">{t('overview.baseFee')}</span>
            <strong>{t('overview.perMonth', { amount: format.eur(model.baseFeeCents) })}</strong>
          </p>
        )}
      </div>
      <div class="columns even">
        {!isFeedIn &&
          shown.prices.map((price) => {
            const { rows, totalMilliCt } = priceRows(price)
            const of = shown.prices.length > 1 ? ` (${t(`prices.levels.${price.level}`)})` : ''
            return (
              <Card title={t('prices.parts.title') + of} class="price-parts">
                <PartsTable t={t} format={format} rows={rows} totalMilliCt={totalMilliCt} isFeedIn={false} />
                <p class="small quiet">{t('prices.parts.exact')}</p>
              </Card>
            )
          })}
        {shown.history.length > 0 && <Since t={t} format={format} model={model} shown={shown} />}
      </div>
    </>
  )
}

/** How the price came to be what it is; of a payout, with the way to what it has brought. */
const Since = ({ t, format, model, shown }: PartProps & { shown: ShownFixed }) => {
  const isFeedIn = model.contract.kind === 'feed_in'
  return (
    <Card title={t(isFeedIn ? 'prices.sinceFeedIn' : 'prices.since')}>
      <Pairs
        pairs={shown.history.map(({ from, microEurPerKwh }) => [
          t('prices.sinceFrom', { date: format.dateShort(from) }),
          format.ctPerKwh(microEurPerKwh, 2),
        ])}
      />
      {isFeedIn ? (
        <div class="card-end">
          <More href={`/usage?${new URLSearchParams({ ...contractField(model), view: 'month' }).toString()}`}>
            {t('prices.broughtIn')}
          </More>
        </div>
      ) : (
        <p class="small quiet">{t('prices.sinceWhy')}</p>
      )}
    </Card>
  )
}
