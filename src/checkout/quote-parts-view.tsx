import { percent } from '../ui/chart-price-parts.tsx'
import { Icon } from '../ui/icons.tsx'
import type { PageContext } from '../ui/page.ts'
import type { Offer } from './quote-offer.ts'
import { offerBar, type OfferRow, offerRows } from './quote-rows.ts'

interface PartProps {
  page: PageContext
  isFeedIn: boolean
  offer: Offer
}

/** Each part in euros a month, use and fixed costs on their own; the lines sum to the total, to the cent. */
export const PartsTable = ({ page, isFeedIn, offer }: PartProps) => {
  const { t, format } = page
  const rows = offerRows(offer)
  const usage = format.kwh(offer.monthlyWh)
  const sign = isFeedIn ? -1 : 1
  return (
    <div class="stack">
      {!isFeedIn && <Bar rows={[...rows.variable, ...rows.base]} />}
      <table class="parts-table offer-parts">
        <caption class="hidden">{t('checkoutOffer.offer.table')}</caption>
        <thead class="hidden">
          <tr>
            <th scope="col">{t('checkoutOffer.offer.part')}</th>
            <th scope="col">{t('checkoutOffer.offer.month')}</th>
          </tr>
        </thead>
        <Rows
          page={page}
          title={t(isFeedIn ? 'checkoutOffer.offer.variableFeedIn' : 'checkoutOffer.offer.variable', {
            usage,
          })}
          sum={sign * offer.variableCents}
          rows={rows.variable}
          sign={sign}
        />
        <Rows
          page={page}
          title={t('checkoutOffer.offer.fixed')}
          sum={sign * offer.baseCents}
          rows={rows.base}
          sign={sign}
        />
        <tfoot>
          <tr>
            <th scope="row">{t('checkoutOffer.offer.total')}</th>
            <td>{format.eur(sign * offer.amountCents)}</td>
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

const Rows = ({
  page: { t, format, brand },
  title,
  sum,
  rows,
  sign,
}: {
  page: PageContext
  title: string
  sum: number
  rows: readonly OfferRow[]
  sign: number
}) => (
  <tbody>
    <tr class="offer-group">
      <th scope="rowgroup">{title}</th>
      <td>{format.eur(sum)}</td>
    </tr>
    {rows.map(({ name, shade, amountCents }) => (
      <tr>
        <th scope="row">
          <span class={`shade ${shade}`} aria-hidden="true" />
          {name === 'fee'
            ? t('checkoutOffer.offer.parts.fee', { brand: brand.name })
            : t(`checkoutOffer.offer.parts.${name}`)}
        </th>
        <td>{format.eur(sign * amountCents)}</td>
      </tr>
    ))}
  </tbody>
)

/** The table says the same in words and numbers. */
const Bar = ({ rows }: { rows: readonly OfferRow[] }) => (
  <svg class="parts-bar offer-bar" height="28" aria-hidden="true">
    {offerBar(rows).map(({ shade, from, width }) => (
      <rect class={`part ${shade}`} x={percent(from)} width={percent(width)} height="28" />
    ))}
  </svg>
)

/** Each levy and fee on its own, named as on the bill. */
export const EveryPart = ({ page: { t, format }, offer }: { page: PageContext; offer: Offer }) => (
  <details id="offer-every" class="proof">
    <summary>
      <Icon name="down" />
      {t('checkoutOffer.offer.every')}
    </summary>
    <table class="parts-table">
      <tbody>
        {[...offer.variable, ...offer.base].map(({ kind, amountCents }) => (
          <tr>
            <th scope="row">{t(`invoices.line.${kind}`)}</th>
            <td>{format.eur(amountCents)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
)
