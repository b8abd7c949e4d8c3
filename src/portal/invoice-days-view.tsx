import type { ExplainedDay, ExplainedInvoice, ExplainedLine } from '../features/invoices/explain-invoice.ts'
import { addDays, type Format } from '../ui/format.ts'
import type { T } from '../ui/i18n.ts'
import { Icon } from '../ui/icons.tsx'
import { Layout } from '../ui/layout.tsx'
import type { PageContext } from '../ui/page.ts'
import { Answer, Card } from '../ui/parts.tsx'

/** How an invoice came about: what its energy was worth day by day, and what each line is rounded from. */
export const InvoiceDaysView = ({ page, model }: { page: PageContext; model: ExplainedInvoice }) => {
  const { t, format } = page
  const { days } = model
  const byExchange = days.some(({ exchangeNanoEur }) => exchangeNanoEur !== 0)
  const title = daysAnswer(t, format, model)
  return (
    <Layout page={page} title={title}>
      <div class="hero">
        <Answer
          kicker={<a href={`/invoices/${model.id}`}>{t('invoiceDays.back', { number: model.number })}</a>}
          title={title}
          lead={t(
            days.length === 0
              ? 'invoiceDays.leadNone'
              : byExchange
                ? 'invoiceDays.lead'
                : 'invoiceDays.leadPlain',
          )}
        />
      </div>
      {days.length > 0 && (
        <div class="columns two">
          <Card title={t('invoiceDays.days')}>
            <DaysByMonth t={t} format={format} model={model} byExchange={byExchange} />
            {byExchange && <p class="small quiet">{t('invoiceDays.net')}</p>}
          </Card>
          <Card title={t('invoiceDays.lines')}>
            <Lines t={t} format={format} model={model} />
          </Card>
        </div>
      )}
    </Layout>
  )
}

const energyOf = (days: readonly ExplainedDay[]): number =>
  days.reduce((sum, { energyWh }) => sum + energyWh, 0)
const worthOf = (days: readonly ExplainedDay[]): number =>
  days.reduce((sum, { exchangeNanoEur }) => sum + exchangeNanoEur, 0)

function daysAnswer(t: T, format: Format, { days, lines }: ExplainedInvoice): string {
  const [first, last] = [days[0], days.at(-1)]
  if (!first || !last) return t('invoiceDays.titleNone')
  const energy = format.kwh(energyOf(days), 3)
  const spot = lines.find(({ byExchange }) => byExchange)
  if (!spot)
    return t('invoiceDays.titlePlain', { energy, first: format.date(first.day), last: format.date(last.day) })
  return t('invoiceDays.title', {
    energy,
    price: format.ctPerKwh(Math.abs(spot.unitPriceMicroEur), 3),
    amount: format.eur(Math.abs(spot.netCents)),
  })
}

interface DaysProps {
  t: T
  format: Format
  model: Pick<ExplainedInvoice, 'id' | 'days'>
  byExchange: boolean
}

/** More days than are read in one go. */
const MANY_DAYS = 62

/** The days of a bill; those of a year folded by month, each with its sum. */
const DaysByMonth = ({ model, ...props }: DaysProps) => {
  if (model.days.length <= MANY_DAYS) return <Days {...props} model={model} />
  const { format } = props
  return [...Map.groupBy(model.days, ({ day }) => day.slice(0, 7)).values()].map((days) => (
    <details class="topic">
      <summary>
        <span>{format.month(days[0]?.day ?? '')}</span>
        <span class="month-sum">
          {format.kwh(energyOf(days), 3)}
          <Icon name="down" />
        </span>
      </summary>
      <div>
        <Days {...props} model={{ id: model.id, days }} />
      </div>
    </details>
  ))
}

const Days = ({ t, format, model, byExchange }: DaysProps) => (
  <table class="days">
    <thead>
      <tr>
        <th scope="col">{t('invoiceDays.day')}</th>
        <th scope="col" class="right">
          {t('invoiceDays.energy')}
        </th>
        {byExchange && (
          <>
            <th scope="col" class="right">
              {t('invoiceDays.mean')}
            </th>
            <th scope="col" class="right">
              {t('invoiceDays.worth')}
            </th>
          </>
        )}
      </tr>
    </thead>
    <tbody>
      {model.days.map((day) => (
        <tr>
          <th scope="row">
            <a href={`/invoices/${model.id}/days/${day.day}`}>{format.weekday(day.day)}</a>
            {day.status !== 'final' && (
              <span class="small quiet"> {t(`usage.${statusKey(day.status)}`)}</span>
            )}
          </th>
          <td class="right">{format.kwhNumber(day.energyWh, 3)}</td>
          {byExchange && (
            <>
              <td class="right">{format.ct(day.meanMicroEurPerKwh, 3)}</td>
              <td class="right">{format.ct(day.exchangeNanoEur / 1000, 4)}</td>
            </>
          )}
        </tr>
      ))}
    </tbody>
    <tfoot>
      <tr>
        <th scope="row">{t('invoiceDays.sum')}</th>
        <td class="right">{format.kwhNumber(energyOf(model.days), 3)}</td>
        {byExchange && (
          <>
            <td />
            <td class="right">{format.ct(worthOf(model.days) / 1000, 4)}</td>
          </>
        )}
      </tr>
    </tfoot>
  </table>
)

const Lines = ({ t, format, model }: { t: T; format: Format; model: ExplainedInvoice }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">{t('invoiceDays.line')}</th>
        <th scope="col" class="right">
          {t('invoiceDays.rounded')}
        </th>
      </tr>
    </thead>
    <tbody>
      {model.lines.map((line) => (
        <tr>
          <th scope="row">
            {t(`invoices.line.${line.kind}`)}
            <br />
            <span class="small quiet">
              {[partOf(format, model, line), sourceOf(t, format, line)].filter(Boolean).join(' · ')}
            </span>
          </th>
          <td class="right">{format.eur(line.netCents)}</td>
        </tr>
      ))}
    </tbody>
  </table>
)

/** Its days, where it covers less than the bill. */
function partOf(format: Format, { days }: ExplainedInvoice, { from, to }: ExplainedLine): string | null {
  const last = addDays(to, -1)
  return from === days[0]?.day && last === days.at(-1)?.day ? null : format.spanShort(from, last)
}

/** What its cents are rounded from. */
function sourceOf(t: T, format: Format, { nanoEur, unit }: ExplainedLine): string | null {
  if (nanoEur !== null) return t('invoiceDays.exact', { amount: `${format.ct(nanoEur / 1000, 4)}\u00a0ct` })
  return unit === 'day' ? t('invoiceDays.perDay') : null
}

/** Our own word for a value that we formed is a noun in the texts. */
export const statusKey = (status: ExplainedDay['status']) => (status === 'estimated' ? 'estimate' : status)
