import type { T } from '../ui/i18n.ts'
import type { Format } from '../ui/format.ts'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Figure } from '../ui/parts.tsx'
import { ContractSwitcher } from './contract-switcher-view.tsx'
import { ContractCard, PlaceCard } from './tariff-contract-view.tsx'
import { BaseCard, FormulaCard, HoursCard, WorkingCard } from './tariff-prices-view.tsx'
import type { PriceSheet, TariffModel } from './tariff-view-model.ts'
import { WaysCard } from './tariff-ways-view.tsx'

/** A contract's price in one sentence and two numbers, then part by part, then its terms, then the ways out. */
export const TariffView = ({ page, model }: { page: PageContext; model: TariffModel }) => {
  const { t, format } = page
  const { contract, prices } = model
  return (
    <Layout page={page} title={t('tariff.title')}>
      <ContractSwitcher t={t} path="/tariff" contracts={model.contracts} currentId={contract.id} />
      <div class="hero">
        <Answer
          kicker={t('tariff.kicker', { plan: contract.planName, number: contract.number })}
          title={answer(t, format, model)}
          lead={lead(t, format, model)}
        />
        {prices !== null && <PricePair page={page} model={model} prices={prices} />}
      </div>
      {prices !== null && (
        <div class="columns two">
          <div class="stack tariff-prices">
            <WorkingCard page={page} model={model} prices={prices} />
            <HoursCard page={page} prices={prices} />
          </div>
          <div class="stack tariff-prices">
            <FormulaCard page={page} model={model} prices={prices} />
            {prices.base.grossCents > 0 && <BaseCard page={page} model={model} prices={prices} />}
          </div>
        </div>
      )}
      <div class="columns even">
        <ContractCard page={page} model={model} />
        <PlaceCard page={page} model={model} />
      </div>
      <WaysCard page={page} model={model} />
    </Layout>
  )
}

function answer(t: T, format: Format, { contract, prices, sheet, today }: TariffModel): string {
  const { lastDay, startsOn, status } = contract
  if (lastDay !== null && lastDay < startsOn) return t('tariff.answer.withdrawn')
  if (lastDay !== null) {
    const isOver = status === 'ended' || lastDay < today
    return t(isOver ? 'tariff.answer.ended' : 'tariff.answer.ending', { date: format.date(lastDay) })
  }
  if (status === 'pending' && sheet.concludedOn <= today && today < startsOn)
    return t('tariff.answer.pending', { date: format.date(startsOn) })
  return prices === null ? t('tariff.answer.noPrices') : priceSentence(t, format, contract.kind, prices)
}

function priceSentence(
  t: T,
  format: Format,
  kind: TariffModel['contract']['kind'],
  prices: PriceSheet,
): string {
  const { dynamic, working } = prices
  if (dynamic === null) {
    const price = `${format.ct(working.grossMicroEurPerKwh, 2)}\u00a0ct`
    return t(kind === 'feed_in' ? 'tariff.answer.feedInFixed' : 'tariff.answer.fixed', { price })
  }
  const price = `${format.ct(dynamic.restGrossMicroEurPerKwh, 2)}\u00a0ct`
  return t(kind === 'feed_in' ? 'tariff.answer.feedInDynamic' : 'tariff.answer.dynamic', { price })
}

function lead(t: T, format: Format, { contract, prices, today }: TariffModel): string | undefined {
  const { lastDay, startsOn, status, kind } = contract
  if (lastDay !== null && lastDay < startsOn) return undefined
  if (lastDay !== null)
    return t(status === 'ended' || lastDay < today ? 'tariff.lead.ended' : 'tariff.lead.ending')
  if (prices === null) return t('tariff.lead.noPrices')
  return status === 'pending' ? priceSentence(t, format, kind, prices) : undefined
}

/** The price per kWh and, right beside it, the base price complete (§ 14 PAngV). */
const PricePair = ({
  page,
  model,
  prices,
}: {
  page: PageContext
  model: TariffModel
  prices: PriceSheet
}) => {
  const { t, format } = page
  const { working, dynamic, base } = prices
  const isFeedIn = model.contract.kind === 'feed_in'
  const note =
    dynamic === null
      ? t(isFeedIn ? 'tariff.allInVatFree' : 'tariff.allIn')
      : dynamic.isAssumed
        ? t('tariff.exampleAssumed')
        : t('tariff.exampleToday', { date: format.dayMonth(model.pricesOn) })
  return (
    <div class="price-pair">
      <div>
        <p class="figure-label">{t(isFeedIn ? 'tariff.payout' : 'tariff.working')}</p>
        <Figure value={format.ct(working.grossMicroEurPerKwh, 2)} unit={t('tariff.parts.unit')} />
        <p class="small quiet">{note}</p>
      </div>
      {base.grossCents > 0 && (
        <div>
          <p class="figure-label">{t('tariff.base')}</p>
          <Figure value={format.eur(base.monthlyGrossCents)} unit={t('tariff.perMonth')} />
          <p class="small quiet">{t('tariff.perYear', { amount: format.eur(base.grossCents) })}</p>
        </div>
      )}
    </div>
  )
}
