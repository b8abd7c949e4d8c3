import type { InvoiceId } from '../domain/identifiers.ts'
import { isRepeatedHour } from '../domain/local-time.ts'
import type { ExplainedInvoiceDay } from '../features/invoices/explain-invoice-day.ts'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card } from '../ui/parts.tsx'
import { statusKey } from './invoice-days-view.tsx'

/** A billed day by its quarter-hours: energy, price at the exchange, and what they make. */
export const InvoiceDayView = ({
  page,
  model,
}: {
  page: PageContext
  model: ExplainedInvoiceDay & { invoiceId: InvoiceId }
}) => {
  const { t, format } = page
  const { quarters } = model
  const hasPrices = quarters.some((quarter) => quarter.exchangeMicroEurPerKwh !== null)
  const hasLevels = quarters.some(({ gridLevel }) => gridLevel !== null)
  const day = format.date(model.day)
  const energy = format.kwh(model.energyWh, 3)
  const worth = `${format.ct(model.exchangeNanoEur / 1000, 2)}\u00a0ct`
  const title = hasPrices
    ? t('invoiceDays.dayTitle', { day, energy, worth })
    : t('invoiceDays.dayTitlePlain', { day, energy })
  return (
    <Layout page={page} title={title}>
      <div class="hero">
        <Answer
          kicker={<a href={`/invoices/${model.invoiceId}/days`}>{t('invoiceDays.allDays')}</a>}
          title={title}
          lead={
            quarters.length === 0
              ? t('invoiceDays.dayNoQuarters')
              : t('invoiceDays.dayLead', { count: quarters.length })
          }
        />
      </div>
      {quarters.length > 0 && (
        <Card title={day}>
          <table class="days">
            <thead>
              <tr>
                <th scope="col">{t('invoiceDays.time')}</th>
                <th scope="col" class="right">
                  {t('invoiceDays.energy')}
                </th>
                {hasPrices && (
                  <>
                    <th scope="col" class="right">
                      {t('invoiceDays.price')}
                    </th>
                    <th scope="col" class="right">
                      {t('invoiceDays.worth')}
                    </th>
                  </>
                )}
                {hasLevels && <th scope="col">{t('invoiceDays.grid')}</th>}
              </tr>
            </thead>
            <tbody>
              {quarters.map((quarter) => (
                <tr>
                  <th scope="row">
                    <time datetime={new Date(quarter.startsAt).toISOString()}>
                      {format.time(quarter.startsAt)}
                    </time>
                    {isRepeatedHour(quarter.startsAt) && (
                      <span class="small quiet"> {t('invoiceDays.winterTime')}</span>
                    )}
                    {quarter.status !== 'final' && (
                      <span class="small quiet"> {t(`usage.${statusKey(quarter.status)}`)}</span>
                    )}
                  </th>
                  <td class="right">{format.kwhNumber(quarter.wh, 3)}</td>
                  {hasPrices && (
                    <>
                      <td class="right">{format.ct(quarter.exchangeMicroEurPerKwh ?? 0, 3)}</td>
                      <td class="right">{format.ct(quarter.nanoEur / 1000, 4)}</td>
                    </>
                  )}
                  {hasLevels && <td>{t(`invoiceDays.level.${quarter.gridLevel ?? 'standard'}`)}</td>}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('invoiceDays.sum')}</th>
                <td class="right">{format.kwhNumber(model.energyWh, 3)}</td>
                {hasPrices && (
                  <>
                    <td />
                    <td class="right">{format.ct(model.exchangeNanoEur / 1000, 4)}</td>
                  </>
                )}
                {hasLevels && <td />}
              </tr>
            </tfoot>
          </table>
          {hasPrices && <p class="small quiet">{t('invoiceDays.net')}</p>}
        </Card>
      )}
    </Layout>
  )
}
