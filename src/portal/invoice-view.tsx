import type { Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Icon } from '../ui/icons.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Contact } from '../ui/page-footer.tsx'
import { Answer, Card, Figure, Notice, Pairs } from '../ui/parts.tsx'
import { InvoiceLines } from './invoice-lines-view.tsx'
import { shownStatus, StatusTag } from './invoice-status-view.tsx'
import { periodName } from '../ui/period-name.ts'
import type { InvoiceModel } from './invoices-view-model.ts'

/** One invoice: what it comes to, whether it is settled, how every line came about. */
export const InvoiceView = ({ page, model }: { page: PageContext; model: InvoiceModel }) => {
  const { t, format } = page
  const { invoice } = model
  const title = invoiceAnswer(t, format, model)
  const isCredit = ['credit', 'paidOut'].includes(shownStatus(invoice, model.today))
  const isByTheHour = model.lines.some(({ unit, unitPriceIsAverage }) => unit === 'kwh' && unitPriceIsAverage)
  return (
    <Layout page={page} title={title}>
      <div class="hero">
        <Answer
          kicker={
            <>
              {page.flow ? <span>{t('invoices.title')}</span> : <a href="/invoices">{t('invoices.back')}</a>}
              <span aria-hidden="true">·</span>
              <span>{invoice.number}</span>
            </>
          }
          title={title}
        />
        <Figure value={format.eur(isCredit ? -invoice.totalCents : invoice.totalCents)} />
      </div>
      {model.estimatedDays > 0 && (
        <Notice tone="warn" title={t('invoices.detail.estimateNote')}>
          <p>{t('invoices.detail.estimateWhy', { count: model.estimatedDays })}</p>
        </Notice>
      )}
      <div class="columns two">
        <Card title={t('invoices.detail.lines')}>
          {model.lines.length === 0 ? (
            <p class="quiet">{t('invoices.detail.noLines')}</p>
          ) : (
            <InvoiceLines t={t} format={format} model={model} />
          )}
          {model.usageWh !== null && (
            <p>
              <a href={`/invoices/${invoice.id}/days`}>
                {t(isByTheHour ? 'invoiceDays.open' : 'invoiceDays.openPlain')}
              </a>
            </p>
          )}
        </Card>
        <Glance t={t} format={format} page={page} model={model} />
      </div>
    </Layout>
  )
}

export function invoiceAnswer(t: T, format: Format, model: InvoiceModel): string {
  const { invoice, related, correctedBy, paidOn } = model
  if (invoice.type === 'void' && related !== null) {
    const { number } = related
    if (invoice.status !== 'open' || invoice.dueOn === null) return t('invoices.detail.void', { number })
    const [amount, date] = [format.eur(Math.abs(invoice.totalCents)), format.date(invoice.dueOn)]
    return t(invoice.totalCents < 0 ? 'invoices.detail.voidPayout' : 'invoices.detail.void', {
      number,
      amount,
      date,
    })
  }
  const period = periodName(format, invoice)
  if (correctedBy) return t('invoices.detail.replaced', { period, number: correctedBy.number })
  const status = shownStatus(invoice, model.today)
  if (status === 'paid' || status === 'paidOut')
    return paidOn === null
      ? t(`invoices.detail.${status}`, { period })
      : t(`invoices.detail.${status}On`, { period, date: format.date(paidOn) })
  if (status === 'voided' || status === 'uncollectible' || status === 'credit')
    return t(`invoices.detail.${status}`, { period })
  if (invoice.dueOn === null) return `${period}: ${t('invoices.status.open')}`
  const date = format.date(invoice.dueOn)
  if (status === 'overdue') return t('invoices.detail.overdue', { period, date })
  return t(model.collected ? 'invoices.detail.openDebit' : 'invoices.detail.open', { period, date })
}

const Glance = ({
  t,
  format,
  page,
  model,
}: {
  t: T
  format: Format
  page: PageContext
  model: InvoiceModel
}) => {
  const { invoice, usageWh, lastYearWh, related } = model
  // Everything paid for that energy, or got for it, tax and base fee included: what a kilowatt-hour really came to.
  const average =
    usageWh !== null && usageWh > 0 && invoice.type === 'usage'
      ? Math.round((Math.abs(model.usageCents ?? invoice.totalCents) * 10_000_000) / usageWh)
      : null
  const lastYear =
    lastYearWh === null || lastYearWh <= 0 || usageWh === null
      ? null
      : `${format.kwh(lastYearWh)} (${signed(format, usageWh / lastYearWh - 1)})`
  return (
    <Card title={t('invoices.detail.glance')}>
      <Pairs
        pairs={[
          [t('invoices.detail.status'), <StatusTag t={t} status={shownStatus(invoice, model.today)} />],
          [t('invoices.detail.contract'), model.contract],
          [t('invoices.detail.period'), format.span(invoice.periodStart, invoice.periodEnd)],
          [t('invoices.detail.issued'), format.date(invoice.issuedOn)],
          [
            t(invoice.totalCents < 0 ? 'invoices.detail.payoutBy' : 'invoices.detail.due'),
            invoice.dueOn === null ? null : format.date(invoice.dueOn),
          ],
          [
            t(invoice.isFeedIn ? 'invoices.detail.fedIn' : 'invoices.detail.usage'),
            usageWh === null ? null : format.kwh(usageWh),
          ],
          [
            t('invoices.detail.values'),
            model.valueSource === null ? null : t(`invoices.detail.valueSource.${model.valueSource}`),
          ],
          [
            t(invoice.isFeedIn ? 'invoices.detail.averagePayout' : 'invoices.detail.averagePrice'),
            average === null ? null : format.ctPerKwh(average),
          ],
          [t('invoices.detail.lastYear'), lastYear],
          [
            t('invoices.detail.number'),
            related === null ? (
              invoice.number
            ) : (
              <>
                {invoice.number} · <a href={`/invoices/${related.id}`}>{related.number}</a>
              </>
            ),
          ],
          [t('invoices.detail.corrects'), linkTo(model.corrects)],
          [t('invoices.detail.correctedBy'), linkTo(model.correctedBy)],
        ]}
      />
      <p>
        {/* Not for prefetching: it is rendered anew each time. */}
        <a class="button plain" href={`/invoices/${invoice.id}/file`} rel="nofollow" type="application/pdf">
          <Icon name="invoice" />
          PDF
        </a>
      </p>
      {(page.brand.support.email !== undefined || page.brand.support.phone !== undefined) && (
        <div class="small">
          <p class="quiet">{t('invoices.detail.question')}</p>
          <Contact page={page} />
        </div>
      )}
    </Card>
  )
}

const linkTo = (other: InvoiceModel['corrects']) =>
  other ? <a href={`/invoices/${other.id}`}>{other.number}</a> : null

const signed = (format: Format, change: number): string =>
  change > 0 ? `+${format.percent(change)}` : format.percent(change)
