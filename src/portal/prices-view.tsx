import type { Child } from 'hono/jsx'
import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { ErrorSummary } from '../ui/form-parts.tsx'
import { Answer, EmptyState, Notice } from '../ui/parts.tsx'
import { ContractSwitcher } from './contract-switcher-view.tsx'
import { PricesFixed } from './prices-fixed-view.tsx'
import { PricesHistory } from './prices-history-view.tsx'
import { PricesMonth } from './prices-month-view.tsx'
import { PricesNavigation } from './prices-navigation-view.tsx'
import { PricesNow } from './prices-now-view.tsx'
import { GridFeeTimes, PricesParts } from './prices-parts-view.tsx'
import { problemText } from './prices-problem.ts'
import { pricesTitle } from './prices-title.ts'
import type { PricesModel } from './prices-view-model.ts'

export interface PartProps {
  t: T
  format: Format
  model: PricesModel
}

const KICKERS = { quarters: 'quarters', month: 'month', fixed: 'plain', nothing: 'plain' } as const

const ISLANDS = { quarters: ['chart', 'prices'], month: ['chart'], fixed: [], nothing: [] } as const

/** What a kilowatt-hour costs, when it is cheapest, and what it is made of. */
export const PricesView = ({ page, model }: { page: PageContext; model: PricesModel }) => {
  const { t, format } = page
  const { contract, shown } = model
  const props = { t, format, model }
  const { title, lead } = pricesTitle(props)
  return (
    <Layout page={page} title={t('prices.title')} islands={ISLANDS[shown.kind]}>
      <div class="hero">
        <ErrorSummary t={t} errors={problemOf(props)} />
        <Answer
          kicker={t(`prices.kicker.${contract.kind}.${KICKERS[shown.kind]}`)}
          title={title}
          lead={lead}
        />
        <ContractSwitcher t={t} path="/prices" contracts={model.contracts} currentId={contract.id} />
        {shown.kind !== 'fixed' && contract.status !== 'pending' && <PricesNavigation {...props} />}
        {shown.kind === 'quarters' && <PricesNow {...props} shown={shown} />}
        {shown.kind === 'month' && <PricesMonth {...props} shown={shown} />}
        {shown.kind === 'nothing' && (
          <EmptyState icon={shown.reason === 'pending' ? 'calendar' : 'clock'}>
            {t(shown.reason === 'pending' ? 'prices.pendingLead' : 'prices.unpublishedLead')}
          </EmptyState>
        )}
      </div>
      {contract.status === 'ended' && contract.lastDay !== null && shown.kind !== 'fixed' && (
        <Notice>{t('prices.ended', { date: format.date(contract.lastDay) })}</Notice>
      )}
      <Details {...props} />
    </Layout>
  )
}

function problemOf({ t, format, model }: PartProps): { id: string; message: string }[] {
  const { problem } = model
  return problem === null ? [] : [{ id: problem.field, message: problemText(t, format, model, problem) }]
}

const Details = (props: PartProps): Child => {
  const { shown, contract } = props.model
  if (shown.kind === 'fixed') return <PricesFixed {...props} shown={shown} />
  if (contract.status === 'pending') return null
  if (shown.kind !== 'quarters') return <PricesHistory {...props} />
  return (
    <div class="columns even">
      <PricesParts {...props} shown={shown} />
      <div class="stack">
        {shown.levels !== null && <GridFeeTimes {...props} levels={shown.levels} />}
        <PricesHistory {...props} />
      </div>
    </div>
  )
}
