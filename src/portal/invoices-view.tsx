import type { Day, Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Icon } from '../ui/icons.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, EmptyState, Figure } from '../ui/parts.tsx'
import { periodName } from '../ui/period-name.ts'
import { shownStatus, StatusTag } from './invoice-status-view.tsx'
import type { InvoiceItem, InvoicesModel } from './invoices-view-model.ts'

/** Is anything to pay, and every invoice there is, by year. */
export const InvoicesView = ({ page, model }: { page: PageContext; model: InvoicesModel }) => {
  const { t, format } = page
  const owed = model.open.filter(({ totalCents }) => totalCents > 0)
  return (
    <Layout page={page} title={t('invoices.title')}>
      <div class="hero">
        <Answer kicker={t('invoices.title')} title={invoicesAnswer(t, format, model)} />
        {owed.length > 0 && <Figure value={format.eur(sum(owed))} unit={t('invoices.openFigure')} />}
      </div>
      {model.invoices.length === 0 && <EmptyState icon="invoice">{t('invoices.emptyHint')}</EmptyState>}
      {model.years.length > 1 && <Years t={t} model={model} />}
      {model.year !== null && (
        <section class="year">
          <h2>{model.year}</h2>
          <ul class="rows">
            {model.invoices.map((invoice) => (
              <li>
                <InvoiceRow t={t} format={format} invoice={invoice} today={model.today} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  )
}

const Years = ({ t, model }: { t: T; model: InvoicesModel }) => (
  <nav aria-label={t('invoices.years')}>
    <ul class="view-switch">
      {model.years.map((year) => (
        <li>
          <a href={`/invoices?year=${year}`} aria-current={year === model.year ? 'page' : undefined}>
            {year}
          </a>
        </li>
      ))}
    </ul>
  </nav>
)

const sum = (invoices: readonly { totalCents: number }[]): number =>
  invoices.reduce((total, { totalCents }) => total + totalCents, 0)

/** What is owed and by when; with nothing owed, when the next invoice comes. */
export function invoicesAnswer(t: T, format: Format, model: InvoicesModel): string {
  const owed = model.open.filter(({ totalCents }) => totalCents > 0)
  const only = owed.length === 1 ? owed[0] : undefined
  if (only !== undefined && only.dueOn !== null) {
    const words = { amount: format.eur(only.totalCents), date: format.date(only.dueOn) }
    if (only.dueOn < model.today) return t('invoices.overdue', words)
    return t(only.collected === true ? 'invoices.oneCollected' : 'invoices.oneOpen', words)
  }
  if (owed.length > 0) return t('invoices.someOpen', { count: owed.length, amount: format.eur(sum(owed)) })
  if (model.years.length === 0) return t('invoices.empty')
  const next =
    model.nextInvoiceOn === null ? '' : ` ${t('invoices.nextOn', { date: format.date(model.nextInvoiceOn) })}`
  return `${t('invoices.allPaid')}${next}`
}

const InvoiceRow = ({
  t,
  format,
  invoice,
  today,
}: {
  t: T
  format: Format
  invoice: InvoiceItem
  today: Day
}) => {
  const status = shownStatus(invoice, today)
  const due =
    (status === 'open' || status === 'overdue') && invoice.dueOn !== null
      ? t('invoices.due', { date: format.dayMonth(invoice.dueOn) })
      : null
  return (
    <a class="row invoice-row" href={`/invoices/${invoice.id}`}>
      <span class="row-text what">
        <strong>{periodName(format, invoice)}</strong>
        <span class="small quiet">
          {[t(`invoices.type.${billName(invoice)}`), invoice.contractLabel].filter(Boolean).join(' · ')}
        </span>
      </span>
      <span class="small quiet span">{due ?? invoice.number}</span>
      <span class="state">
        <StatusTag t={t} status={status} />
      </span>
      <span class={invoice.status === 'voided' ? 'amount struck' : 'amount'}>
        {format.eur(invoice.totalCents)}
      </span>
      <Icon name="chevron" class="chevron" />
    </a>
  )
}

/** What it is to the customer: a bill for what was fed in is none for consumption. */
const billName = ({ type, isFeedIn, isFinal }: InvoiceItem) =>
  type !== 'usage' ? type : isFeedIn ? 'feedIn' : isFinal ? 'final' : type
