import { PriceMonthChart } from '../ui/chart-price-month.tsx'
import { Figure } from '../ui/parts.tsx'
import { pricesUrl } from './prices-url.ts'
import type { ShownMonth } from './prices-view-model.ts'
import type { PartProps } from './prices-view.tsx'

/** A month: its mean, and how far apart the prices of each day lay. */
export const PricesMonth = ({ t, format, model, shown }: PartProps & { shown: ShownMonth }) =>
  shown.meanMicroEurPerKwh === null ? null : (
    <>
      <Figure value={format.ct(shown.meanMicroEurPerKwh)} unit="ct/kWh" />
      <PriceMonthChart
        t={t}
        format={format}
        days={shown.days}
        hrefOf={(day) => pricesUrl(model, { day })}
        caption={[t('prices.monthChart.caption'), shown.isDemo ? t('price.demo') : ''].join(' ').trim()}
      />
    </>
  )
