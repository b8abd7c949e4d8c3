import { daysBetween, type Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card, Figure, More, Steps } from '../ui/parts.tsx'
import { ContractSwitcher } from './contract-switcher-view.tsx'
import { ContractCard, NextBillCard, UsageCard } from './overview-cards-view.tsx'
import { priceAnswer, priceOutlook, type PriceOutlook } from './overview-outlook.ts'
import { Glance } from './overview-glance-view.tsx'
import { DynamicFeedIn, DynamicPrice, FeedInPrice, FixedPrice, TomorrowNote } from './overview-price-view.tsx'
import { Todo } from './overview-todo-view.tsx'
import type { OverviewModel } from './overview-view-model.ts'

interface OverviewProps {
  page: PageContext
  model: OverviewModel
}

/** What it costs now, what it will cost, what to do: for every state a contract can be in. */
export const OverviewView = ({ page, model }: OverviewProps) => {
  const { t, format } = page
  const { contract, price } = model
  const outlook =
    price?.kind === 'dynamic' ? priceOutlook(price.points, price.recent, model.now, format) : null
  /** A section of the portal with the contract kept; null where this portal does not have it. */
  const linkTo = (path: string, query: Record<string, string> = {}) => {
    if (!page.nav.some(({ href }) => href === path)) return null
    const kept = model.contracts.length > 1 ? { ...query, subscription: contract.id } : query
    const search = new URLSearchParams(kept).toString()
    return search === '' ? path : `${path}?${search}`
  }
  const pricesHref = linkTo('/prices')
  const glance = <Glance t={t} format={format} model={model} linkTo={linkTo} />
  return (
    <Layout page={page} title={t('overview.title')} islands={['chart']}>
      <div class="hero">
        <Answer
          kicker={greeting(t, format, page, model.now)}
          title={title(t, format, model, outlook)}
          lead={lead(t, model, outlook)}
        />
        <ContractSwitcher t={t} path="/overview" contracts={model.contracts} currentId={contract.id} />
        {contract.status === 'pending' && <Pending t={t} format={format} model={model} />}
        {contract.status === 'ended' && <Ended t={t} format={format} model={model} />}
        {contract.status === 'active' &&
          price?.kind === 'dynamic' &&
          outlook !== null &&
          (contract.kind === 'feed_in' ? (
            <DynamicFeedIn t={t} format={format} outlook={outlook} now={model.now}>
              {glance}
            </DynamicFeedIn>
          ) : (
            <DynamicPrice t={t} format={format} price={price} outlook={outlook} now={model.now}>
              {glance}
            </DynamicPrice>
          ))}
        {contract.status === 'active' && price?.kind === 'fixed' && (
          <FixedPrice t={t} format={format} price={price} />
        )}
        {contract.status === 'active' && price?.kind === 'feed_in' && (
          <FeedInPrice t={t} format={format} price={price} />
        )}
        {price?.kind !== 'dynamic' && glance}
        {contract.status === 'active' && price !== null && (
          <div class="price-more">
            {outlook !== null && <TomorrowNote t={t} outlook={outlook} />}
            {pricesHref !== null && (
              <More href={pricesHref}>
                {t(contract.kind === 'feed_in' ? 'overview.allPayouts' : 'overview.allPrices')}
              </More>
            )}
          </div>
        )}
      </div>
      {contract.status !== 'pending' && (
        <Todo
          t={t}
          format={format}
          now={model.now}
          openInvoices={model.openInvoices}
          readingDueOn={model.readingDueOn ?? null}
          contractId={contract.id}
          outlook={contract.status === 'active' && contract.kind === 'consumption' ? outlook : null}
        />
      )}
      <div class={contract.status === 'active' ? 'columns lead-on' : 'columns even'}>
        {contract.status === 'pending' ? (
          <NextSteps t={t} format={format} model={model} />
        ) : (
          <UsageCard t={t} format={format} model={model} href={linkTo('/usage')} />
        )}
        {contract.status === 'active' && <NextBillCard t={t} format={format} bill={model.nextBill} />}
        <ContractCard
          t={t}
          format={format}
          contract={contract}
          tariffHref={linkTo('/tariff')}
          ordersHref={linkTo('/orders')}
        />
      </div>
    </Layout>
  )
}

function greeting(t: T, format: Format, page: PageContext, now: number): string {
  const hour = format.hour(now)
  const name = page.customer?.name ?? page.brand.name
  return t(
    hour >= 4 && hour < 11
      ? 'greeting.morning'
      : hour >= 11 && hour < 18
        ? 'greeting.day'
        : 'greeting.evening',
    { name },
  )
}

function title(t: T, format: Format, model: OverviewModel, outlook: PriceOutlook | null): string {
  const { contract, price, usage } = model
  if (contract.status === 'pending') {
    return t(contract.kind === 'feed_in' ? 'overview.pendingFeedIn' : 'overview.pending', {
      date: format.dayMonth(contract.startsOn),
    })
  }
  if (contract.status === 'ended')
    return t('overview.ended', { date: format.date(contract.lastDay ?? contract.startsOn) })
  if (contract.kind === 'feed_in') {
    const wh = usage?.kind === 'days' ? usage.days.reduce((sum, day) => sum + day.wh, 0) : 0
    return wh > 0 ? t('overview.feedIn', { amount: format.kwh(wh) }) : t('overview.feedInNone')
  }
  if (price?.kind === 'fixed') return t('overview.fixed')
  return outlook === null ? t('overview.noPrices') : priceAnswer(t, format, outlook)
}

function lead(t: T, model: OverviewModel, outlook: PriceOutlook | null): string | undefined {
  if (model.contract.status === 'pending') return pendingLead(t, model.contract)
  const unknown =
    model.contract.status === 'active' &&
    model.contract.kind === 'consumption' &&
    model.price?.kind !== 'fixed' &&
    (outlook?.current ?? null) === null
  return unknown ? t('overview.noPricesHint') : undefined
}

function pendingLead(t: T, { kind, isConfirmed, previousSupplier }: OverviewModel['contract']): string {
  if (isConfirmed) return t('overview.pendingSettled')
  if (kind === 'feed_in') return t('overview.pendingNoteFeedIn')
  return previousSupplier === null
    ? t('overview.pendingNote')
    : t('overview.pendingNoteSwitch', { supplier: previousSupplier })
}

interface PartProps {
  t: T
  format: Format
  model: OverviewModel
}

const Pending = ({ t, format, model }: PartProps) => {
  const days = Math.max(0, daysBetween(format.day(model.now), model.contract.startsOn))
  return <Figure value={format.number(days)} unit={t('overview.pendingDays', { count: days })} />
}

const NextSteps = ({ t, format, model: { contract } }: PartProps) => (
  <Card title={t('overview.steps')}>
    <Steps
      steps={[
        { state: 'done', title: t('overview.stepConfirmed'), detail: t('overview.stepDone') },
        {
          state: contract.isConfirmed ? 'done' : 'now',
          title: t('overview.stepSwitch'),
          detail: t(contract.isConfirmed ? 'overview.stepDone' : 'overview.stepNow'),
        },
        {
          state: contract.isConfirmed ? 'now' : 'next',
          title: t(contract.kind === 'feed_in' ? 'overview.stepStartFeedIn' : 'overview.stepStart', {
            date: format.date(contract.startsOn),
          }),
          detail: t(contract.meterType === 'analog' ? 'overview.stepReading' : 'overview.stepNext'),
        },
      ]}
    />
  </Card>
)

const Ended = ({ t, format, model }: PartProps) => {
  const invoice = model.finalInvoice
  if (invoice === null) return <p>{t('overview.endedNoInvoice')}</p>
  const settled = invoice.status !== 'open'
  return (
    <div class="price-now">
      <p class="figure-label">{t('overview.endedFigure')}</p>
      <Figure value={format.eur(invoice.totalCents)} />
      <p class="quiet">
        {settled
          ? t('overview.endedPaid')
          : invoice.totalCents < 0
            ? t('overview.endedCredit')
            : invoice.dueOn === null
              ? ''
              : t('overview.endedOpen', { date: format.date(invoice.dueOn) })}
      </p>
      <p>
        <More href={`/invoices/${invoice.id}`}>{t('overview.invoiceOf', { number: invoice.number })}</More>
      </p>
    </div>
  )
}
